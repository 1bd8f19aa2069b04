"""Who lost the password while it is urgent is sent the way in by whoever speaks to him (CL-72).

That it is really he shows in two steps that a voice cannot take: the link goes to the address of his account and
nowhere else, and signing in asks for his second step. Staff see neither. It is written down on the ticket.
"""

from dataclasses import replace
from datetime import datetime

from waarborg.access.actions.passwords import send_link
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event, require_live
from waarborg.support.models import Ticket, UrgentCase
from waarborg.support.permissions import MARK_FOR_CALLER


@action("support.ticket.send-way-in")
def send_way_in(ticket: Ticket, *, by: Actor, at: datetime) -> UrgentCase:
    """Mail the link by which whoever called this urgent chooses a new password. Only where it goes first.

    Raises NoAccount, OnlyThroughProvider, TooMany, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, MARK_FOR_CALLER, tenant=ticket.tenant_id)
    held = locked(ticket)
    require_live(held)
    case: UrgentCase | None = UrgentCase.objects.filter(tenant_id=held.tenant_id, ticket_id=held.id).first()
    if case is None or not case.goes_first or case.marked_by_id is None:
        raise permissions.NotFound()
    send_link(held.tenant_id, case.marked_by_id, name=case.marked_by_name, at=at)
    note_event(held, "ticket.way-in-sent", by=replace(by, on_behalf=case.marked_by_id), at=at)
    return case
