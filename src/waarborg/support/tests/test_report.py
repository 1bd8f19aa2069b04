"""Reporting a failure starts the clocks of the customer's agreement."""

import pytest
from django.db import IntegrityError

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.asking import MayNotAsk
from waarborg.support.actions.report import Report, report
from waarborg.support.models import Message, Ticket
from waarborg.support.tests.reports import at, due, reported, runs

SOMETHING = Report(subject="Inloggen lukt niet", kind="incident", what="Niemand komt binnen.", priority="p1")


@pytest.mark.clause("AP-24", "AP-23")
def test_a_priority_1_on_friday_1630_is_to_be_picked_up_on_tuesday_1230_after_easter(
    cast: Cast, appreo: AgreementVersion
) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    assert due(cast, ticket, "support.pick-up") == "2026-04-07 12:30"


@pytest.mark.clause("AP-30")
def test_a_priority_1_runs_three_clocks(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-20 09:00")
    assert set(runs(cast, ticket)) == {"support.pick-up", "support.workaround", "support.fix"}
    assert due(cast, ticket, "support.fix") == "2026-04-28 09:00"


@pytest.mark.clause("AP-32")
def test_a_priority_2_over_whit_monday(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-05-22 16:00", priority="p2")
    assert due(cast, ticket, "support.start") == "2026-05-27 16:00"
    assert due(cast, ticket, "support.solve") == "2026-06-01 16:00"


@pytest.mark.clause("AP-25")
def test_a_bug_reported_on_christmas_eve(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-12-24 10:00", priority="p3", kind="bug")
    assert due(cast, ticket, "support.bug") == "2027-01-04 10:00"


@pytest.mark.clause("AP-33")
def test_a_wish_has_no_clock(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-03 16:30", priority="p3", kind="wish")
    assert runs(cast, ticket) == {}


def test_the_report_is_one_journal_entry_without_any_text(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    with cast.owner.at_work():
        (entry,) = JournalEntry.objects.filter(subject_id=ticket.id)
    assert (entry.kind, entry.properties) == (
        "support.ticket.reported",
        {"kind": "incident", "channel": "portal", "priority": "p1"},
    )


def test_the_same_form_sent_twice_is_one_ticket(cast: Cast, appreo: AgreementVersion) -> None:
    once = uuid7()
    with cast.support_contact.at_work():
        tickets = {
            report(cast.merendaal.id, SOMETHING, by=cast.support_contact.actor, at=at("2026-04-03 16:30"), once=once).id
            for _ in range(2)
        }
        assert (len(tickets), Ticket.objects.count(), Message.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("form", ["without a number", "with one"])
def test_what_the_database_refuses_for_another_reason_is_not_taken_for_the_same_form_twice(
    cast: Cast, appreo: AgreementVersion, form: str
) -> None:
    once = uuid7() if form == "with one" else None
    with pytest.raises(IntegrityError, match="support_ticket_tenant_fk"), cast.agent.at_work():
        report(uuid7(), SOMETHING, by=cast.agent.actor, at=at("2026-04-03 16:30"), once=once)
    with cast.owner.at_work():
        assert (Ticket.objects.count(), Message.objects.count()) == (0, 0)


def test_numbers_have_no_gap_after_a_rollback(cast: Cast, appreo: AgreementVersion) -> None:
    first = reported(cast, "2026-04-03 16:30")
    with pytest.raises(KeyError), cast.support_contact.at_work():
        report(cast.merendaal.id, SOMETHING, by=cast.support_contact.actor, at=at("2026-04-03 16:31"))
        raise KeyError("lost connection")
    assert reported(cast, "2026-04-03 16:32").number == first.number + 1


def test_an_ordinary_user_may_not_report_and_nothing_changes(cast: Cast, appreo: AgreementVersion) -> None:
    with cast.ordinary_user.at_work(), pytest.raises(MayNotAsk):
        report(cast.merendaal.id, SOMETHING, by=cast.ordinary_user.actor, at=at("2026-04-03 16:30"))
    with cast.owner.at_work():
        assert Ticket.objects.count() == 0
        (refused,) = JournalEntry.objects.filter(kind="act.refused")
    assert refused.properties == {"act": "support.ticket.open", "code": "support.ticket.may-not-ask"}


def test_a_stranger_finds_no_such_organisation(cast: Cast, appreo: AgreementVersion) -> None:
    with cast.stranger.at_work(), pytest.raises(NotFound):
        report(cast.merendaal.id, SOMETHING, by=cast.stranger.actor, at=at("2026-04-03 16:30"))
    with cast.owner.at_work():
        assert Ticket.objects.count() == 0


def test_without_an_agreement_a_report_is_taken_and_no_clock_runs(cast: Cast) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    assert runs(cast, ticket) == {}
