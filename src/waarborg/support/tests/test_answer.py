"""Answering: what it does to the clocks, and what happens when two people answer at once."""

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import Crossed, answer
from waarborg.support.actions.locking import NotInThisState
from waarborg.support.actions.reply import reply
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.models import Message, Ticket
from waarborg.support.tests.reports import at, due, reported, runs


def say(cast: Cast, ticket: Ticket, when: str, purpose: str = "message", **rest: object) -> Message:
    with cast.agent.at_work():
        message: Message = answer(
            ticket, by=cast.agent.actor, at=at(when), text="Wij kijken ernaar.", purpose=purpose, **rest
        )
    return message


def kinds(cast: Cast, ticket: Ticket) -> list[str]:
    with cast.agent.at_work():
        rows = JournalEntry.objects.filter(subject_id=ticket.id).order_by("sequence")
        return [row.kind.removeprefix("support.ticket.") for row in rows]


@pytest.mark.clause("AP-24")
def test_the_first_answer_picks_up_and_meets_the_pick_up_clock(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-05-13 15:00")
    say(cast, ticket, "2026-05-15 10:59")
    run = runs(cast, ticket)["support.pick-up"]
    assert (run.verdict, run.stopped_at, run.month) == ("met", at("2026-05-15 10:59"), "2026-05")


@pytest.mark.clause("AP-24")
def test_an_answer_after_the_due_time_breaks_it(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-05-13 15:00")
    say(cast, ticket, "2026-05-15 11:01")
    assert runs(cast, ticket)["support.pick-up"].verdict == "broken"


def test_answered_exactly_at_the_due_time_is_met(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-05-13 15:00")
    say(cast, ticket, "2026-05-15 11:00")
    assert runs(cast, ticket)["support.pick-up"].verdict == "met"


def test_in_one_step_the_answer_counts_before_the_question_back(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    say(cast, ticket, "2026-04-07 09:30", "question")
    assert kinds(cast, ticket) == ["reported", "picked-up", "answered", "asked-back"]
    with cast.agent.at_work():
        assert Ticket.objects.get(id=ticket.id).state == "waiting"


@pytest.mark.clause("AP-25")
def test_waiting_for_the_customer_pauses_the_solution_and_not_the_workaround(
    cast: Cast, appreo: AgreementVersion
) -> None:
    ticket = reported(cast, "2026-06-01 10:00")
    say(cast, ticket, "2026-06-02 09:59", "question")
    found = runs(cast, ticket)
    assert (found["support.fix"].state, found["support.fix"].due_at) == ("paused", None)
    assert (found["support.workaround"].state, found["support.workaround"].due_at) == (
        "running",
        at("2026-06-02 10:00"),
    )
    with cast.support_contact.at_work():
        reply(ticket, by=cast.support_contact.actor, at=at("2026-06-02 10:01"), text="Medewerker 20417.")
    assert due(cast, ticket, "support.fix") == "2026-06-08 10:02"


@pytest.mark.clause("AP-30")
def test_a_workaround_stops_two_clocks_and_leaves_the_third_running(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-20 09:00")
    say(cast, ticket, "2026-04-21 08:50", "workaround")
    found = runs(cast, ticket)
    assert {name: run.verdict for name, run in found.items()} == {
        "support.pick-up": "broken",
        "support.workaround": "met",
        "support.fix": "",
    }


def test_two_people_answering_at_once_the_second_is_held(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    say(cast, ticket, "2026-04-07 09:30", revision=1)
    with pytest.raises(Crossed), cast.manager.at_work():
        answer(ticket, by=cast.manager.actor, at=at("2026-04-07 09:31"), text="Ook.", purpose="message", revision=1)
    with cast.agent.at_work():
        assert Message.objects.filter(ticket=ticket, side="staff").count() == 1


def test_the_same_form_sent_twice_is_one_answer(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    once = uuid7()
    first = say(cast, ticket, "2026-04-07 09:30", revision=1, once=once)
    second = say(cast, ticket, "2026-04-07 09:30", revision=1, once=once)
    assert first.id == second.id
    assert kinds(cast, ticket) == ["reported", "picked-up", "answered"]


def test_a_withdrawn_ticket_is_not_resolved_any_more(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.owner.at_work():
        withdraw(ticket, by=cast.owner.actor, at=at("2026-04-07 09:10"))
    with pytest.raises(NotInThisState) as refused:
        say(cast, ticket, "2026-04-07 09:30", "resolution")
    assert refused.value.say("nl") == f"Dit kan niet: {ticket.shown_number} is ingetrokken."
    with cast.agent.at_work():
        assert Message.objects.filter(ticket=ticket, side="staff").count() == 0


def test_a_contact_does_not_answer_for_staff(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with pytest.raises(NotAllowed), cast.owner.at_work():
        answer(ticket, by=cast.owner.actor, at=at("2026-04-07 09:30"), text="Zelf.", purpose="message")
    assert kinds(cast, ticket) == ["reported"]


def test_who_goes_back_and_writes_on_is_not_taken_for_a_double_click(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    once = uuid7()
    with cast.owner.at_work():
        for text in ("Het gaat om team Noord.", "Het gaat om team Noord.", "Het gaat om team Noord en Zuid."):
            reply(ticket, by=cast.owner.actor, at=at("2026-04-07 10:00"), text=text, once=once)
        said = list(Message.objects.filter(ticket=ticket, purpose="reply").values_list("body", flat=True))
    assert sorted(said) == ["Het gaat om team Noord en Zuid.", "Het gaat om team Noord."]
