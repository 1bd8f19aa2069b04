"""The daily check for misuse: what counts as a sign, who hears of it, and the clock of PX-73 that it keeps."""

from datetime import timedelta

import pytest
from django.test import override_settings

from waarborg.availability.actions.check_misuse import check_misuse
from waarborg.availability.rules.misuse import Sign, signs
from waarborg.availability.tests.incidents import at
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import clock, journal
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import ClockRun
from waarborg.promises.profiles import documents, profile


def test_many_refusals_of_one_person_are_a_sign_and_a_shut_account_always_is() -> None:
    assert signs({"a": 19, "b": 19}, {}) == []
    assert signs({"a": 20, "b": 3}, {"access.account.locked": 1}) == [
        Sign("act.refused", 20),
        Sign("access.account.locked", 1),
    ]


@pytest.fixture
def bound(cast: Cast) -> Cast:
    with cast.manager.at_work():
        version = publish(
            profile("perplex-dbc"), provider=cast.provider.id, name="perplex-dbc.yaml",
            documents=documents("perplex-dbc"), by=cast.manager.actor, at=at("00:00"),
        )  # fmt: skip
        bind(version, by=cast.manager.actor, at=at("00:00"), tenant=cast.merendaal.id)
    return cast


@pytest.mark.clause("PX-73")
def test_each_check_keeps_the_clock_of_the_next_day(bound: Cast) -> None:
    for hours in (2, 14):
        with bound.manager.at_work():
            assert check_misuse(bound.merendaal.id, at=at("00:20") + timedelta(hours=hours)) == "clear"
            assert check_misuse(bound.hazelvoort.id, at=at("00:20")) is None
    with bound.manager.at_work():
        last = ClockRun.objects.filter(tenant_id=bound.merendaal.id, promise="service.misuse").order_by("number").last()
        assert last is not None
        assert (last.is_open, last.due_at) == (True, at("14:20") + timedelta(days=1))
        met = ClockRun.objects.filter(tenant_id=bound.merendaal.id, promise="service.misuse", verdict="met")
        assert met.count() >= 1
        assert OutboxMail.objects.count() == 0


def test_staff_hear_of_signs_and_the_outcome_stands_in_the_journal(bound: Cast) -> None:
    with bound.owner.at_work():
        for number in range(20):
            journal.record(
                "act.refused", tenant=bound.merendaal.id, subject=Ref("person", bound.owner.person.id),
                by=bound.owner.actor, at=at("01:00") + timedelta(seconds=number),
                properties={"act": "customers.contact.leave", "code": "plumbing.not-allowed"},
            )  # fmt: skip
    with override_settings(CLOCK_OFFSET=at("02:20") - clock.real()), bound.manager.at_work():
        assert check_misuse(bound.merendaal.id, at=at("02:20")) == "signs"
    with bound.manager.at_work():
        entry = JournalEntry.objects.get(kind="availability.misuse-check.done")
        assert (entry.properties, entry.tenant_id) == ({"outcome": "signs"}, bound.merendaal.id)
        [mail] = OutboxMail.objects.filter(template="availability/mail/misuse.txt")
        assert mail.subject == "Tekenen van misbruik: Stichting Thuiszorg Merendaal"
