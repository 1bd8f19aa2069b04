"""Reopening: the customer's yes, or four business hours of silence from staff after a reply."""

from datetime import datetime

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.models import JournalEntry
from waarborg.support.actions.give_back import free_of_leaver
from waarborg.support.actions.locking import NotInThisState, locked, note_event
from waarborg.support.actions.mails import tell_state
from waarborg.support.models import Ticket

REPORTED = "support.ticket.reported"
REASON = "reopened as of the customer's reply"


@action("support.ticket.reopen")
def reopen(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """Reopen a resolved ticket; where a reply asked for it, as of that reply, so no waiting time is lost (SEMANTICS 3).

    Raises NotInThisState for a ticket that is not resolved, NotAllowed, NotFound.
    """
    permissions.require(by, "support.ticket.reopen", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    if ticket.state != "resolved":
        raise NotInThisState.of(ticket)
    since = ticket.reopen_asked_at or at
    note_event(ticket, "ticket.reopened", by=by, at=since, reason=REASON if since != at else None)
    if not _was_reported(ticket):
        # Solved before it was taken over from another system: nothing was promised then, and from now on it is.
        words = {"kind": ticket.kind, "channel": ticket.channel, "priority": ticket.priority}
        said = {name: word for name, word in words.items() if word}
        note_event(ticket, "ticket.reported", by=by, at=at, properties=said)
    free_of_leaver(ticket, at=at)
    ticket.state = "open"
    ticket.unanswered_since = ticket.unanswered_since or since
    ticket.resolved_at = None
    ticket.refused = ""
    ticket.reopen_asked_at = None
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save()
    tell_state(ticket, "reopened", at=at, since=since, but=by)
    return ticket


def _was_reported(ticket: Ticket) -> bool:
    rows = JournalEntry.objects.filter(tenant_id=ticket.tenant_id, subject_id=ticket.id)
    return not rows.filter(kind="support.ticket.taken-over").exists() or rows.filter(kind=REPORTED).exists()


@action("support.ticket.reopen")
def leave_resolved(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """The customer's no: the reply was a thank-you, the ticket stays resolved. Raises NotInThisState."""
    permissions.require(by, "support.ticket.reopen", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    if ticket.state != "resolved" or ticket.reopen_asked_at is None:
        raise NotInThisState.of(ticket)
    note_event(ticket, "ticket.left-resolved", by=by, at=at)
    ticket.reopen_asked_at = None
    ticket.unanswered_since = None
    ticket.changed_at = at
    ticket.save()
    return ticket
