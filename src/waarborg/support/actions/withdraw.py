"""Withdrawing: the customer no longer needs it; running clocks become void, verdicts stand."""

from datetime import datetime

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event, require_live
from waarborg.support.actions.mails import tell_state
from waarborg.support.models import Ticket


@action("support.ticket.withdraw")
def withdraw(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """Raises NotInThisState for a ticket that is not live, NotAllowed, NotFound."""
    permissions.require(by, "support.ticket.withdraw", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    require_live(ticket)
    note_event(ticket, "ticket.withdrawn", by=by, at=at)
    ticket.enter("withdrawn")
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save()
    tell_state(ticket, "withdrawn", at=at, but=by)
    return ticket
