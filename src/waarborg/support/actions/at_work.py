"""Being at a ticket, and what one types there. Of the moment: no journal, no permission beside reading the ticket."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.support.models import Draft, Mention, Presence, StaffChoice, Ticket
from waarborg.support.rules import at_work
from waarborg.support.rules.at_work import Part
from waarborg.support.rules.passwords import masked

MAY_WRITE = {"answer": "support.ticket.answer", "note": "support.ticket.note"}


def topic(ticket: UUID) -> str:
    """What pages listen to who show who is there."""
    return f"ticket.{ticket}.here"


def be_here(ticket: Ticket, *, by: Actor, at: datetime, part: Part | None = None) -> None:
    """Note that `by` has the ticket before him and, with `part`, types there. Pages of colleagues hear only when
    something shows: he comes, or begins to write. The caller found the ticket for this reader. Two queries, more when
    he comes."""
    mine = Presence.objects.filter(ticket_id=ticket.id, person_id=by.person).first()
    came = mine is None or not at_work.is_present(mine.seen_at, at)
    wrote = mine.part if mine is not None and at_work.is_writing(mine.typed_at, at) else ""
    values: dict[str, object] = {"tenant_id": ticket.tenant_id, "seen_at": at}
    if part is not None:
        values |= {"part": part, "typed_at": at}
    if mine is not None:
        Presence.objects.filter(id=mine.id).update(**values)
    else:
        Presence.objects.update_or_create(ticket_id=ticket.id, person_id=by.person, defaults=values)
    if came:
        Presence.objects.filter(seen_at__lt=at - at_work.SWEPT).delete()
    if came or (part is not None and part != wrote):
        announce(topic(ticket.id))


def go(ticket: Ticket, *, by: Actor) -> None:
    """He closed the page."""
    gone, _ = Presence.objects.filter(ticket_id=ticket.id, person_id=by.person).delete()
    if gone:
        announce(topic(ticket.id))


def keep_draft(ticket: Ticket, part: Part, *, by: Actor, at: datetime, text: str, purpose: str = "") -> None:
    """What `by` has typed so far; an empty text throws it away. Passwords are masked here too. Raises NotAllowed."""
    permissions.require(by, MAY_WRITE[part], tenant=ticket.tenant_id)
    if not text.strip():
        forget_draft(ticket, part, by=by)
        return
    values = {"tenant_id": ticket.tenant_id, "text": masked(text), "purpose": purpose, "kept_at": at}
    Draft.objects.update_or_create(ticket_id=ticket.id, person_id=by.person, part=part, defaults=values)


def forget_draft(ticket: Ticket, part: Part, *, by: Actor) -> None:
    """It was sent. One query."""
    Draft.objects.filter(ticket_id=ticket.id, person_id=by.person, part=part).delete()


def forget_person(person: UUID) -> None:
    """A colleague left: what only he could read goes. Four queries."""
    for model in (Draft, Presence, Mention, StaffChoice):
        rows = model.objects.filter(person_id=person)
        rows._raw_delete(rows.db)
