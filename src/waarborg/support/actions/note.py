"""An internal note: read by staff only, and kept where the database shows it to nobody else."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event
from waarborg.support.actions.mention import drawn, mention
from waarborg.support.models import Note, Ticket
from waarborg.support.rules.once import once_with
from waarborg.support.rules.passwords import masked


@action("support.ticket.note")
def note(ticket: Ticket, *, by: Actor, at: datetime, text: str, once: UUID | None = None) -> Note:
    """A note is no answer: no clock stops. Who is mentioned in it hears of it. The same `once` twice gives the first.

    Raises NotAllowed, NotFound.
    """
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
    people = drawn(written.body, by=by, at=at)
    mention(ticket, written, people, by=by, at=at)
    named = {"mentioned": [str(one.id) for one in people]} if people else {}
    note_event(ticket, "ticket.noted", by=by, at=at, data={"note": str(written.id), **named})
    return written
