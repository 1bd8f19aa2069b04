"""Two customers and the provider, as tenants only: names are the business of higher packages. And for webhooks a
receiver, and a program of the cast's owner."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from waarborg.access.tests.programs import Program, program
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.models import Tenant
from waarborg.plumbing.tests.receivers import Listener
from waarborg.plumbing.tests.served import served
from waarborg.promises.models import AgreementVersion

NOW = datetime(2026, 4, 7, 9, 42, tzinfo=UTC)


def make_tenant(*, is_provider: bool = False) -> Tenant:
    tenant = Tenant(id=uuid7(), is_provider=is_provider, created=NOW)
    with tenancy.enter(Role.DESK):
        tenant.save(force_insert=True)
    return tenant


@pytest.fixture
def merendaal(db: None) -> Tenant:
    return make_tenant()


@pytest.fixture
def hazelvoort(db: None) -> Tenant:
    return make_tenant()


@pytest.fixture
def contact(merendaal: Tenant) -> Actor:
    return Actor(kind="contact", tenant=merendaal.id, person=uuid7(), roles=frozenset({"customer.owner"}))


@pytest.fixture
def listener(settings: Any) -> Iterator[Listener]:
    settings.INSIDE_HOSTS = frozenset({"127.0.0.1"})
    made = Listener()
    with served(made):
        yield made


@pytest.fixture
def owners(cast: Cast, appreo: AgreementVersion) -> Program:
    return program(cast.owner)
