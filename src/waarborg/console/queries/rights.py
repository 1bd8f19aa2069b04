"""Who may see and do what, from the permissions and tables that are declared: nothing of it is written down twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.console.rights_words import DOMAINS, PERMISSIONS, TABLES, words
from waarborg.customers.queries import people_of
from waarborg.plumbing import data_catalogue
from waarborg.plumbing.permissions import declared
from waarborg.plumbing.tenancy.content_words import content_words


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    name: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Right:
    """One permission in words, the people of the organisation who have it, and the roles that give it on either side,
    in the order of `of_customer` and `of_staff`."""

    name: str
    text: str
    people: tuple[Person, ...]
    of_customer: tuple[str, ...]
    of_staff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """A table of a customer: `only_by_grant` where staff see it under the customer's live grant alone."""

    text: str
    only_by_grant: bool


def people(tenant: UUID, *, at: datetime) -> list[Person]:
    """Everybody of an organisation who holds a role, by name."""
    found = (
        Person(one.id, one.name, frozenset(held.role for held in one.live_authorities))
        for one in people_of(tenant, at=at).filter(active=True)
    )
    return [one for one in found if one.roles]


def rights(
    everybody: Iterable[Person], *, customer_roles: Iterable[str], staff_roles: Iterable[str], lang: str
) -> list[tuple[str, list[Right]]]:
    """The permissions by domain, in words; those that nobody's role gives on the two sides are left out."""
    everybody, customer_roles, staff_roles = list(everybody), list(customer_roles), list(staff_roles)
    by_domain: dict[str, list[Right]] = {}
    for name, holders in sorted(declared().items()):
        right = Right(
            name=name,
            text=words(PERMISSIONS, name, lang),
            people=tuple(one for one in everybody if one.roles & holders),
            of_customer=tuple(role for role in customer_roles if role in holders),
            of_staff=tuple(role for role in staff_roles if role in holders),
        )
        if right.of_customer or right.of_staff:
            by_domain.setdefault(name.partition(".")[0], []).append(right)
    order = [*DOMAINS, *sorted(by_domain.keys() - DOMAINS.keys())]
    return [(words(DOMAINS, one, lang), by_domain[one]) for one in order if one in by_domain]


def data(lang: str) -> list[Data]:
    """What the catalogue says is kept of a customer and names people or holds content, in words."""
    named: Mapping[str, tuple[str, str]] = {**TABLES, **content_words()}
    return [Data(words(named, one.table, lang), one.row_class == "content") for one in shown()]


def shown() -> list[data_catalogue.Entry]:
    of_customers = (one for one in data_catalogue.of_customers() if one.row_class != "provider")
    return [one for one in of_customers if one.personal != "none" or one.row_class == "content"]
