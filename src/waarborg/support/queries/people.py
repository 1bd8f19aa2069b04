"""Who can be given a ticket, and who may report one."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from waarborg.customers.models import Authority, Person
from waarborg.customers.queries import live
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import kept
from waarborg.plumbing.tenancy.models import Tenant
from waarborg.promises import queries as promises
from waarborg.promises.rules.whom import whom
from waarborg.support.permissions import ASKERS, DESK, SESSION_KEEPERS, STAFF

OPEN = "support.ticket.open"


def colleagues(*, at: datetime) -> list[Person]:
    """The active staff who may answer customers, by name. One query."""
    return kept.rows("support.colleagues", _staff, at, at)


def _staff(since: datetime, until: datetime) -> "QuerySet[Person]":
    held = Authority.objects.filter(Q(starts_at__lte=since) & (Q(ends_at=None) | Q(ends_at__gt=until)))
    # Nobody else's people hold these roles; that it is the vendor spares a look at the roles of all customers.
    ours = held.filter(role__in=DESK, tenant_id__in=Tenant.objects.filter(is_provider=True).values("id"))
    return Person.objects.filter(active=True, id__in=ours.values("person_id")).order_by("name", "id")


def note_readers(*, at: datetime) -> list[Person]:
    """The active staff who read internal notes, by name. One query."""
    return _holders(STAFF, at=at)


def asking_roles(tenant: UUID, *, at: datetime, channel: str = "portal") -> frozenset[str]:
    """The roles of a customer that may ask us something: the usual ones and those of whom its agreement says that they
    always can, without those that it leaves out (PX-87, CL-91). One query in a unit of work."""
    return promises.whom(tenant, OPEN, at=at, words={"channel": channel}).of(ASKERS)


def asking_roles_of(tenants: Collection[UUID], *, at: datetime, channel: str) -> Mapping[UUID, frozenset[str]]:
    """The same of several customers, each by its own agreement. One query, two more where clocks follow purchases."""
    bound = promises.standings(tenants)
    said = {one: whom(held.at(at).agreement, OPEN, {"channel": channel}).of(ASKERS) for one, held in bound.items()}
    return {tenant: said.get(tenant, frozenset(ASKERS)) for tenant in tenants}


def may_ask(by: Actor, *, at: datetime, channel: str = "portal") -> bool:
    """Whether this contact may, by the rights of the role and by the organisation's own agreement."""
    tenant = by.tenant
    if tenant is None or not permissions.may(by, OPEN, tenant=tenant):
        return False
    return by.is_staff or bool(by.roles & asking_roles(tenant, at=at, channel=channel))


def askers(tenant: UUID, *, at: datetime) -> list[Person]:
    """The active people of a customer who are authorised to ask (CL-73), by name. Two queries."""
    return _holders(asking_roles(tenant, at=at), at=at, tenant_id=tenant)


def session_keepers(*, at: datetime) -> list[Person]:
    """The active staff who plan trainings and evaluation sessions, by name. One query."""
    return _holders(SESSION_KEEPERS, at=at)


def evaluation_planners(tenant: UUID, *, at: datetime) -> list[Person]:
    """The active people of a customer who may say when its evaluation session suits them, by name. One query."""
    return _holders(ASKERS, at=at, tenant_id=tenant)


def roles_of(tenant: UUID, person: UUID, *, at: datetime) -> frozenset[str]:
    """What somebody of a customer may be now; nothing for who has left. One query."""
    held = Authority.objects.filter(live(at), tenant_id=tenant, person_id=person, person__active=True)
    return frozenset(held.values_list("role", flat=True))


def held_roles(tenant: UUID, *, at: datetime) -> Mapping[UUID, frozenset[str]]:
    """By person, of everybody active. One query."""
    held: dict[UUID, set[str]] = {}
    rows = Authority.objects.filter(live(at), tenant_id=tenant, person__active=True)
    for person, role in rows.values_list("person_id", "role"):
        held.setdefault(person, set()).add(role)
    return {person: frozenset(roles) for person, roles in held.items()}


def _holders(roles: Collection[str], *, at: datetime, **of: UUID) -> list[Person]:
    held = Authority.objects.filter(live(at), role__in=roles, **of).values("person_id")
    return list(Person.objects.filter(active=True, id__in=held, **of).order_by("name", "id"))
