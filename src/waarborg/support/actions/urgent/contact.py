"""The first contact after the word "urgent": by an answer, or by whatever staff say that they did (CL-15)."""

from datetime import datetime

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event, pick_up_if_new
from waarborg.support.models import Ticket, UrgentCase


@action("support.ticket.contact")
def contact(ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """Staff spoke to the customer outside the ticket, such as by telephone. A second time changes nothing.

    Raises NotFound where it is not urgent, NotAllowed.
    """
    permissions.require(by, "support.ticket.answer", tenant=ticket.tenant_id)
    held = locked(ticket)
    if not UrgentCase.objects.filter(tenant_id=held.tenant_id, ticket_id=held.id).exists():
        raise permissions.NotFound()
    if note_contact(held, by=by, at=at):
        pick_up_if_new(held, by=by, at=at)
        held.revision += 1
        held.changed_at = at
        held.save()


def note_contact(ticket: Ticket, *, by: Actor, at: datetime) -> bool:
    """Part of every answer too. Whether this was the first; the caller holds the ticket. One query where it is not
    urgent."""
    waiting = UrgentCase.objects.filter(tenant_id=ticket.tenant_id, ticket_id=ticket.id, contacted_at=None)
    first = waiting.exclude(basis="limited").update(contacted_at=at, contacted_by_name=by.name)
    if first:
        note_event(ticket, "ticket.contacted", by=by, at=at)
    return bool(first)
