"""Warnings and breaches are raised when their instant has come: once for each clock, threshold and due time."""

import pytest
from django.test import override_settings

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import clock
from waarborg.plumbing.models import JournalData, JournalEntry
from waarborg.promises.actions.raise_notices import raise_notices
from waarborg.promises.models import AgreementVersion, Binding, ClockNotice, ClockRun
from waarborg.support.tests.reports import at, reported, runs


def raise_all(when: str) -> int:
    total = 0
    while handled := raise_notices(at=at(when)):
        total += handled
    return total


def raised(cast: Cast) -> list[tuple[str, str]]:
    with cast.agent.at_work():
        rows = ClockNotice.objects.filter(promise="support.pick-up").order_by("raised_at", "threshold")
        return [(row.promise, row.threshold) for row in rows]


@pytest.fixture
def ticket(cast: Cast, appreo: AgreementVersion) -> object:
    """Priority 1, to be picked up within four business hours: by 13:00, warned at half of it and an hour before."""
    return reported(cast, "2026-04-07 09:00")


def test_nothing_is_raised_before_its_time(cast: Cast, ticket: object) -> None:
    # Both customers had no evaluation in the first quarter, which is over, and none of the releases of three rhythms;
    # that is told first.
    assert raise_all("2026-04-07 09:00") == 2 * (1 + 3)
    assert raise_all("2026-04-07 10:59") == 0
    assert raised(cast) == []


def test_each_warning_once_however_often_the_scheduler_looks(cast: Cast, ticket: object) -> None:
    for when in ("2026-04-07 11:00", "2026-04-07 11:00", "2026-04-07 11:30", "2026-04-07 12:00"):
        raise_all(when)
    assert raised(cast) == [("support.pick-up", "50 %"), ("support.pick-up", "1 business hour before")]


def test_a_breach_is_raised_once_and_the_clock_reads_broken(cast: Cast, ticket: object) -> None:
    raise_all("2026-04-07 13:00:01")
    raise_all("2026-04-07 13:00:02")
    run = runs(cast, ticket)["support.pick-up"]  # type: ignore[arg-type]
    assert (run.verdict, run.is_open, run.decided_at, run.attention_at) == (
        "broken",
        True,
        at("2026-04-07 13:00"),
        None,
    )
    assert raised(cast).count(("support.pick-up", "breach")) == 1
    with cast.agent.at_work():
        broke = JournalEntry.objects.filter(kind="promises.clock.broke")
        assert broke.filter(subject_id=ticket.id).count() == 1  # type: ignore[attr-defined]
        # And the evaluation of the first quarter, which neither customer had, as no release of three rhythms.
        assert set(broke.values_list("subject_id", flat=True)) == {
            ticket.id,  # type: ignore[attr-defined]
            cast.merendaal.id,
            cast.hazelvoort.id,
        }
        assert broke.count() == 1 + 2 * (1 + 3)


def test_exactly_at_the_due_time_nothing_is_broken(cast: Cast, ticket: object) -> None:
    raise_all("2026-04-07 13:00")
    assert runs(cast, ticket)["support.pick-up"].verdict == ""  # type: ignore[arg-type]


def test_a_scheduler_that_was_away_all_night_raises_everything_once(cast: Cast, ticket: object) -> None:
    raise_all("2026-04-09 09:00")
    assert sorted(raised(cast)) == [
        ("support.pick-up", "1 business hour before"),
        ("support.pick-up", "50 %"),
        ("support.pick-up", "breach"),
    ]


def test_a_report_taken_late_is_raised_at_once(cast: Cast, appreo: AgreementVersion) -> None:
    """Reported by telephone this morning and noted in the afternoon: its due time has passed already."""
    from waarborg.plumbing.journal import Ref, record

    ticket = reported(cast, "2026-04-07 16:00", priority="p2")
    with cast.agent.at_work():
        record(
            "support.ticket.reprioritised",
            tenant=ticket.tenant_id,
            subject=Ref("support.ticket", ticket.id),
            by=cast.agent.actor,
            at=at("2026-04-10 16:00"),
            properties={"priority": "p1"},
        )
    raise_all("2026-04-10 16:00")
    assert ("support.pick-up", "breach") in raised(cast)


def test_one_customers_journal_that_is_ahead_keeps_nobodys_notices_back(cast: Cast, ticket: object) -> None:
    """Another machine's clock runs half a minute ahead: notices are told all the same, and say why they lie behind."""
    reported(cast, "2026-04-07 13:00:31")
    raise_all("2026-04-07 13:00:01")
    assert raised(cast).count(("support.pick-up", "breach")) == 1
    with cast.agent.at_work():
        entry = JournalEntry.objects.get(kind="promises.clock.broke", subject_id=ticket.id)  # type: ignore[attr-defined]
        assert entry.at == at("2026-04-07 13:00:01")
        assert "reason" in JournalData.objects.get(sequence=entry.sequence).data


def test_a_notice_in_good_order_needs_no_reason(cast: Cast, ticket: object) -> None:
    with override_settings(CLOCK_OFFSET=at("2026-04-07 13:00:01") - clock.real()):
        raise_all("2026-04-07 13:00:01")
    with cast.agent.at_work():
        entry = JournalEntry.objects.get(kind="promises.clock.broke", subject_id=ticket.id)  # type: ignore[attr-defined]
        assert "reason" not in JournalData.objects.get(sequence=entry.sequence).data


def test_an_agreement_that_cannot_be_read_keeps_no_other_customers_notices_back(cast: Cast, ticket: object) -> None:
    other = reported(cast, "2026-04-07 09:00", by=cast.stranger)
    with cast.manager.at_work():
        damaged = AgreementVersion.objects.create(
            tenant_id=cast.provider.id,
            agreement="damaged",
            version="1",
            effective=at("2026-01-01 00:00").date(),
            sha256="0" * 64,
            canonical="{}",
            source=b"nothing",
            published_at=at("2026-01-01 00:00"),
        )
        Binding.objects.filter(tenant_id=cast.hazelvoort.id).update(version=damaged)
    raise_all("2026-04-07 13:00:01")
    assert raised(cast).count(("support.pick-up", "breach")) == 1
    with cast.agent.at_work():
        assert ClockRun.objects.get(subject_id=other.id, promise="support.pick-up").verdict == ""
