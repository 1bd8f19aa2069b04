"""Following a ticket: colleagues of the customer read along and hear of answers, staff hear what the customer says."""

from datetime import datetime

from waarborg.customers.models import Person
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event
from waarborg.support.models import Follower, Ticket


@action("support.ticket.share")
def share(ticket: Ticket, person: Person, *, by: Actor, at: datetime) -> Follower:
    """Let a colleague of the reporter read along: he then sees the ticket and gets its mails. Twice is once.

    Raises NotFound for somebody of another organisation or who has left, NotAllowed.
    """
    permissions.require(by, "support.ticket.share", tenant=ticket.tenant_id)
    if person.tenant_id != ticket.tenant_id or not person.active:
        raise permissions.NotFound()
    ticket = locked(ticket)
    return _follows(ticket, person, "customer", "ticket.shared", by=by, at=at)


@action("support.ticket.share")
def unshare(ticket: Ticket, person: Person, *, by: Actor, at: datetime) -> None:
    """Somebody reads along no more. Himself he may always take off. Raises NotAllowed, NotFound."""
    if person.id != by.person:
        permissions.require(by, "support.ticket.share", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    _unfollows(ticket, person, "ticket.unshared", by=by, at=at)


@action("support.ticket.follow")
def follow(ticket: Ticket, person: Person, *, by: Actor, at: datetime) -> Follower:
    """`by` (as `person`) wants to hear of what happens: staff of the customer's messages, a contact of answers."""
    permissions.require(by, "support.ticket.follow", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    return _follows(ticket, person, "staff" if by.is_staff else "customer", "ticket.followed", by=by, at=at)


@action("support.ticket.follow")
def unfollow(ticket: Ticket, person: Person, *, by: Actor, at: datetime) -> None:
    """`by` wants to hear no more of it. Raises NotAllowed, NotFound."""
    permissions.require(by, "support.ticket.follow", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    _unfollows(ticket, person, "ticket.unfollowed", by=by, at=at)


def _follows(ticket: Ticket, person: Person, side: str, event: str, *, by: Actor, at: datetime) -> Follower:
    """The caller holds the ticket, so nobody is put down twice."""
    held: Follower | None = Follower.objects.filter(ticket=ticket, person_id=person.id).first()
    if held is not None:
        return held
    made: Follower = Follower.objects.create(
        tenant_id=ticket.tenant_id, ticket=ticket, person_id=person.id, name=person.name, side=side, since=at
    )
    note_event(ticket, event, by=by, at=at, data={"person": str(person.id)})
    return made


def _unfollows(ticket: Ticket, person: Person, event: str, *, by: Actor, at: datetime) -> None:
    gone, _ = Follower.objects.filter(ticket=ticket, person_id=person.id).delete()
    if gone:
        note_event(ticket, event, by=by, at=at, data={"person": str(person.id)})
