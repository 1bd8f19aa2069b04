"""Visitors' questions that were confirmed, for staff."""

from collections.abc import Iterable
from uuid import UUID

from waarborg.customers.models import Organisation, Person
from waarborg.plumbing import permissions
from waarborg.support.models import VisitorQuestion
from waarborg.support.rules.questions.limits import shown

PAGE = 100


def questions() -> list[VisitorQuestion]:
    """What waits first, then what was dealt with last; never one that nobody confirmed. One query."""
    rows = VisitorQuestion.objects.exclude(confirmed_at=None).order_by("-confirmed_at", "-id")[:PAGE]
    return sorted(rows, key=lambda one: one.state != VisitorQuestion.State.OPEN)


def find(identifier: UUID) -> VisitorQuestion:
    """Raises NotFound, also for one that nobody confirmed."""
    found: VisitorQuestion | None = VisitorQuestion.objects.exclude(confirmed_at=None).filter(id=identifier).first()
    if found is None:
        raise permissions.NotFound()
    return found


def known_as(question: VisitorQuestion) -> list[tuple[Person, str]]:
    """The people of customers who have the address that confirmed it, with their organisation. Two queries."""
    people = list(
        Person.objects.filter(email__iexact=question.email, active=True)
        .exclude(tenant_id=question.tenant_id)
        .order_by("name", "id")[:20]
    )
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in people}).values_list("id", "name"))
    return [(one, names.get(one.tenant_id, "")) for one in people]


def labels(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Its number, by id. One query."""
    rows = VisitorQuestion.objects.filter(id__in=ids).values_list("id", "number")
    return {one: shown(number) for one, number in rows}
