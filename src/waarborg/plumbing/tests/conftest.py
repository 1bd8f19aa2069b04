"""Two customers and the provider, as tenants only: names are the business of higher packages."""

from datetime import UTC, datetime

import pytest

from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.models import Tenant

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
