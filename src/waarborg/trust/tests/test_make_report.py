"""Making a report: what it holds, that it is made once, and what makes it a new version."""

from typing import Any

import pytest

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.waive import waive
from waarborg.promises.models import AgreementVersion, ClockRun
from waarborg.promises.queries.standing import NotBound
from waarborg.promises.tests.agreements import publish_and_bind
from waarborg.support.actions.reopen import reopen
from waarborg.trust.actions.make_report import NotBoundThen, NotYet, ProjectionDiffers, make
from waarborg.trust.models import Report
from waarborg.trust.queries.reports import payload_of
from waarborg.trust.rules.months import NotAMonth
from waarborg.trust.rules.verification import follows
from waarborg.trust.tests.signed import check
from waarborg.trust.tests.story import april, instant, report


def promise(made: Report, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in payload_of(made)["promises"] if one["id"] == name)
    return found


def runs(made: Report, name: str) -> list[tuple[str, str]]:
    return [(run["number"], run["verdict"]) for run in promise(made, name)["evidence"]]


def entries(cast: Cast, kind: str) -> int:
    with cast.manager.at_work():
        return int(JournalEntry.objects.filter(tenant_id=cast.merendaal.id, kind=kind).count())


def test_every_promise_stands_in_it_measured_or_not(cast: Cast, appreo: AgreementVersion) -> None:
    april(cast)
    made = report(cast, "2026-05-01 06:00")
    promises = payload_of(made)["promises"]
    # A clock that did not run in this month is idle; what is not enforced yet, and rules, are not measured.
    quiet = made.totals["idle"]
    assert made.totals == {
        "promises": 73, "broken": 1, "exceeded": 2, "met": 0, "waived": 0, "timed": 0, "open": 2, "void": 0,
        "idle": quiet, "not-measured": 66 - quiet, "holds": 2,
    }  # fmt: skip
    assert quiet == sum(one["verdict"] == "idle" for one in promises)
    assert {one["id"] for one in promises if one["enforced"]} >= {
        "support.pick-up", "support.bug", "support.workaround", "support.fix", "support.start", "support.solve",
        "support.wishes-delivered", "security.shared-platform", "security.hosting", "security.audit",
        "support.evaluation", "contract.onboarding",
    }  # fmt: skip


def test_the_evidence_of_a_promise_that_was_not_kept(cast: Cast, appreo: AgreementVersion) -> None:
    _, late, _ = april(cast)
    made = promise(report(cast, "2026-05-01 06:00"), "support.pick-up")
    assert made["nl"] == "Een storing met de hoogste prioriteit pakken wij op binnen 4 werkuren."
    assert made["en"] == "We pick up a failure of the highest priority within 4 business hours."
    assert (made["verdict"], made["clauses"], made["level"]) == ("broken", ["AP-24"], "guarantee")
    assert made["measured"] == {
        "count": 2, "broken": 1, "exceeded": 0, "met": 1, "waived": 0, "timed": 0, "open": 1, "void": 0,
        "slowest_us": (4 * 60 + 27) * 60_000_000, "latest_us": 27 * 60_000_000,
    }  # fmt: skip
    broken = made["evidence"][1]
    explained = broken.pop("explanation")
    assert broken == {
        "subject": f"support.ticket:{late.id}",
        "number": late.shown_number,
        "run": 1,
        "version": "2026.1",
        "started": "2026-04-14T12:05:00.000000Z",
        "due": "2026-04-15T08:05:00.000000Z",
        "stopped": "2026-04-15T08:32:00.000000Z",
        "verdict": "broken",
        "restated": False,
        "business": True,
        "used_us": (4 * 60 + 27) * 60_000_000,
        "late_us": 27 * 60_000_000,
        "sequences": broken["sequences"],
        "course": [
            ["counted", "2026-04-14T12:05:00.000000Z", "2026-04-14T15:00:00.000000Z"],
            ["counted", "2026-04-15T07:00:00.000000Z", "2026-04-15T08:05:00.000000Z"],
            ["late", "2026-04-15T08:05:00.000000Z", "2026-04-15T08:32:00.000000Z"],
        ],
    }
    assert [row[2:] for row in explained["nl"]["ledger"]] == [
        ["Gemeld, de klok begint", ""],
        ["Tot onze sluiting", "2:55"],
        ["Vanaf onze opening", "1:05"],
        ["Uiterlijk", "4 werkuren"],
    ]


def test_it_is_accepted_by_whoever_checks_it(cast: Cast, appreo: AgreementVersion) -> None:
    april(cast)
    made = report(cast, "2026-05-01 06:00")
    found = check(made.envelope, made.fingerprint)
    assert (found.number, found.envelope.sha256) == (made.number, made.sha256)
    assert made.number == "WB-2026-04-0001-v1"


def test_the_journal_in_it_is_the_gapless_part_of_the_month(cast: Cast, appreo: AgreementVersion) -> None:
    april(cast)
    made = report(cast, "2026-05-01 06:00")
    with cast.manager.at_work():
        chain = journal.verify(cast.merendaal.id)
        rows = JournalEntry.objects.filter(tenant_id=cast.merendaal.id).order_by("sequence")
        kept = [row.hash.hex() if isinstance(row.hash, bytes) else bytes(row.hash).hex() for row in rows]
    told = payload_of(made)["journal"]
    # Binding the customer in January is before it, making the report after it.
    assert [line["hash"] for line in told["entries"]] == kept[1:-1]
    assert (told["first"], told["last"], told["head"]) == (2, chain.entries - 1, kept[-2])


def test_made_again_it_is_the_same_report(cast: Cast, appreo: AgreementVersion) -> None:
    april(cast)
    first = report(cast, "2026-05-01 06:00")
    again = report(cast, "2026-05-20 06:00")
    assert (again.id, again.envelope) == (first.id, first.envelope)
    assert entries(cast, "trust.report.made") == 1


def test_a_waiver_after_the_month_makes_a_new_version_that_names_the_old_one(
    cast: Cast, appreo: AgreementVersion
) -> None:
    _, late, _ = april(cast)
    first = report(cast, "2026-05-01 06:00")
    with cast.manager.at_work():
        waive(
            late.ref, by=cast.manager.actor, at=instant("2026-05-06 10:00"), tenant=late.tenant_id,
            promise="support.pick-up", reason="In overleg: de melding was onvolledig.",
        )  # fmt: skip
    second = report(cast, "2026-05-07 06:00")
    assert (second.number, second.version) == ("WB-2026-04-0001-v2", 2)
    assert payload_of(second)["restates"] == {"number": first.number, "sha256": first.sha256}
    assert runs(second, "support.pick-up")[1] == (late.shown_number, "waived")
    assert runs(first, "support.pick-up")[1] == (late.shown_number, "broken")
    follows(check(first.envelope), check(second.envelope))


def test_a_reopening_after_the_month_takes_a_verdict_back(cast: Cast, appreo: AgreementVersion) -> None:
    kept, _, _ = april(cast)
    report(cast, "2026-05-01 06:00")
    with cast.agent.at_work():
        reopen(kept, by=cast.agent.actor, at=instant("2026-05-06 10:00"))
    again = report(cast, "2026-05-07 06:00")
    assert again.version == 2
    assert runs(again, "support.fix")[0] == (kept.shown_number, "open")
    assert promise(again, "support.fix")["evidence"][0]["restated"] is True


def test_the_next_month_continues_this_one(cast: Cast, appreo: AgreementVersion) -> None:
    april(cast)
    first = report(cast, "2026-05-01 06:00")
    second = report(cast, "2026-06-01 06:00", "2026-05")
    assert payload_of(second)["previous"] == {
        "number": first.number, "sha256": first.sha256, "head": first.journal_head,
    }  # fmt: skip
    assert second.journal_first == first.journal_last + 1
    follows(check(first.envelope), check(second.envelope))


def test_a_month_without_anything_is_a_report_too(cast: Cast, appreo: AgreementVersion) -> None:
    made = report(cast, "2026-04-01 06:00", "2026-03")
    assert made.journal_last - made.journal_first == -1
    assert made.totals["idle"] == sum(one["verdict"] == "idle" for one in payload_of(made)["promises"])
    assert check(made.envelope).number == made.number


def test_a_month_that_is_not_over_gives_an_interim_report_and_then_the_whole_one(
    cast: Cast, appreo: AgreementVersion
) -> None:
    april(cast)
    interim = report(cast, "2026-05-01 06:00", "2026-05")
    assert (interim.complete, interim.version) == (False, 1)
    whole = report(cast, "2026-06-01 06:00", "2026-05")
    assert (whole.complete, whole.version) == (True, 2)
    follows(check(interim.envelope), check(whole.envelope))


def test_customers_of_a_month_are_numbered(cast: Cast, appreo: AgreementVersion) -> None:
    ours = report(cast, "2026-04-01 06:00", "2026-03")
    with tenancy.enter(Role.DESK, cast.hazelvoort.id):
        theirs = make(cast.hazelvoort.id, "2026-03", by=SYSTEM, at=instant("2026-04-01 06:00"))
    assert (ours.number, theirs.number) == ("WB-2026-03-0001-v1", "WB-2026-03-0002-v1")


@pytest.mark.parametrize("month", ["2026-13", "202604", "2026-4", "2026-04-01", "", "april"])
def test_what_is_no_month_is_refused(cast: Cast, appreo: AgreementVersion, month: str) -> None:
    with pytest.raises(NotAMonth):
        report(cast, "2026-05-01 06:00", month)


def test_months_outside_the_agreement_are_refused_and_nothing_is_made(cast: Cast, appreo: AgreementVersion) -> None:
    with pytest.raises(NotYet):
        report(cast, "2026-05-01 06:00", "2026-06")
    with pytest.raises(NotBoundThen):
        report(cast, "2026-05-01 06:00", "2025-12")
    with cast.manager.at_work():
        assert Report.objects.count() == 0


def test_a_customer_without_an_agreement_gets_no_report(cast: Cast) -> None:
    with pytest.raises(NotBound):
        report(cast, "2026-05-01 06:00")


@pytest.mark.parametrize("name", ["agent", "owner"])
def test_only_a_service_manager_has_one_made(cast: Cast, appreo: AgreementVersion, name: str) -> None:
    player: Player = getattr(cast, name)
    with player.at_work(), pytest.raises(NotAllowed):
        make(cast.merendaal.id, "2026-04", by=player.actor, at=instant("2026-05-01 06:00"))
    with cast.manager.at_work():
        assert Report.objects.count() == 0


def test_no_report_is_signed_while_lists_and_journal_disagree(cast: Cast, appreo: AgreementVersion) -> None:
    _, late, _ = april(cast)
    with cast.manager.at_work():
        ClockRun.objects.filter(subject_id=late.id, promise="support.pick-up").update(verdict="met")
    with pytest.raises(ProjectionDiffers) as caught:
        report(cast, "2026-05-01 06:00")
    assert caught.value.params["held"] == "met"
    assert caught.value.params["found"] == "broken"


def test_a_scheduler_that_is_late_does_not_keep_a_report_back(cast: Cast, appreo: AgreementVersion) -> None:
    from waarborg.support.tests.reports import reported

    ticket = reported(cast, "2026-04-29 09:00")
    made = report(cast, "2026-05-01 06:00")
    assert runs(made, "support.pick-up") == [(ticket.shown_number, "broken")]


def test_a_signed_report_cannot_be_changed(cast: Cast, appreo: AgreementVersion) -> None:
    from django.db import DatabaseError

    made = report(cast, "2026-05-01 06:00")
    with pytest.raises(DatabaseError), cast.manager.at_work():
        Report.objects.filter(id=made.id).update(sha256="0" * 64)


def test_a_new_name_of_the_customer_restates_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    first = report(cast, "2026-05-01 06:00")
    with cast.manager.at_work():
        cast.merendaal.name = "Merendaal Groep"
        cast.merendaal.save()
    assert report(cast, "2026-05-02 06:00").id == first.id


def test_published_again_nothing_changes(cast: Cast, appreo: AgreementVersion) -> None:
    from waarborg.promises.profiles import profile

    first = report(cast, "2026-05-01 06:00")
    publish_and_bind(cast, profile("appreo"))
    assert report(cast, "2026-05-02 06:00").id == first.id
