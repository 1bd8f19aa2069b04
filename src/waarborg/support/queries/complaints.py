"""Complaints as somebody may read them, and who can handle one."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from waarborg.customers.models import Authority, Person
from waarborg.customers.queries import live, provider
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.support.models import Complaint, ComplaintMessage, Message, Ticket
from waarborg.support.permissions import COMPLAINT_DESK, COMPLAINT_OVERSEERS, HANDLE_COMPLAINT, READ_COMPLAINT
from waarborg.support.queries import tickets
from waarborg.support.rules.complaints import states

PAGE = 50


def visible(by: Actor) -> QuerySet[Complaint]:
    """Of the organisation for its owner and administrators, one's own for everybody else there; for staff all but those
    about themselves."""
    rows: QuerySet[Complaint] = Complaint.objects.all()
    if by.is_staff:
        return rows.filter(Q(about_person_id__isnull=True) | ~Q(about_person_id=by.person))
    if by.tenant is None:
        return rows.none()
    rows = rows.filter(tenant_id=by.tenant)
    return rows if by.roles & COMPLAINT_OVERSEERS else rows.filter(filed_by_id=by.person)


def find(by: Actor, complaint: UUID) -> Complaint:
    """Raises NotFound for one that is not there and one that is not for this reader alike, NotAllowed."""
    permissions.require(by, READ_COMPLAINT)
    found: Complaint | None = visible(by).select_related("ticket").filter(id=complaint).first()
    if found is None:
        raise permissions.NotFound()
    return found


def page(by: Actor, *, live_only: bool, before: str = "") -> tuple[list[Complaint], str]:
    """One page, newest first, and the cursor of the next (empty at the end). One query."""
    rows = visible(by).order_by("-number")
    rows = rows.filter(state__in=states.LIVE) if live_only else rows.exclude(state__in=states.LIVE)
    if before.isdecimal() and len(before) < 12:
        rows = rows.filter(number__lt=int(before))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].number) if len(found) > PAGE else ""


def said(complaint: Complaint) -> list[ComplaintMessage]:
    rows = ComplaintMessage.objects.filter(tenant_id=complaint.tenant_id, complaint=complaint)
    return list(rows.order_by("at", "id"))


def those_involved(complaint: Complaint) -> set[UUID | None]:
    """Who it is about, and who of ours handled the ticket that it is about. Two queries at most."""
    found: set[UUID | None] = {complaint.about_person_id}
    if complaint.ticket_id is not None:
        spoke = Message.objects.filter(tenant_id=complaint.tenant_id, ticket_id=complaint.ticket_id, side="staff")
        found |= set(spoke.values_list("author_id", flat=True))
        found |= set(Ticket.objects.filter(id=complaint.ticket_id).values_list("assignee_id", flat=True))
    return found - {None}


def handlers(complaint: Complaint, *, at: datetime) -> list[Person]:
    """The colleagues who may handle this one, by name. For the desk's scope; three queries."""
    held = Authority.objects.filter(live(at), role__in=COMPLAINT_DESK).values("person_id")
    people = Person.objects.filter(active=True, id__in=held).order_by("name", "id")
    apart = those_involved(complaint) | {complaint.first_handler_id}
    return [one for one in people if one.id not in apart]


def colleague_named(name: str) -> UUID | None:
    """The one active colleague of this very name; None for nobody, and for two. For the desk's scope."""
    words, house = " ".join(name.split()), provider()
    if not words or house is None:
        return None
    found = Person.objects.filter(tenant_id=house.id, active=True, name__iexact=words)[:2]
    return found[0].id if len(found) == 1 else None


def may_handle(by: Actor) -> bool:
    return permissions.may(by, HANDLE_COMPLAINT)


def ticket_choices(by: Actor) -> list[tuple[str, str]]:
    """The tickets that a complaint of this reader can be about, the newest first. One query."""
    rows = tickets.visible(by).order_by("-number")[:50]
    return [(str(one.id), f"{one.shown_number} {one.subject}") for one in rows]


def labels(ids: list[UUID]) -> dict[UUID, str]:
    """Number and subject, for links from elsewhere. One query."""
    rows = Complaint.objects.filter(id__in=ids).values_list("id", "number", "subject")
    return {identifier: f"{states.shown(number)} {subject}" for identifier, number, subject in rows}
