"""Who can be given a ticket, and who may report one."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from waarborg.customers.models import Authority, Person
from waarborg.customers.queries import live
from waarborg.support.permissions import ASKERS, DESK


def colleagues(*, at: datetime) -> list[Person]:
    """The active staff who may answer customers, by name. One query."""
    return _holders(DESK, at=at)


def askers(tenant: UUID, *, at: datetime) -> list[Person]:
    """The active people of a customer who are authorised to ask (CL-73), by name. One query."""
    return _holders(ASKERS, at=at, tenant_id=tenant)


def _holders(roles: Collection[str], *, at: datetime, **of: UUID) -> list[Person]:
    held = Authority.objects.filter(live(at), role__in=roles, **of).values("person_id")
    return list(Person.objects.filter(active=True, id__in=held, **of).order_by("name", "id"))
