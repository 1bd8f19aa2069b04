"""Opinions of tickets, and how they went by month."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.plumbing import tenancy
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role, kept
from waarborg.support.models import Opinion, Ticket
from waarborg.support.rules.opinions import Month, months

SALT = "support.opinion"
SHOWN = 12


def link_for(ticket: Ticket, person: UUID) -> str:
    """The address by which this person, and nobody else, says what he thinks of this resolution: that and no more."""
    resolved = ticket.resolved_at.isoformat() if ticket.resolved_at else ""
    said = [str(ticket.tenant_id), str(ticket.id), str(person), resolved]
    return reverse("support:opinion-by-mail", args=[signing.dumps(said, salt=SALT)])


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a link asks, about what."""

    ticket: Ticket
    person: Person
    resolved_at: datetime


def by_token(token: str) -> Asked:
    """Raises NotFound for what is no link of ours, and for one about what was reopened since, or whose person left."""
    try:
        tenant, ticket, person, resolved = signing.loads(token, salt=SALT)
        since = datetime.fromisoformat(resolved)
    except (signing.BadSignature, ValueError):
        raise NotFound() from None
    with tenancy.enter(Role.CUSTOMER, UUID(tenant)):
        found = Ticket.objects.filter(tenant_id=tenant, id=ticket, resolved_at=since).first()
        who = Person.objects.filter(tenant_id=tenant, id=person, active=True).first()
    if found is None or who is None:
        raise NotFound()
    return Asked(found, who, since)


def opinion_of(ticket: Ticket) -> Opinion | None:
    """The one on its last resolution. One query."""
    found = kept.rows("support.opinion", _opinions, ticket.tenant_id, ticket.id)
    return found[0] if found else None


def _opinions(tenant: UUID, ticket: UUID) -> "QuerySet[Opinion]":
    return Opinion.objects.filter(tenant_id=tenant, ticket_id=ticket).order_by("-resolved_at")[:1]


def by_month(zone: object) -> list[Month]:
    """The last twelve months in which something was resolved, for the desk's scope; months as `zone` has them. Two
    queries."""
    month = TruncMonth("resolved_at", tzinfo=zone)  # type: ignore[arg-type]
    resolved = Ticket.objects.filter(resolved_at__isnull=False).annotate(month=month).values_list("month")
    newest = resolved.annotate(number=Count("id")).order_by("-month")[:SHOWN]
    totals = {f"{one:%Y-%m}": number for one, number in newest}
    given = Opinion.objects.annotate(month=month).values_list("month", "grade").annotate(number=Count("id"))
    rows = [(f"{one:%Y-%m}", grade, number) for one, grade, number in given.order_by("-month")]
    return months(totals, [row for row in rows if row[0] in totals])


def comments(*, limit: int = 50) -> list[Opinion]:
    """What was said with a grade, the newest first. One query."""
    rows = Opinion.objects.exclude(comment="").select_related("ticket")
    return list(rows.order_by("-changed_at", "-id")[:limit])
