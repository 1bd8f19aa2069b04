"""A customer asks to be called back (CL-71, PX-98): at which number, when, and about which ticket."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.taken import taken
from waarborg.support.actions.call_backs.holding import (
    held,
    hours_of,
    keep,
    note,
    plan_reminders,
    require_moment,
    shown_on_ticket,
    tell,
)
from waarborg.support.actions.locking import locked
from waarborg.support.actions.ticket_about import ticket_about
from waarborg.support.models import CallBack, Ticket
from waarborg.support.models.call_backs import CANCELLED
from waarborg.support.permissions import ASK_CALL_BACK, CALL_BACK
from waarborg.support.queries.call_backs import calling_hours
from waarborg.support.rules.once import once_with


class CallStands(Refusal):
    """We are to call about this ticket already."""

    code = "support.call-back.stands"
    nl = "Over deze melding staat al een telefoongesprek."
    en = "A call about this ticket stands already."
    nl_way_out = "Verzet dat gesprek als een ander moment beter uitkomt. Er is niets gewijzigd."
    en_way_out = "Move that call where another moment suits you better. Nothing was changed."


@action("support.ticket.open")
def ask(
    tenant: UUID,
    *,
    by: Actor,
    at: datetime,
    phone: str,
    start: datetime,
    text: str,
    kind: str = "question",
    priority: str = "",
    ticket: Ticket | None = None,
    once: UUID | None = None,
) -> CallBack:
    """Ask to be called at `start` on `phone`, about `text`: on `ticket`, or on a new one whose clocks start now. The
    same `once` twice gives the first one.

    Raises NoTelephone, NobodyCanCall, NotThen (with the earliest moment), CallTaken, CallStands, NotInThisState,
    MayNotAsk, NotByAgreement, NotAllowed, NotFound.
    """
    permissions.require(by, ASK_CALL_BACK, tenant=tenant)
    if by.person is None:
        raise permissions.NotFound()
    number = once_with(once, text, phone)
    if number and (earlier := CallBack.objects.filter(tenant_id=tenant, once=number).first()):
        return earlier
    zone = require_moment(start, calling_hours(tenant, at=at), at=at)
    about = ticket_about(tenant, ticket, by=by, at=at, text=text, kind=kind, priority=priority, once=once)
    call = CallBack(
        tenant_id=tenant,
        ticket=locked(about),
        contact_id=by.person,
        contact_name=by.name,
        phone=phone.strip(),
        asked_at=at,
        calls_at=start,
        zone=zone,
        once=number,
    )
    try:
        keep(call, at=at, rather=about.assignee_id, insert=True)
    except IntegrityError as error:
        if not taken(error, "support_call_back_standing"):
            raise
        raise CallStands() from None
    shown_on_ticket(call)
    note(call, "asked", by=by, at=at, calls=start.isoformat(), **caller_of(call))
    tell(call, "asked", at=at)
    plan_reminders(call, at=at)
    return call


@action("support.ticket.reply")
def move(call: CallBack, *, by: Actor, at: datetime, start: datetime) -> CallBack:
    """Another moment, by either side; with the same colleague where he can. Raises NoTelephone, NotThen, CallTaken,
    NoCallStands, NotAllowed, NotFound."""
    permissions.require(by, CALL_BACK if by.is_staff else ASK_CALL_BACK, tenant=call.tenant_id)
    call = held(call)
    if call.calls_at == start:
        return call
    call.zone = require_moment(start, hours_of(call, at=at), at=at)
    moved(call, start, at=at)
    note(call, "moved", by=by, at=at, calls=start.isoformat(), **caller_of(call))
    tell(call, "moved", at=at)
    plan_reminders(call, at=at)
    return call


def moved(call: CallBack, start: datetime, *, at: datetime) -> None:
    """Part of other actions: it stands at another moment. Raises CallTaken."""
    call.calls_at = start
    call.sequence += 1
    keep(call, at=at, rather=call.caller_id)
    shown_on_ticket(call)


def caller_of(call: CallBack) -> dict[str, str]:
    """Who calls, for the journal."""
    return {"caller": str(call.caller_id)} if call.caller_id else {}


@action("support.ticket.reply")
def cancel(call: CallBack, *, by: Actor, at: datetime) -> CallBack:
    """No call, by either side; the ticket stays. Raises NoCallStands, NotAllowed, NotFound."""
    permissions.require(by, CALL_BACK if by.is_staff else ASK_CALL_BACK, tenant=call.tenant_id)
    call = held(call)
    call.state, call.done_at, call.done_by = CANCELLED, at, by.name
    call.sequence += 1
    call.save()
    shown_on_ticket(call)
    note(call, "cancelled", by=by, at=at)
    tell(call, "cancelled", at=at)
    return call
