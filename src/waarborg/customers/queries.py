"""Reading organisations and people in the scope under way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Lower

from waarborg.customers.models import Authority, Organisation, Person
from waarborg.plumbing import tenancy
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role, kept

PAGE = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """A person as somebody signed in: who, at which organisation, with which roles now."""

    person: UUID
    tenant: UUID
    name: str
    initials: str
    email: str
    language: str
    organisation: str
    organisation_slug: str
    organisation_kind: str
    roles: frozenset[str]


STANDING = """
SELECT p.id, p.tenant_id, p.name, p.initials, p.email, p.language, o.name, o.slug, o.kind,
       ARRAY(SELECT a.role FROM customers_authority a WHERE a.tenant_id = p.tenant_id AND a.person_id = p.id
             AND a.starts_at <= %s AND (a.ends_at IS NULL OR a.ends_at > %s))
FROM customers_person p JOIN customers_organisation o ON o.tenant_id = p.tenant_id
WHERE p.tenant_id = %s AND p.id = %s AND p.active
"""


def standing(*, tenant: UUID, person: UUID, at: datetime) -> Standing | None:
    """Who this is and what they may be at `at`, in one query; None when they have left or never were."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [at, at, tenant, person])
        row = cursor.fetchone()
    if row is None:
        return None
    return Standing(**dict(zip(Standing.__slots__, (*row[:9], frozenset(row[9])), strict=True)))


def live(at: datetime) -> Q:
    """Authorities that hold at `at`."""
    return Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def people_of(tenant: UUID, *, at: datetime) -> QuerySet[Any]:
    """The people of an organisation, active first, each with its live authorities in `live_authorities`."""
    held = Prefetch("authorities", Authority.objects.filter(live(at)).order_by("role"), to_attr="live_authorities")
    return Person.objects.filter(tenant_id=tenant).prefetch_related(held).order_by("-active", Lower("name"), "id")


def people_with_roles(tenant: UUID, *, at: datetime) -> list[Any]:
    """The same people in the same order, each with the roles that hold at `at` in `held_roles`. One query."""
    return kept.rows("customers.people", _people_with_roles, tenant, at)


def _people_with_roles(tenant: UUID, at: datetime) -> QuerySet[Any]:
    held = Authority.objects.filter(live(at), tenant_id=OuterRef("tenant_id"), person_id=OuterRef("id"))
    roles = ArraySubquery(held.order_by("role").values("role"))
    return Person.objects.filter(tenant_id=tenant).annotate(held_roles=roles).order_by("-active", Lower("name"), "id")


def person(identifier: UUID, *, tenant: UUID | None = None) -> Person:
    """Raises NotFound, also for a person of another organisation than `tenant`."""
    found: Person | None = Person.objects.filter(id=identifier).first()
    if found is None or (tenant is not None and found.tenant_id != tenant):
        raise NotFound()
    return found


def organisation(tenant: UUID) -> Organisation:
    """Raises NotFound."""
    found = kept.rows("customers.organisation", lambda one: Organisation.objects.filter(tenant_id=one)[:1], tenant)
    if not found:
        raise NotFound()
    return found[0]  # type: ignore[no-any-return]


def organisation_by_slug(slug: str) -> Organisation:
    """Raises NotFound."""
    found: Organisation | None = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound()
    return found


def provider() -> Organisation | None:
    """The provider, None before the first owner was made. For the desk's role."""
    found: Organisation | None = Organisation.objects.filter(kind="provider").first()
    return found


def provider_name() -> str | None:
    """The provider's name, which anybody may know: read as the desk whatever scope is under way."""
    with tenancy.enter(Role.DESK):
        found = provider()
    return found.name if found else None


def customers(*, search: str = "", after: tuple[str, UUID] | None = None, limit: int = PAGE) -> list[Organisation]:
    """A page of customers by name, with `people` (a count) on each; `after` is (name, id) of the row before it."""
    rows = _by_name()
    if not search and after is None:
        page = kept.rows(f"customers.first {limit}", lambda: _by_name().order_by("folded", "id")[:limit])
        _count_people(page)
        return page
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(slug__icontains=search))
    if after is not None:
        name, identifier = after
        # The first bound lets the index begin there; the second tells namesakes apart.
        rows = rows.filter(folded__gte=Lower(Value(name)))
        rows = rows.filter(Q(folded__gt=Lower(Value(name))) | Q(id__gt=identifier))
    page = list(rows.order_by("folded", "id")[:limit])
    _count_people(page)
    return page


def _by_name() -> QuerySet[Any]:
    return Organisation.objects.filter(kind="customer").annotate(folded=Lower("name"))


# By hand: as a list of fifty values each page has a statement of its own, put together and planned anew.
COUNT = """
SELECT tenant_id, count(*) FROM customers_person WHERE active AND tenant_id = ANY(%s) GROUP BY tenant_id
"""


def _count_people(organisations: Iterable[Organisation]) -> None:
    people = _pairs(COUNT, [one.id for one in organisations])
    for one in organisations:
        one.people = people.get(one.id, 0)  # type: ignore[attr-defined]


def names_of(organisations: Iterable[UUID]) -> dict[UUID, str]:
    """By identifier, of those that the scope may see. One query, none for nobody."""
    return _pairs("SELECT id, name FROM customers_organisation WHERE id = ANY(%s)", list(organisations))


def _pairs(sql: str, identifiers: list[UUID]) -> dict[UUID, Any]:
    tenancy.current()
    if not identifiers:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [identifiers])
        return dict(cursor.fetchall())


def breach_contacts(tenant: UUID, *, at: datetime) -> list[Person]:
    """The people to tell of a data breach; the owners where nobody was named."""
    return holders(tenant, "customer.breach-contact", at=at) or holders(tenant, "customer.owner", at=at)


def holders(tenant: UUID, role: str, *, at: datetime) -> list[Person]:
    """The active people of an organisation who hold `role` at `at`, by name."""
    held = Authority.objects.filter(live(at), tenant_id=tenant, role=role).values("person_id")
    return list(Person.objects.filter(tenant_id=tenant, active=True, id__in=held).order_by(Lower("name"), "id"))


def roles_of(person: Person, *, at: datetime) -> list[Authority]:
    """What a person may be at `at`, by role."""
    return list(Authority.objects.filter(live(at), tenant_id=person.tenant_id, person=person).order_by("role"))
