"""Fixtures of single sign-on: a provider that listens, one that is in force, and a colleague who has used it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from waarborg.access.actions import openid
from waarborg.access.models import Account, SingleSignOn
from waarborg.access.tests.doors import PASSWORD, make_account, sign_in
from waarborg.access.tests.provider import OpenProvider, open_provider
from waarborg.access.tests.signing_on import come_back, confirmed, set_up, start
from waarborg.customers.models import Person
from waarborg.customers.tests.cast import Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role


@pytest.fixture
def open_id(settings: Any) -> Iterator[OpenProvider]:
    settings.INSIDE_HOSTS = frozenset({"127.0.0.1"})
    settings.PUBLIC_URL = "http://testserver"
    openid._kept.clear()
    with open_provider() as made:
        yield made


@pytest.fixture
def nobody_else_there(hazelvoort: Any, stranger: Player, owner: Player) -> None:
    """The cast shares one domain; here the other organisation has its own."""
    with tenancy.enter(Role.DESK):
        for one in Person.objects.exclude(tenant_id=owner.organisation.id):
            one.email = one.email.replace("example.org", "elders.example")
            one.save()


@pytest.fixture
def in_force(owner: Player, open_id: OpenProvider) -> SingleSignOn:
    """Set up, and tried by its owner: in force, and the owner linked."""
    made = set_up(owner, open_id)
    make_account(owner, password=PASSWORD)
    client = sign_in(Client(), owner)
    open_id.subject, open_id.email = "sub-owner", owner.person.email
    answer = come_back(client, open_id, client.post("/accounts/sign-on/try/"))
    assert answer.headers["Location"] == "/portal/security/"
    open_id.subject, open_id.email = "sub-0001", "s.monster@example.org"
    return made


@pytest.fixture
def colleague(in_force: SingleSignOn, support_contact: Player, open_id: OpenProvider) -> Account:
    """S. Monster, who has come in by the provider before."""
    account = make_account(support_contact, password=PASSWORD).account
    client = Client()
    come_back(client, open_id, start(client, account.email))
    assert confirmed(client).status_code == 302
    return account
