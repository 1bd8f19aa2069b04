"""Every address, asked by a visitor, a stranger, the lowest role of its own organisation, and staff.

An address that is added later joins by itself; one that takes an argument nobody makes a sample of fails here, and says
where to add it.
"""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from tests.isolation.addresses import Address, addresses, public, samples
from tests.isolation.conftest import World

from waarborg.access.tests.doors import sign_in
from waarborg.customers.tests.cast import Player

# Programs have tests of their own (test_api.py), and what they may all read stands in PUBLIC.
EVERY = [one for one in addresses() if not one.name.startswith("api-")]
NOT_PUBLIC = [one for one in EVERY if one.name not in public()]
# Links that were handed out hold no row of a tenant: an unknown one is gone, whoever asks.
GONE = 410
# What a visitor may learn: that they must sign in, that there is nothing, or that a form has no page.
CLOSED = {302, 401, 404, 405, GONE}
SECRETS = ("Thuiszorg Merendaal", "S. Monster", "G. Model", "s.monster@example.org")


def each(chosen: list[Address]) -> Any:
    return pytest.mark.parametrize("address", chosen, ids=str)


@pytest.fixture(scope="module")
def made(world: World, django_db_blocker: Any) -> dict[str, Any]:
    """The samples, made once and committed; what a test changes is rolled back."""
    with django_db_blocker.unblock():
        return {name: one(world.cast) if callable(one) else one for name, one in samples().items()}


@pytest.fixture
def path(address: Address, made: dict[str, Any]) -> str:
    missing = [argument for argument in address.arguments if argument not in made]
    if missing:
        pytest.fail(f"{address.route} takes {missing[0]!r}: add it to SAMPLES in the domain's tests/isolation.py")
    return reverse(address.name, kwargs={argument: made[argument] for argument in address.arguments})


pytestmark = pytest.mark.django_db


def both(client: Client, path: str) -> list[Any]:
    """The answers to looking and to an empty form."""
    client.raise_request_exception = False
    return [client.get(path), client.post(path)]


def broke(response: Any) -> bool:
    """Health answers 503 by design, where nothing of the group runs beside the tests."""
    return response.status_code >= 500 and response.request["PATH_INFO"] != "/health"


def tells(response: Any) -> list[str]:
    """What an answer gives away of the other customer."""
    text = b"".join(response) if response.streaming else response.content
    return [secret for secret in SECRETS if secret.encode() in text]


@each(NOT_PUBLIC)
def test_a_visitor_signs_in_first_or_finds_nothing(address: Address, path: str) -> None:
    for response in both(Client(), path):
        assert response.status_code in CLOSED
        if response.status_code == 302:
            assert urlsplit(response.headers["Location"]).path == "/accounts/sign-in/"
        assert tells(response) == []


@each([one for one in EVERY if one.name in public()])
def test_what_is_public_answers_and_tells_nothing_of_a_customer(address: Address, path: str) -> None:
    for response in both(Client(), path):
        assert not broke(response)
        assert tells(response) == []


@each([one for one in EVERY if one.is_of_a_row])
def test_a_strangers_owner_finds_nothing(address: Address, path: str, world: World) -> None:
    look, change = both(sign_in(Client(), world.cast.stranger), path)
    assert (look.status_code, change.status_code) in {(404, 404), (405, 404), (404, 405)}
    assert tells(look) == tells(change) == []


@each([one for one in EVERY if not one.is_of_a_row])
def test_elsewhere_a_stranger_sees_nothing_of_another_customer(address: Address, path: str, world: World) -> None:
    for response in both(sign_in(Client(), world.cast.stranger), path):
        assert not broke(response)
        assert tells(response) == []


@each(EVERY)
@pytest.mark.parametrize("who", ["ordinary_user", "owner", "agent", "manager"])
def test_nothing_breaks_for_insiders(address: Address, path: str, world: World, who: str) -> None:
    player: Player = getattr(world.cast, who)
    for response in both(sign_in(Client(), player), path):
        assert not broke(response)


@each([one for one in EVERY if one.route.startswith(("desk/", "portal/"))])
def test_each_face_is_for_its_own_people(address: Address, path: str, world: World) -> None:
    outsider = world.cast.owner if address.route.startswith("desk/") else world.cast.manager
    look, change = both(sign_in(Client(), outsider), path)
    assert (look.status_code, change.status_code) in {(404, 404), (405, 404), (404, 405), (405, 405)}


def test_public_and_samples_name_what_exists() -> None:
    assert public() - {one.name for one in EVERY} == set()
    assert samples().keys() - {argument for one in addresses() for argument in one.arguments} == set()
