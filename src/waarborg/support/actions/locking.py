"""Taking a ticket for change: its row is locked first, before anything else (the one documented lock order)."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.plumbing.tenancy import kept
from waarborg.support.models import Ticket
from waarborg.support.rules import states

QUEUE = "desk.queue"


class NotInThisState(Refusal):
    """The ticket has moved on: resolved or withdrawn meanwhile."""

    code = "support.ticket.state"
    nl = "Dit kan niet: {number} is {state}."
    en = "This is not possible: {number} is {state}."
    nl_way_out = "Lees eerst wat er is gebeurd. Er is niets gewijzigd."
    en_way_out = "Read first what happened. Nothing was changed."

    @classmethod
    def of(cls, ticket: Ticket) -> "NotInThisState":
        return cls(number=ticket.shown_number, state=states.STATES[ticket.state])  # type: ignore[index]


def locked(ticket: Ticket) -> Ticket:
    """The ticket as it is now, locked until the transaction ends. Raises Ticket.DoesNotExist."""
    return locked_by_id(ticket.id)


def locked_by_id(ticket: UUID) -> Ticket:
    """The same for a ticket that another one names."""
    # Nearly every action asks it: put together once.
    for found in kept.rows("support.ticket-held", _held, ticket):
        return found  # type: ignore[no-any-return]
    raise Ticket.DoesNotExist(ticket)


def _held(ticket: UUID) -> "QuerySet[Ticket]":
    return Ticket.objects.select_for_update().filter(id=ticket)


def require_live(ticket: Ticket) -> None:
    """Raises NotInThisState for a resolved or withdrawn ticket."""
    if not ticket.is_live:
        raise NotInThisState.of(ticket)


def note_event(ticket: Ticket, event: str, *, by: Actor, at: datetime, **rest: object) -> None:
    """One journal entry about this ticket: `event` without the domain, such as "ticket.answered"."""
    journal.record(f"support.{event}", tenant=ticket.tenant_id, subject=ticket.ref, by=by, at=at, **rest)  # type: ignore[arg-type]
    announce(QUEUE, f"ticket.{ticket.id}", f"tenant.{ticket.tenant_id}.tickets")


def pick_up_if_new(ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """The first act of a human on a ticket is its pick-up (AP-24); the caller saves the ticket."""
    if ticket.picked_up_at is None:
        ticket.picked_up_at = at
        note_event(ticket, "ticket.picked-up", by=by, at=at)
    if ticket.assignee_id is None and by.person is not None:
        ticket.assignee_id, ticket.assignee_name = by.person, by.name
