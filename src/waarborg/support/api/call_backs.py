"""Calls that customers asked for, for programs such as a telephone exchange: whom to call when, and what became of it.

On the router of tickets.py: a call is always about a ticket. Programs read; asking, moving and what was said are the
pages' own, where the moments stand to choose from.
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.operations import by_of, reads
from waarborg.support.api.tickets import router
from waarborg.support.models import CallBack
from waarborg.support.permissions import ASK_CALL_BACK, CALL_BACK
from waarborg.support.queries import call_backs as reading

State = Literal["planned", "held", "cancelled", "given-up"]


class CallBackOut(Schema):
    """A call about `ticket`, at `calls_at`; `tries` says how often nobody answered."""

    id: UUID
    customer: UUID
    ticket: UUID
    number: str = Field(description="The number of the ticket.")
    contact: str
    phone: str
    asked_at: datetime
    calls_at: datetime
    zone: str = Field(description="Of the telephone hours.")
    caller: str = Field(description="Who of the vendor calls; empty where nobody was known who could.")
    state: State
    tries: int
    done_at: datetime | None


class CallBacks(Schema):
    items: list[CallBackOut]
    next: str | None


@router.get("/call-backs", **reads("tickets:read", "call_backs_list", CallBacks))
def list_call_backs(
    request: HttpRequest,
    cursor: pages.Cursor = None,
    limit: pages.Limit = pages.LIMIT,
    state: Annotated[State | None, Query()] = None,
    customer: Annotated[UUID | None, Query(description="Staff only: of one customer.")] = None,
) -> CallBacks:
    """Calls, the one asked for last first: of all customers for staff, of the own organisation for others."""
    by = by_of(request)
    permissions.require(by, CALL_BACK if by.is_staff else ASK_CALL_BACK, tenant=by.tenant)
    rows = reading.of(by)
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(tenant_id=customer) if customer else rows
    place = pages.after(cursor, UUID)
    rows = rows.filter(id__lt=place[0]) if place else rows
    # Identifiers rise with the moment of asking.
    shown, later = pages.cut(list(rows.order_by("-id")[: limit + 1]), limit, lambda one: (one.id,))
    if by.is_staff:
        for one in {one.tenant_id: one for one in shown}.values():
            access_log.read(by=by, tenant=one.tenant_id, what=one.ref, why=one.ticket.shown_number, at=clock.now())
    return CallBacks(items=[_told(one) for one in shown], next=later)


@router.get("/call-backs/{uuid:call_back}", **reads("tickets:read", "call_backs_read", CallBackOut))
def read_call_back(request: HttpRequest, call_back: UUID) -> CallBackOut:
    """One call: whom, when, on which number, who calls, and how it stands."""
    by = by_of(request)
    one = reading.find(by, call_back)
    access_log.read(by=by, tenant=one.tenant_id, what=one.ref, why=one.ticket.shown_number, at=clock.now())
    return _told(one)


def _told(one: CallBack) -> CallBackOut:
    return CallBackOut(
        id=one.id,
        customer=one.tenant_id,
        ticket=one.ticket_id,
        number=one.ticket.shown_number,
        contact=one.contact_name,
        phone=one.phone,
        asked_at=one.asked_at,
        calls_at=one.calls_at,
        zone=one.zone,
        caller=one.caller_name,
        state=one.state,  # type: ignore[arg-type]
        tries=one.tries,
        done_at=one.done_at,
    )
