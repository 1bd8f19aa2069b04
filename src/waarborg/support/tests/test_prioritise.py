"""Another priority: clocks are recomputed from the report, and everybody can read why (AP-31)."""

import json

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import JournalData, JournalEntry
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.prioritise import NoSuchPriority, ReasonNeeded, prioritise
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, due, reported, runs


def set_priority(cast: Cast, ticket: Ticket, when: str, priority: str, reason: str = "") -> None:
    with cast.agent.at_work():
        prioritise(ticket, by=cast.agent.actor, at=at(when), priority=priority, reason=reason)


@pytest.mark.clause("AP-31")
def test_a_raise_counts_from_the_original_report_and_says_who_and_why(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00", priority="p2")
    set_priority(cast, ticket, "2026-04-07 10:00", "p1", "Zes teams geraakt")
    assert due(cast, ticket, "support.pick-up") == "2026-04-07 13:00"
    assert runs(cast, ticket)["support.start"].verdict == "void"
    with cast.agent.at_work():
        entry = JournalEntry.objects.get(kind="support.ticket.reprioritised")
        data = json.loads(JournalData.objects.get(tenant_id=entry.tenant_id, sequence=entry.sequence).data)
    assert (entry.actor_id, entry.properties) == (cast.agent.person.id, {"priority": "p1"})
    assert data == {"from": "p2", "to": "p1", "why": "Zes teams geraakt"}


def test_a_raise_whose_time_has_passed_is_broken_at_the_change(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00", priority="p2")
    set_priority(cast, ticket, "2026-04-08 15:00", "p1", "Toch ernstiger")
    run = runs(cast, ticket)["support.workaround"]
    assert (run.verdict, run.projection["by_raise"]) == ("exceeded", True)


@pytest.mark.clause("AP-31")
def test_a_fourth_priority_does_not_exist(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with pytest.raises(NoSuchPriority) as refused:
        set_priority(cast, ticket, "2026-04-07 10:00", "p4", "Hoort niet")
    assert refused.value.way_out("nl") == "Kies een van: p1, p2, p3."
    with cast.agent.at_work():
        assert Ticket.objects.get(id=ticket.id).priority == "p1"


def test_a_change_needs_a_reason(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with pytest.raises(ReasonNeeded):
        set_priority(cast, ticket, "2026-04-07 10:00", "p2")
    assert runs(cast, ticket)["support.pick-up"].is_open


def test_the_same_priority_again_changes_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    set_priority(cast, ticket, "2026-04-07 10:00", "p1")
    with cast.agent.at_work():
        assert JournalEntry.objects.filter(subject_id=ticket.id).count() == 1
