"""Tickets for programs: the same reading, checks and actions as the pages."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

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
from waarborg.support.queries.teams import labels_of
from waarborg.support.rules import states
from waarborg.support.rules.issues import listed

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
    merged_into: UUID | None = Field(description="The ticket in which it goes on, where it was merged.")
    bundle: UUID | None = Field(description="The bundle with a day in which it is carried out.")
    team: UUID | None = Field(description="Staff only: the team that it was given to.")
    labels: list[str] = Field(description="Staff only: its labels, by the alphabet.")
    issues: list[str] = Field(description="Staff only: issues of the own tracker, by key or address.")


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


def told(ticket: Ticket, by: Actor) -> TicketOut:
    return told_all([ticket], by)[0]


def told_all(tickets: Sequence[Ticket], by: Actor) -> list[TicketOut]:
    """As `by` may read them; their labels in one query, which for customers is none."""
    labels = labels_of([one.id for one in tickets]) if by.is_staff and tickets else {}
    return [_told(one, by, labels.get(one.id, [])) for one in tickets]


def _told(ticket: Ticket, by: Actor, labels: list[str]) -> TicketOut:
    row = {name: getattr(ticket, name) for name in TicketOut.model_fields if name != "about" and hasattr(ticket, name)}
    named = {
        "number": ticket.shown_number,
        "customer": ticket.tenant_id,
        "reporter": ticket.reporter_name,
        "assignee": ticket.assignee_name,
        "about": ticket.about_id,
        "merged_into": ticket.merged_into_id,
        "bundle": ticket.bundle_id,
        "team": ticket.team_id if by.is_staff else None,
        "labels": labels,
        "issues": listed(ticket.issues) if by.is_staff else [],
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


def found(request: HttpRequest, ticket: UUID) -> Ticket:
    """Raises NotFound. That staff read it, the customer sees."""
    one = reading.find(by_of(request), ticket)
    access_log.read(by=by_of(request), tenant=one.tenant_id, what=one.ref, why=one.shown_number, at=clock.now())
    return one


@router.get("/tickets", **reads("tickets:read", "tickets_list", Tickets))
def list_tickets(
    request: HttpRequest,
    cursor: pages.Cursor = None,
    limit: pages.Limit = pages.LIMIT,
    state: Annotated[states.State | None, Query()] = None,
    customer: Annotated[UUID | None, Query(description="Staff only: of one customer.")] = None,
    kind: Annotated[str, Query(max_length=60, description="A word of the customer's agreement.")] = "",
    team: Annotated[UUID | None, Query(description="Staff only: given to this team.")] = None,
    label: Annotated[str, Query(max_length=40, description="Staff only: bearing this label.")] = "",
    issue: Annotated[str, Query(max_length=200, description="Staff only: with this issue of the own tracker.")] = "",
    assignee: Annotated[UUID | None, Query(description="Handled by this person.")] = None,
    changed_since: Annotated[AwareDatetime | None, Query(description="Changed then or later, with its offset.")] = None,
) -> Tickets:
    """Tickets, the newest first: of all customers for staff, of the own organisation for others."""
    by = by_of(request)
    permissions.require(by, "support.ticket.read")
    rows = reading.visible(by)
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(tenant_id=customer) if customer else rows
    rows = _narrowed(rows, by, kind=kind, team=team, label=label, assignee=assignee, since=changed_since)
    rows = _with_issue(rows, by, issue.replace("\0", "")) if issue else rows
    place = pages.after(cursor, pages.number)
    rows = rows.filter(number__lt=place[0]) if place else rows
    shown, later = pages.cut(list(rows.order_by("-number")[: limit + 1]), limit, lambda one: (one.number,))
    return Tickets(items=told_all(shown, by), next=later)


def _narrowed(
    rows: QuerySet[Ticket],
    by: Actor,
    *,
    kind: str,
    team: UUID | None,
    label: str,
    assignee: UUID | None,
    since: datetime | None,
) -> QuerySet[Ticket]:
    """What is left by the filters. Raises ForStaffOnly."""
    if not by.is_staff and (team or label):
        raise ForStaffOnly(path="team" if team else "label")
    wanted = {"kind": kind.replace("\0", ""), "team_id": team, "assignee_id": assignee, "changed_at__gte": since}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return reading.tagged(rows, label.replace("\0", ""))


def _with_issue(rows: QuerySet[Ticket], by: Actor, issue: str) -> QuerySet[Ticket]:
    """Those that this very issue stands beside, by the index of tickets that have any. Raises ForStaffOnly."""
    if not by.is_staff:
        raise ForStaffOnly(path="issue")
    return rows.exclude(issues="").filter(issues__regex=rf"(^|\n){re.escape(issue)}(\n|$)")


@router.get("/tickets/{uuid:ticket}", **reads("tickets:read", "tickets_read", TicketOut))
def read_ticket(request: HttpRequest, ticket: UUID) -> TicketOut:
    """One ticket. Its ETag goes into If-Match of an answer, so that no message crosses another unseen."""
    return told(found(request, ticket), by_of(request))


@router.get("/tickets/{uuid:ticket}/clocks", **reads("tickets:read", "tickets_clocks", Clocks))
def read_clocks(request: HttpRequest, ticket: UUID) -> Clocks:
    """How each promise to this ticket stands now: by when, and whether it is kept."""
    one, by = found(request, ticket), by_of(request)
    cards = promises.cards(
        one.ref,
        tenant=one.tenant_id,
        now=clock.now(),
        lang=spoken(),
        audience="staff" if by.is_staff else "customer",
    )
    return Clocks(items=[ClockOut(**{name: getattr(one, name) for name in ClockOut.model_fields}) for one in cards])


@router.get("/tickets/{uuid:ticket}/messages", **reads("tickets:read", "messages_list", Messages))
def list_messages(request: HttpRequest, ticket: UUID) -> Messages:
    """What was said between customer and staff, the oldest first. Internal notes are not among it."""
    one, by = found(request, ticket), by_of(request)
    heard = [line.message for line in reading.conversation(one, by) if isinstance(line.message, Message)]
    return Messages(items=[said(one) for one in heard])


@router.post("/tickets", **writes("tickets:write", "tickets_create", TicketOut, made=True, conditional=False))
def create_ticket(request: HttpRequest, body: NewTicket) -> HttpResponse:
    """Report something; its clocks start now, or for staff at `received`."""
    by, at = by_of(request), clock.now()
    ticket = _taken(body, by, at) if by.is_staff else _reported(body, by, at)
    return made(request, told(ticket, by), reverse("api-1:tickets_read", kwargs={"ticket": ticket.id}))


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
    one = reading.find(by, ticket)
    if "If-Match" in request.headers:
        one = locked(one)
        require_unchanged(request, told(one, by))
    given = {**body.model_dump(), "revision": one.revision, "purpose": body.purpose or "message", "once": uuid4()}
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
        message = answer(one, by=by, at=at, text=text, purpose=form.cleaned_data["purpose"])
    else:
        message = reply(one, by=by, at=at, text=text, channel="api")
    return made(request, said(message), reverse("api-1:messages_list", kwargs={"ticket": one.id}))
