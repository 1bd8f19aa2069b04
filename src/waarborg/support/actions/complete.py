"""Answering later what the intake asked: what is complete is helped sooner (CL-06, CL-69)."""

from collections.abc import Mapping
from datetime import datetime

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event, require_live
from waarborg.support.models import Ticket
from waarborg.support.rules import intake


class NothingAnswered(BadInput):
    """The form came back empty."""

    code = "support.ticket.nothing-answered"
    nl = "Vul ten minste een van de vragen in."
    en = "Answer at least one of the questions."


@action("support.ticket.complete")
def complete(ticket: Ticket, *, by: Actor, at: datetime, answers: Mapping[str, str]) -> Ticket:
    """Answer questions of the intake (`rules.intake.QUESTIONS`) that were left open.

    What was answered before stays as it was written: more about that is said in a message, which everybody reads.
    Raises NothingAnswered, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, "support.ticket.complete", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    require_live(ticket)
    open_ones = intake.missing(answers_of(ticket))
    given = {name: text.strip() for name, text in answers.items() if name in open_ones and text.strip()}
    if not given:
        if any(text.strip() for text in answers.values()):
            # The same form sent twice: the first time answered it.
            return ticket
        raise NothingAnswered()
    for name, text in given.items():
        setattr(ticket, name, text)
    ticket.intake = intake.score(answers_of(ticket))
    note_event(ticket, "ticket.completed", by=by, at=at, data={"answered": sorted(given), "intake": ticket.intake})
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save()
    return ticket


def answers_of(ticket: Ticket) -> dict[str, str]:
    """What stands on the ticket, by question of the intake."""
    return {question: getattr(ticket, question) for question in intake.QUESTIONS}
