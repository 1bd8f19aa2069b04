"""An internal note: read by staff only, and kept where the database shows it to nobody else."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event
from waarborg.support.models import Note, Ticket
from waarborg.support.rules.once import once_with
from waarborg.support.rules.passwords import masked


@action("support.ticket.note")
def note(ticket: Ticket, *, by: Actor, at: datetime, text: str, once: UUID | None = None) -> Note:
    """A note is no answer: no clock stops. The same `once` twice gives the first note. Raises NotAllowed, NotFound."""
    permissions.require(by, "support.ticket.note", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    once = once_with(once, text)
    if once is not None and (earlier := Note.objects.filter(tenant_id=ticket.tenant_id, once=once).first()):
        return earlier
    written = Note.objects.create(
        tenant_id=ticket.tenant_id,
        ticket_id=ticket.id,
        at=at,
        author_id=by.person,
        author_name=by.name,
        body=masked(text),
        once=once,
    )
    note_event(ticket, "ticket.noted", by=by, at=at, data={"note": str(written.id)})
    return written
