"""Linking tickets that have to do with each other: both directions are one row."""

from datetime import datetime

from django.db.models import Q

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import note_event
from waarborg.support.models import Link, Ticket


class SameTicket(BadInput):
    code = "support.ticket.link-self"
    nl = "Een melding kan niet met zichzelf te maken hebben."
    en = "A ticket cannot have to do with itself."
    nl_way_out = "Vul het nummer van de andere melding in."
    en_way_out = "Fill in the number of the other ticket."


@action("support.ticket.link")
def link(ticket: Ticket, other: Ticket, kind: str, *, by: Actor, at: datetime) -> Link:
    """`ticket` has to do with `other` in this way; a link there was becomes this one. Customers read of it only where
    both tickets are theirs. Raises SameTicket, NotAllowed."""
    permissions.require(by, "support.ticket.link", tenant=ticket.tenant_id)
    one, two = _both(ticket, other)
    return connect(one, two, kind, by=by, at=at)


def connect(ticket: Ticket, other: Ticket, kind: str, *, by: Actor, at: datetime) -> Link:
    """The same for two tickets that the caller holds, as a part of another action."""
    Link.objects.filter(Q(ticket_id=ticket.id, other_id=other.id) | Q(ticket_id=other.id, other_id=ticket.id)).delete()
    shared = ticket.tenant_id == other.tenant_id
    made: Link = Link.objects.create(
        tenant_id=ticket.tenant_id if shared else by.tenant,
        ticket_id=ticket.id,
        other_id=other.id,
        kind=kind,
        since=at,
    )
    _note("ticket.linked", ticket, other, kind, by=by, at=at)
    return made


@action("support.ticket.link")
def unlink(ticket: Ticket, other: Ticket, *, by: Actor, at: datetime) -> None:
    """They have nothing to do with each other; where they had not, nothing changes. Raises NotAllowed."""
    permissions.require(by, "support.ticket.link", tenant=ticket.tenant_id)
    one, two = _both(ticket, other)
    pair = Q(ticket_id=one.id, other_id=two.id) | Q(ticket_id=two.id, other_id=one.id)
    gone, _ = Link.objects.filter(pair).delete()
    if gone:
        _note("ticket.unlinked", one, two, "", by=by, at=at)


def _both(ticket: Ticket, other: Ticket) -> tuple[Ticket, Ticket]:
    """Both held, the older one first: two who link them at once wait for each other."""
    if ticket.id == other.id:
        raise SameTicket(path="number")
    held = {
        one.id: one for one in Ticket.objects.select_for_update().filter(id__in=[ticket.id, other.id]).order_by("id")
    }
    return held[ticket.id], held[other.id]


def _note(event: str, ticket: Ticket, other: Ticket, kind: str, *, by: Actor, at: datetime) -> None:
    """A line at each of them. Across customers a line names only its own ticket: it may be read there."""
    shared = ticket.tenant_id == other.tenant_id
    for one, two in ((ticket, other), (other, ticket)):
        number: dict[str, str] = {"other": two.shown_number} if shared else {}
        note_event(one, event, by=by, at=at, data={"kind": kind, **number})
