"""A reply on a resolved ticket asks whether to reopen; yes, or silence, continues the same clock."""

from datetime import datetime

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.actions.locking import NotInThisState
from waarborg.support.actions.reopen import leave_resolved, reopen
from waarborg.support.actions.reply import reply
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.models import Ticket
from waarborg.support.reactions import reopen_when_silent
from waarborg.support.tests.reports import at, due, reported, runs


def resolved(cast: Cast, appreo: AgreementVersion) -> Ticket:
    ticket = reported(cast, "2026-06-01 10:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-06-01 12:00"), text="Opgelost.", purpose="resolution")
    return ticket


def reply_to(cast: Cast, ticket: Ticket, when: str) -> list[tuple[str, datetime | None]]:
    """The jobs that the reply hands over: name and earliest instant."""
    with cast.owner.at_work():
        reply(ticket, by=cast.owner.actor, at=at(when), text="Het is er nog.")
        return [(job[0], job[2]) for job in tenancy.unit().jobs]


def now(cast: Cast, ticket: Ticket) -> Ticket:
    with cast.agent.at_work():
        found: Ticket = Ticket.objects.get(id=ticket.id)
    return found


def test_a_reply_asks_and_does_not_reopen_by_itself(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = resolved(cast, appreo)
    jobs = reply_to(cast, ticket, "2026-06-01 16:00")
    found = now(cast, ticket)
    assert (found.state, found.reopen_asked_at) == ("resolved", at("2026-06-01 16:00"))
    assert jobs == [("support.reopen-when-silent", at("2026-06-02 12:00"))]
    assert runs(cast, ticket)["support.fix"].verdict == "met"


def test_the_customers_yes_reopens_as_of_the_reply_with_the_resolved_time_not_counted(
    cast: Cast, appreo: AgreementVersion
) -> None:
    ticket = resolved(cast, appreo)
    reply_to(cast, ticket, "2026-06-01 16:00")
    with cast.owner.at_work():
        reopen(ticket, by=cast.owner.actor, at=at("2026-06-01 16:30"))
    assert now(cast, ticket).state == "open"
    assert runs(cast, ticket)["support.fix"].is_open
    assert due(cast, ticket, "support.fix") == "2026-06-08 14:00"


def test_silence_from_staff_reopens_too(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = resolved(cast, appreo)
    reply_to(cast, ticket, "2026-06-01 16:00")
    reopen_when_silent(
        tenant=str(ticket.tenant_id),
        ticket=str(ticket.id),
        asked_at=at("2026-06-01 16:00").isoformat(),
        at=at("2026-06-02 12:00").isoformat(),
    )
    assert now(cast, ticket).state == "open"


def test_the_job_leaves_a_ticket_alone_that_was_answered_meanwhile(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = resolved(cast, appreo)
    reply_to(cast, ticket, "2026-06-01 16:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-06-01 16:10"), text="Graag gedaan.", purpose="message")
    reopen_when_silent(
        tenant=str(ticket.tenant_id),
        ticket=str(ticket.id),
        asked_at=at("2026-06-01 16:00").isoformat(),
        at=at("2026-06-02 12:00").isoformat(),
    )
    assert now(cast, ticket).state == "resolved"


def test_an_answer_from_staff_settles_the_question(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = resolved(cast, appreo)
    reply_to(cast, ticket, "2026-06-01 16:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-06-01 16:10"), text="Graag gedaan.", purpose="message")
    found = now(cast, ticket)
    assert (found.state, found.reopen_asked_at) == ("resolved", None)


def test_a_thank_you_leaves_it_resolved(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = resolved(cast, appreo)
    reply_to(cast, ticket, "2026-06-01 16:00")
    with cast.owner.at_work():
        leave_resolved(ticket, by=cast.owner.actor, at=at("2026-06-01 16:01"))
    found = now(cast, ticket)
    assert (found.state, found.reopen_asked_at) == ("resolved", None)


def test_an_open_ticket_cannot_be_reopened(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-06-01 10:00")
    with pytest.raises(NotInThisState), cast.owner.at_work():
        reopen(ticket, by=cast.owner.actor, at=at("2026-06-01 10:10"))
    assert now(cast, ticket).revision == 1


def test_withdrawing_voids_what_runs_and_leaves_verdicts(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-06-01 10:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-06-01 10:05"), text="Wij kijken.", purpose="message")
    with cast.owner.at_work():
        withdraw(ticket, by=cast.owner.actor, at=at("2026-06-01 10:10"))
    assert {name: run.verdict for name, run in runs(cast, ticket).items()} == {
        "support.pick-up": "met",
        "support.workaround": "void",
        "support.fix": "void",
    }


def test_a_reply_years_after_the_agreement_was_published_waits_by_its_own_opening_hours(
    cast: Cast, appreo: AgreementVersion
) -> None:
    """Nobody published newer opening hours: the old ones go on, holidays included. That day is Whit Monday."""
    ticket = resolved(cast, appreo)
    assert reply_to(cast, ticket, "2031-06-02 16:00") == [("support.reopen-when-silent", at("2031-06-03 13:00"))]
    assert now(cast, ticket).reopen_asked_at == at("2031-06-02 16:00")
