"""Who lost the password and cannot reach his mailbox either, while it is urgent (CL-72), is let in by his own
organisation: staff ask its owners and administrators on his behalf, who know him (access/actions/way_in)."""

from dataclasses import replace
from datetime import datetime

from waarborg.access.actions.way_in import ask
from waarborg.access.way_in import WayInRequest
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event, require_live
from waarborg.support.actions.urgent.hand_way_in import case_that_goes_first
from waarborg.support.models import Ticket
from waarborg.support.permissions import HAND_WAY_IN


@action("support.ticket.ask-way-in")
def ask_owner(ticket: Ticket, *, by: Actor, at: datetime) -> WayInRequest:
    """Ask for whoever called this urgent. Only where it goes first. One that waits already is that one.

    Raises NoAccount, OnlyThroughProvider, NobodyToAsk, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, HAND_WAY_IN, tenant=ticket.tenant_id)
    held = locked(ticket)
    require_live(held)
    case = case_that_goes_first(held)
    made: WayInRequest = ask(held.tenant_id, case.marked_by_id, about=held.ref, label=held.shown_number, by=by, at=at)
    if made.asked_at == at:
        note_event(held, "ticket.way-in-asked", by=replace(by, on_behalf=case.marked_by_id), at=at)
    return made
