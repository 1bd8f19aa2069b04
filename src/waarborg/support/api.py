"""Tickets for programs: the same reading, checks and actions as the pages."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from waarborg.customers.queries import organisation
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.conditions import require_unchanged
from waarborg.plumbing.rest.input import Body, Instant, Line, LongText, Word, of_form
from waarborg.plumbing.rest.operations import by_of, made, reads, spoken, writes
from waarborg.promises import queries as promises
from waarborg.support.actions.answer import answer
from waarborg.support.actions.locking import locked
from waarborg.support.actions.reply import reply
from waarborg.support.actions.report import report
from waarborg.support.forms import AnswerForm, DeskReportForm, ReplyForm, ReportForm
from waarborg.support.models import Message, Ticket
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.people import askers
from waarborg.support.rules import states

router = Router(tags=["tickets"])


class TicketOut(Schema):
    id: UUID
    number: str
    customer: UUID
    subject: str
    kind: str
    priority: str
    state: Literal["open", "waiting", "third-party", "planned", "resolved", "withdrawn", "merged"]
    what: str
    place: str
    since: str
    affected: str
    channel: str
    reporter: str
    assignee: str
    reported_at: datetime
    changed_at: datetime
    picked_up_at: datetime | None
    resolved_at: datetime | None
    reopen_asked_at: datetime | None
    planned_for: date | None = Field(description="The day on which it is taken up again, while it is planned.")
    waits_for: str = Field(description="The third party that it waits for; empty for none.")
    revision: int
    about: UUID | None = Field(description="Something of the catalogue, by its id.")


class Tickets(Schema):
    items: list[TicketOut]
    next: str | None


class ClockOut(Schema):
    """A promise to this ticket. `due` is null while it is paused or has no figure."""

    promise: str
    name: str
    state: str
    words: str
    started: datetime
    due: datetime | None
    stopped: datetime | None


class Clocks(Schema):
    items: list[ClockOut]


class MessageOut(Schema):
    id: UUID
    at: datetime
    side: Literal["customer", "staff"]
    author: str
    purpose: str
    channel: str
    text: str


class Messages(Schema):
    items: list[MessageOut]


class NewTicket(Body):
    """`kind` and `priority` are words of the customer's agreement. Staff say whose it is, and who reported it."""

    subject: Line
    what: LongText
    kind: Word
    priority: Word = ""
    place: Line = ""
    since: Line = ""
    affected: Line = ""
    about: UUID | None = Field(None, description="What it is about: something that the customer has bought.")
    customer: UUID | None = Field(None, description="Staff only: for which customer.")
    reporter: UUID | None = Field(None, description="Staff only: who reported it, one of the authorised contacts.")
    channel: Literal["phone", "mail"] | None = Field(None, description="Staff only: how it reached us.")
    received: Instant | None = Field(None, description="Staff only: when it reached us, where that was earlier.")
    reason: Line = Field("", description="Staff only: why an earlier instant is entered now.")


class NewMessage(Body):
    text: LongText
    purpose: Literal["message", "question", "workaround", "resolution"] | None = Field(
        None, description="Staff only: what the message is; a message where left out."
    )


class ForStaffOnly(BadInput):
    code = "support.api.staff-only"
    nl = "Dit vult alleen de servicedesk in."
    en = "Only the service desk fills this in."


def told(ticket: Ticket) -> TicketOut:
    row = {name: getattr(ticket, name) for name in TicketOut.model_fields if name != "about" and hasattr(ticket, name)}
    named = {
        "number": ticket.shown_number,
        "customer": ticket.tenant_id,
        "reporter": ticket.reporter_name,
        "assignee": ticket.assignee_name,
        "about": ticket.about_id,
    }
    return TicketOut(**{**row, **named})


def said(message: Message) -> MessageOut:
    return MessageOut(
        id=message.id,
        at=message.at,
        side="staff" if message.side == "staff" else "customer",
        author=message.author_name,
        purpose=message.purpose,
        channel=message.channel,
        text=message.body,
    )


def _found(request: HttpRequest, ticket: UUID) -> Ticket:
    """Raises NotFound. That staff read it, the customer sees."""
    found = reading.find(by_of(request), ticket)
    access_log.read(by=by_of(request), tenant=found.tenant_id, what=found.ref, why=found.shown_number, at=clock.now())
    return found


@router.get("/tickets", **reads("tickets:read", "tickets_list", Tickets))
def list_tickets(
    request: HttpRequest,
    cursor: pages.Cursor = None,
    limit: pages.Limit = pages.LIMIT,
    state: Annotated[states.State | None, Query()] = None,
    customer: Annotated[UUID | None, Query(description="Staff only: of one customer.")] = None,
) -> Tickets:
    """Tickets, the newest first: of all customers for staff, of the own organisation for others."""
    by = by_of(request)
    permissions.require(by, "support.ticket.read")
    rows = reading.visible(by)
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(tenant_id=customer) if customer else rows
    place = pages.after(cursor, pages.number)
    rows = rows.filter(number__lt=place[0]) if place else rows
    shown, later = pages.cut(list(rows.order_by("-number")[: limit + 1]), limit, lambda one: (one.number,))
    return Tickets(items=[told(one) for one in shown], next=later)


@router.get("/tickets/{uuid:ticket}", **reads("tickets:read", "tickets_read", TicketOut))
def read_ticket(request: HttpRequest, ticket: UUID) -> TicketOut:
    """One ticket. Its ETag goes into If-Match of an answer, so that no message crosses another unseen."""
    return told(_found(request, ticket))


@router.get("/tickets/{uuid:ticket}/clocks", **reads("tickets:read", "tickets_clocks", Clocks))
def read_clocks(request: HttpRequest, ticket: UUID) -> Clocks:
    """How each promise to this ticket stands now: by when, and whether it is kept."""
    found, by = _found(request, ticket), by_of(request)
    cards = promises.cards(
        found.ref,
        tenant=found.tenant_id,
        now=clock.now(),
        lang=spoken(),
        audience="staff" if by.is_staff else "customer",
    )
    return Clocks(items=[ClockOut(**{name: getattr(one, name) for name in ClockOut.model_fields}) for one in cards])


@router.get("/tickets/{uuid:ticket}/messages", **reads("tickets:read", "messages_list", Messages))
def list_messages(request: HttpRequest, ticket: UUID) -> Messages:
    """What was said between customer and staff, the oldest first. Internal notes are not among it."""
    found = _found(request, ticket)
    heard = [one.message for one in reading.conversation(found, by_of(request)) if isinstance(one.message, Message)]
    return Messages(items=[said(one) for one in heard])


@router.post("/tickets", **writes("tickets:write", "tickets_create", TicketOut, made=True, conditional=False))
def create_ticket(request: HttpRequest, body: NewTicket) -> HttpResponse:
    """Report something; its clocks start now, or for staff at `received`."""
    by, at = by_of(request), clock.now()
    ticket = _taken(body, by, at) if by.is_staff else _reported(body, by, at)
    return made(request, told(ticket), reverse("api-1:tickets_read", kwargs={"ticket": ticket.id}))


def _reported(body: NewTicket, by: Actor, at: datetime) -> Ticket:
    for name in ("customer", "reporter", "channel", "received", "reason"):
        if getattr(body, name):
            raise ForStaffOnly(path=name)
    if by.tenant is None:
        raise permissions.NotFound()
    permissions.require(by, "support.ticket.open", tenant=by.tenant)
    form = ReportForm({**body.model_dump(), "once": uuid4()}, **_schemes(by.tenant, at), lang=spoken())
    if not form.is_valid():
        raise of_form(form)
    return report(by.tenant, replace(form.report(), about_id=body.about), by=by, at=at, channel="api")


def _taken(body: NewTicket, by: Actor, at: datetime) -> Ticket:
    permissions.require(by, "support.ticket.open")
    if body.customer is None:
        raise CustomerNeeded(path="customer")
    whose = organisation(body.customer)
    if whose.kind != "customer":
        raise permissions.NotFound()
    form = DeskReportForm(
        {**body.model_dump(), "received": body.received.isoformat() if body.received else "", "once": uuid4()},
        people=askers(whose.id, at=at),
        zone=promises.desk_calendar().zone,
        **_schemes(whose.id, at),
        lang=spoken(),
    )
    if not form.is_valid():
        raise of_form(form)
    filled = form.cleaned_data
    return report(
        whose.id,
        replace(form.report(), about_id=body.about),
        by=by,
        at=at,
        channel=filled["channel"],
        reporter=form.from_whom,
        received=body.received,
        reason=filled["reason"],
    )


class CustomerNeeded(BadInput):
    code = "support.api.customer"
    nl = "Zeg erbij voor welke klant dit is."
    en = "Say for which customer this is."


def _schemes(tenant: UUID, at: datetime) -> dict[str, Any]:
    return {
        "kinds": promises.scheme_choices(tenant, "kind", at=at),
        "priorities": promises.scheme_choices(tenant, "priority", at=at),
    }


@router.post("/tickets/{uuid:ticket}/messages", **writes("tickets:write", "messages_create", MessageOut, made=True))
def create_message(request: HttpRequest, ticket: UUID, body: NewMessage) -> HttpResponse:
    """Reply to a ticket, or as staff answer it. If-Match takes the ETag of the ticket."""
    by, at = by_of(request), clock.now()
    found = reading.find(by, ticket)
    if "If-Match" in request.headers:
        found = locked(found)
        require_unchanged(request, told(found))
    given = {**body.model_dump(), "revision": found.revision, "purpose": body.purpose or "message", "once": uuid4()}
    if by.is_staff:
        form: AnswerForm | ReplyForm = AnswerForm(given, purposes=list(states.PURPOSES), lang=spoken())
    elif body.purpose is not None:
        raise ForStaffOnly(path="purpose")
    else:
        form = ReplyForm(given)
    if not form.is_valid():
        raise of_form(form)
    text = form.cleaned_data["text"]
    if by.is_staff:
        message = answer(found, by=by, at=at, text=text, purpose=form.cleaned_data["purpose"])
    else:
        message = reply(found, by=by, at=at, text=text, channel="api")
    return made(request, said(message), reverse("api-1:messages_list", kwargs={"ticket": found.id}))
