"""The cast of every test: the provider with two of its staff, a customer with four people, and a stranger.

Fixtures by name: `cast` (all of them) and one for each: `provider`, `agent`, `manager`, `merendaal`, `owner`,
`administrator`, `support_contact`, `ordinary_user`, `hazelvoort`, `stranger`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from waarborg.customers.models import Authority, Organisation, Person
from waarborg.customers.rules import roles
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import Tenant
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.beginnings import Beginnings

# Tuesday 7 April 2026, 11:42 in Amsterdam: the instant of the mock-ups.
NOW = datetime(2026, 4, 7, 9, 42, tzinfo=UTC)
SINCE = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Player:
    """One person of the cast, with the actor that they are when they do something."""

    person: Person
    organisation: Organisation
    actor: Actor

    @property
    def tenant(self) -> object:
        return self.organisation.id

    @contextmanager
    def at_work(self) -> Iterator[tenancy.Scope]:
        """The scope this person's requests work in: the desk for staff, their own organisation for a contact."""
        role = Role.DESK if self.actor.is_staff else Role.CUSTOMER
        with tenancy.enter(role, self.organisation.id) as scope:
            yield scope


@dataclass(frozen=True)
class Cast:
    provider: Organisation
    agent: Player
    manager: Player
    merendaal: Organisation
    owner: Player
    administrator: Player
    support_contact: Player
    ordinary_user: Player
    hazelvoort: Organisation
    stranger: Player

    @property
    def players(self) -> tuple[Player, ...]:
        return (
            *(self.agent, self.manager, self.owner, self.administrator),
            *(self.support_contact, self.ordinary_user, self.stranger),
        )


def make_organisation(name: str, slug: str, *, kind: str = "customer", size: int | None = None) -> Organisation:
    """An organisation with its tenant, written without its action. Works inside and outside a scope."""
    tenant = uuid7()
    with tenancy.enter(Role.DESK):
        Tenant.objects.create(id=tenant, is_provider=kind == "provider", created=SINCE)
        organisation: Organisation = Organisation.objects.create(
            id=tenant, tenant_id=tenant, kind=kind, name=name, slug=slug, size=size, created=SINCE
        )
    return organisation


def make_player(organisation: Organisation, name: str, email: str, *held: str, language: str = "nl") -> Player:
    """A person of `organisation` in these roles (dotted), written without the actions."""
    initials = "".join(word[0] for word in name.split())[:3].upper()
    with tenancy.enter(Role.DESK):
        person = Person.objects.create(
            tenant_id=organisation.id,
            name=name,
            initials=initials,
            email=email,
            language=language,
            confidentiality_signed_on=SINCE.date() if organisation.kind == "provider" else None,
        )
        Authority.objects.bulk_create(
            Authority(tenant_id=organisation.id, person=person, role=role, starts_at=SINCE) for role in held
        )
    actor = Actor(
        kind="staff" if organisation.kind == "provider" else "contact",
        tenant=organisation.id,
        person=person.id,
        name=name,
        roles=frozenset(held),
    )
    return Player(person, organisation, actor)


def make_cast() -> Cast:
    """Everybody; call where the database may be used."""
    provider = make_organisation("Voorbeeld Software", "voorbeeld", kind="provider", size=24)
    merendaal = make_organisation("Stichting Thuiszorg Merendaal", "merendaal", size=180)
    hazelvoort = make_organisation("Zorggroep Hazelvoort", "hazelvoort", size=950)
    return Cast(
        provider=provider,
        agent=make_player(provider, "R. Specimen", "r.specimen@example.nl", roles.SUPPORT),
        manager=make_player(provider, "K. Voorbeeld", "k.voorbeeld@example.nl", roles.SERVICE_MANAGER),
        merendaal=merendaal,
        owner=make_player(merendaal, "T. Fictief", "t.fictief@example.org", roles.OWNER),
        administrator=make_player(merendaal, "B. Proef", "b.proef@example.org", roles.ADMINISTRATOR),
        support_contact=make_player(merendaal, "S. Monster", "s.monster@example.org", roles.SUPPORT_CONTACT),
        ordinary_user=make_player(merendaal, "G. Model", "g.model@example.org", roles.USER),
        hazelvoort=hazelvoort,
        stranger=make_player(hazelvoort, "V. Fantasie", "v.fantasie@example.org", roles.OWNER),
    )


@pytest.fixture
def cast(db: None, beginnings: Beginnings) -> Cast:
    return beginnings.begin("cast", make_cast)


@pytest.fixture
def provider(cast: Cast) -> Organisation:
    return cast.provider


@pytest.fixture
def agent(cast: Cast) -> Player:
    return cast.agent


@pytest.fixture
def manager(cast: Cast) -> Player:
    return cast.manager


@pytest.fixture
def merendaal(cast: Cast) -> Organisation:
    return cast.merendaal


@pytest.fixture
def owner(cast: Cast) -> Player:
    return cast.owner


@pytest.fixture
def administrator(cast: Cast) -> Player:
    return cast.administrator


@pytest.fixture
def support_contact(cast: Cast) -> Player:
    return cast.support_contact


@pytest.fixture
def ordinary_user(cast: Cast) -> Player:
    return cast.ordinary_user


@pytest.fixture
def hazelvoort(cast: Cast) -> Organisation:
    return cast.hazelvoort


@pytest.fixture
def stranger(cast: Cast) -> Player:
    return cast.stranger
