"""What stands beside a ticket, for programs: who follows it, what it has to do with, and what staff decide about it.

On the router of tickets.py, for an address answers all its methods in one place.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Schema
from pydantic import Field

from waarborg.customers.models import Person
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.rest.conditions import require_unchanged
from waarborg.plumbing.rest.input import Body, Line, Word
from waarborg.plumbing.rest.operations import by_of, made, reads, removes, writes
from waarborg.promises import queries as promises
from waarborg.support.actions.assign import assign, assign_team
from waarborg.support.actions.development.issues import link_issue, unlink_issue
from waarborg.support.actions.follow import follow, share, unfollow, unshare
from waarborg.support.actions.link import link, unlink
from waarborg.support.actions.locking import locked
from waarborg.support.actions.merge import merge
from waarborg.support.actions.prioritise import prioritise
from waarborg.support.actions.set_aside import plan, take_on, wait_for
from waarborg.support.actions.set_kind import set_kind
from waarborg.support.actions.tag import tag, untag
from waarborg.support.api.tickets import TicketOut, found, router, told
from waarborg.support.models import Follower, Team, Ticket
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.people import colleagues
from waarborg.support.queries.teams import labels_of
from waarborg.support.queries.together import linked
from waarborg.support.rules.issues import listed
from waarborg.support.rules.issues import tidy as tidy_issue

LinkWord = Literal["related", "duplicate", "blocks"]
Label = Annotated[str, Field(max_length=40)]
Issue = Annotated[str, Field(max_length=200)]


class FollowerOut(Schema):
    """`person` reads along; `side` says whose he is."""

    person: UUID
    name: str
    side: Literal["customer", "staff"]
    since: datetime


class Followers(Schema):
    items: list[FollowerOut]


class NewFollower(Body):
    person: UUID = Field(description="Oneself, to hear of it; or a colleague of the reporter, who then reads along.")


class LinkOut(Schema):
    """`kind` as it reads from this ticket; `forward` false where it was said from the other one."""

    ticket: UUID
    number: str
    kind: str
    forward: bool


class Links(Schema):
    items: list[LinkOut]


class NewLink(Body):
    ticket: UUID = Field(description="The other ticket.")
    kind: LinkWord = "related"


class NewMerge(Body):
    into: UUID = Field(description="The ticket of the same customer in which this one goes on.")
    reason: Line


class TicketChange(Body):
    """What is left out stays as it is. Each is the act of the page, with its own refusal."""

    kind: Word | None = Field(None, description="A word of the customer's agreement; with a reason.")
    priority: Word | None = Field(None, description="A word of the customer's agreement; a change needs a reason.")
    assignee: UUID | None = Field(None, description="A colleague who may answer.")
    team: UUID | None = Field(None, description="A team; null for none.")
    labels: list[Label] | None = Field(None, max_length=50, description="All labels that it shall bear.")
    issues: list[Issue] | None = Field(
        None, max_length=10, description="All issues of the own tracker that it shall have, by key or address."
    )
    waits_for: Line | None = Field(None, description="A third party that it waits for; with a reason.")
    planned_for: date | None = Field(None, description="The day on which it is taken up; with a reason.")
    state: Literal["open"] | None = Field(None, description="Go on with what was set aside.")
    reason: Line = ""


@router.get("/tickets/{uuid:ticket}/followers", **reads("tickets:read", "followers_list", Followers))
def list_followers(request: HttpRequest, ticket: UUID) -> Followers:
    """Who reads along, by name; to a customer only those of its own side."""
    one, by = found(request, ticket), by_of(request)
    rows = Follower.objects.filter(ticket=one).order_by("name", "id")
    rows = rows if by.is_staff else rows.filter(side="customer")
    return Followers(items=[_follower(row) for row in rows])


def _follower(row: Follower) -> FollowerOut:
    side: Any = row.side
    return FollowerOut(person=row.person_id, name=row.name, side=side, since=row.since)


@router.post(
    "/tickets/{uuid:ticket}/followers",
    **writes("tickets:write", "followers_add", FollowerOut, made=True, conditional=False),
)
def add_follower(request: HttpRequest, ticket: UUID, body: NewFollower) -> HttpResponse:
    """Follow a ticket oneself, or let a colleague of the reporter read along. Twice is once."""
    by, at = by_of(request), clock.now()
    one = reading.find(by, ticket)
    person = _person(body.person)
    act = follow if body.person == by.person else share
    row = act(one, person, by=by, at=at)
    return made(request, _follower(row), reverse("api-1:followers_list", kwargs={"ticket": one.id}))


@router.delete("/tickets/{uuid:ticket}/followers/{uuid:person}", **removes("tickets:write", "followers_remove"))
def remove_follower(request: HttpRequest, ticket: UUID, person: UUID) -> HttpResponse:
    """Nobody who did not follow it is missed."""
    by, at = by_of(request), clock.now()
    one, who = reading.find(by, ticket), _person(person)
    act = unfollow if by.is_staff and person == by.person else unshare
    act(one, who, by=by, at=at)
    return HttpResponse(status=204)


def _person(person: UUID) -> Person:
    held: Person | None = Person.objects.filter(id=person).first()
    if held is None:
        raise permissions.NotFound()
    return held


@router.get("/tickets/{uuid:ticket}/links", **reads("tickets:read", "links_list", Links))
def list_links(request: HttpRequest, ticket: UUID) -> Links:
    """The tickets that it has to do with, of those that the token's maker may see."""
    one, by = found(request, ticket), by_of(request)
    rows = linked(one, by)
    return Links(items=[_link(other, kind, forward) for other, kind, forward in rows])


def _link(other: Ticket, kind: str, forward: bool) -> LinkOut:
    return LinkOut(ticket=other.id, number=other.shown_number, kind=kind, forward=forward)


@router.post(
    "/tickets/{uuid:ticket}/links", **writes("tickets:write", "links_add", LinkOut, made=True, conditional=False)
)
def add_link(request: HttpRequest, ticket: UUID, body: NewLink) -> HttpResponse:
    """Say what it has to do with another. A link there was becomes this one."""
    by, at = by_of(request), clock.now()
    one, other = reading.find(by, ticket), reading.find(by, body.ticket)
    link(one, other, body.kind, by=by, at=at)
    return made(request, _link(other, body.kind, True), reverse("api-1:links_list", kwargs={"ticket": one.id}))


@router.delete("/tickets/{uuid:ticket}/links/{uuid:other}", **removes("tickets:write", "links_remove"))
def remove_link(request: HttpRequest, ticket: UUID, other: UUID) -> HttpResponse:
    """They have nothing to do with each other."""
    by, at = by_of(request), clock.now()
    unlink(reading.find(by, ticket), reading.find(by, other), by=by, at=at)
    return HttpResponse(status=204)


@router.post("/tickets/{uuid:ticket}/merge", **writes("tickets:write", "tickets_merge", TicketOut, made=False))
def merge_ticket(request: HttpRequest, ticket: UUID, body: NewMerge) -> TicketOut:
    """Let it go on in another ticket of the same customer, its clocks too. The answer is that other ticket."""
    by, at = by_of(request), clock.now()
    one, into = reading.find(by, ticket), reading.find(by, body.into)
    permissions.require(by, "support.ticket.merge", tenant=one.tenant_id)
    if "If-Match" in request.headers:
        one = locked(one)
        require_unchanged(request, told(one, by))
    return told(merge(into, [one], by=by, at=at, why=body.reason), by)


@router.patch("/tickets/{uuid:ticket}", **writes("tickets:write", "tickets_change", TicketOut, made=False))
def change_ticket(request: HttpRequest, ticket: UUID, body: TicketChange) -> TicketOut:
    """Decide about a ticket: kind, priority, who handles it, labels, whether it is set aside. Staff only."""
    by, at = by_of(request), clock.now()
    one = reading.find(by, ticket)
    permissions.require(by, "support.ticket.assign", tenant=one.tenant_id)
    one = locked(one)
    require_unchanged(request, told(one, by))
    said = body.model_dump(exclude_unset=True)
    if "waits_for" in said and "planned_for" in said:
        raise OneOrTheOther(path="planned_for")
    return told(_decide(one, said, body.reason, by=by, at=at), by)


@action("support.ticket.work")
def _decide(ticket: Ticket, said: dict[str, Any], why: str, *, by: Actor, at: datetime) -> Ticket:
    """One act of several: all of them or none."""
    for name, act in CHANGES.items():
        if name in said and (said[name] is not None or name == "team"):
            act(ticket, said[name], why, by, at)
            ticket = Ticket.objects.get(id=ticket.id)
    return ticket


class OneOrTheOther(BadInput):
    code = "support.api.aside-twice"
    nl = "Een melding wacht op een ander, of is ingepland; niet allebei."
    en = "A ticket waits for somebody else, or is planned; not both."


def _assign(ticket: Ticket, person: UUID, _why: str, by: Actor, at: datetime) -> None:
    held = next((one for one in colleagues(at=at) if one.id == person), None)
    if held is None:
        raise permissions.NotFound()
    # A program is warned of nothing: whoever stands in for somebody away hears of it.
    assign(ticket, by=by, at=at, to=(held.id, held.name), anyway=True)


def _team(ticket: Ticket, team: UUID | None, _why: str, by: Actor, at: datetime) -> None:
    held = Team.objects.filter(id=team).first() if team else None
    if team and held is None:
        raise permissions.NotFound()
    assign_team(ticket, by=by, at=at, team=held)


def _labels(ticket: Ticket, labels: list[str], _why: str, by: Actor, at: datetime) -> None:
    permissions.require(by, "support.ticket.tag", tenant=ticket.tenant_id)
    borne, wanted = set(labels_of([ticket.id]).get(ticket.id, ())), set()
    for word in labels:
        wanted.add(tag(ticket, word.replace("\0", ""), by=by, at=at).word)
    for word in sorted(borne - wanted):
        untag(ticket, word, by=by, at=at)


def _issues(ticket: Ticket, issues: list[str], _why: str, by: Actor, at: datetime) -> None:
    wanted = [tidy_issue(one) or one for one in issues]
    for issue in listed(ticket.issues):
        if issue not in wanted:
            unlink_issue(ticket, issue, by=by, at=at)
    for issue in wanted:
        link_issue(ticket, issue, by=by, at=at)


def _plan(ticket: Ticket, day: date, why: str, by: Actor, at: datetime) -> None:
    plan(ticket, day, by=by, at=at, why=why, zone=promises.desk_calendar().zone)


Act = Callable[[Ticket, Any, str, Actor, datetime], object]
# In this order: what something else rests upon comes first.
CHANGES: dict[str, Act] = {
    "state": lambda ticket, _word, why, by, at: take_on(ticket, by=by, at=at, why=why),
    "kind": lambda ticket, word, why, by, at: set_kind(ticket, word, by=by, at=at, why=why),
    "priority": lambda ticket, word, why, by, at: prioritise(ticket, by=by, at=at, priority=word, reason=why),
    "team": _team,
    "assignee": _assign,
    "labels": _labels,
    "issues": _issues,
    "waits_for": lambda ticket, whom, why, by, at: wait_for(ticket, whom, by=by, at=at, why=why),
    "planned_for": _plan,
}
