"""Every address, asked by a visitor, a stranger, the lowest role of its own organisation, and staff.

An address that is added later joins by itself; one that takes an argument nobody makes a sample of fails here, and says
where to add it.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.isolation.addresses import Address, addresses, public, samples, sees, writes
from tests.isolation.conftest import Moment, World, denied

from waarborg.access.tests.doors import sign_in
from waarborg.customers.models import Person
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Player, make_player

# Programs have tests of their own (test_api.py), and what they may all read stands in PUBLIC.
EVERY = [one for one in addresses() if not one.name.startswith("api-")]
NOT_PUBLIC = [one for one in EVERY if one.name not in public()]
# Links that were handed out hold no row of a tenant: an unknown one is gone, whoever asks.
GONE = 410
# What a visitor may learn: that they must sign in, that there is nothing, or that a form has no page.
CLOSED = {302, 401, 404, 405, GONE}
SECRETS = ("Thuiszorg Merendaal", "S. Monster", "G. Model", "s.monster@example.org")
# What an ordinary user may not learn of colleagues: their addresses, and what they reported.
OF_COLLEAGUES = ("s.monster@example.org", "t.fictief@example.org", "b.proef@example.org", "Uren komen niet door")
# What a role is told where an address is not for it.
REFUSED = {403, 404, 405, GONE}
# One's own account, and the front door: for everybody who is signed in.
ONES_OWN = ("accounts/", "oauth/")

Inside = Callable[[Player], Client]

RULED = [one for one in NOT_PUBLIC if one.route and not one.route.startswith((*ONES_OWN, "preferences/"))]


def each(chosen: list[Address]) -> Any:
    return pytest.mark.parametrize("address", chosen, ids=str)


@pytest.fixture(scope="module")
def made(world: World, django_db_blocker: Any) -> dict[str, Any]:
    """The samples, made once and committed; what a test changes is rolled back."""
    with django_db_blocker.unblock():
        return {name: one(world.cast) if callable(one) else one for name, one in samples().items()}


@pytest.fixture(scope="module")
def roleless(world: World, django_db_blocker: Any) -> dict[str, Player]:
    with django_db_blocker.unblock():
        return {
            "contact": make_player(world.cast.merendaal, "N. Onbekend", "n.onbekend@example.org"),
            "colleague": make_player(world.cast.provider, "L. Nieuw", "l.nieuw@example.nl"),
        }


@pytest.fixture(scope="module")
def operator(world: World, django_db_blocker: Any) -> Player:
    with django_db_blocker.unblock():
        return make_player(world.cast.provider, "O. Beheer", "o.beheer@example.nl", roles.OPERATOR)


@pytest.fixture(scope="module")
def inside(world: World, roleless: dict[str, Player], operator: Player, django_db_blocker: Any) -> Inside:
    """`inside(owner)` is a browser of its own in which the owner has signed in; everybody did so once, committed, and
    what a test does to a session is rolled back."""
    with django_db_blocker.unblock():
        keys = {
            player.person.id: sign_in(Client(), player).cookies["waarborg_session"].value
            for player in (*world.cast.players, *roleless.values(), operator)
        }

    def enter(player: Player) -> Client:
        client = Client()
        client.cookies["waarborg_session"] = keys[player.person.id]
        return client

    return enter


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


@pytest.mark.clause("AP-11")
@each([one for one in EVERY if one.is_of_a_row])
def test_a_strangers_owner_finds_nothing_and_their_own_organisation_sees_that_they_asked(
    address: Address, path: str, world: World, inside: Inside
) -> None:
    before = denied(world.cast.stranger)
    look, change = both(inside(world.cast.stranger), path)
    assert (look.status_code, change.status_code) in {(404, 404), (405, 404), (404, 405)}
    assert tells(look) == tells(change) == []
    # Where no session counts, such as at a help button on another site, nobody has asked.
    asked = 0 if path.startswith(settings.UNSCOPED_PATHS) else [look.status_code, change.status_code].count(404)
    assert denied(world.cast.stranger) - before == asked


@each([one for one in EVERY if not one.is_of_a_row])
def test_elsewhere_a_stranger_sees_nothing_of_another_customer(
    address: Address, path: str, world: World, inside: Inside
) -> None:
    for response in both(inside(world.cast.stranger), path):
        assert not broke(response)
        assert tells(response) == []


def answers(client: Client, path: str, *methods: str) -> dict[str, Any]:
    """As a browser asks: a form brings its token along, so that it is never taken for no form at all."""
    client.raise_request_exception = False
    sent = {"content_type": "application/x-www-form-urlencoded", "data": "csrfmiddlewaretoken=x"}
    return {method: client.generic(method, path, **sent if method == "POST" else {}) for method in methods}


@each(EVERY)
@pytest.mark.parametrize("who", ["ordinary_user", "agent"])
def test_the_lowest_roles_open_what_is_said_of_them_and_change_nothing_else(
    address: Address, path: str, world: World, who: str, inside: Inside, database: Callable[[], Moment]
) -> None:
    """What each of them may see and do stands in SEES and WRITES of the domains' tests/isolation.py, and no more."""
    player: Player = getattr(world.cast, who)
    [role] = player.actor.roles
    client = inside(player)
    told = answers(client, path, "GET")
    before = database()
    told |= answers(client, path, "POST")
    for response in told.values():
        assert not broke(response)
        text = b"".join(response) if response.streaming else response.content
        assert who == "agent" or [word for word in OF_COLLEAGUES if word.encode() in text] == []
    if address in RULED:
        opened = {method for method, response in told.items() if response.status_code not in REFUSED}
        assert ("GET" in opened) == (address.name in sees(role)), f"SEES of {role}: {told['GET'].status_code}"
        assert ("POST" in opened) == (address.name in writes(role)), f"WRITES of {role}: {told['POST'].status_code}"
        if "POST" not in opened:
            assert before.changed() == []


@each(RULED)
def test_who_has_no_role_at_all_opens_nothing(
    address: Address, path: str, roleless: dict[str, Player], inside: Inside, database: Callable[[], Moment]
) -> None:
    """Somebody whose roles have ended, or who has none yet: every method, and the database stays as it was."""
    client = inside(roleless["colleague" if address.route.startswith("desk/") else "contact"])
    before = database()
    told = answers(client, path, "GET", "HEAD", "OPTIONS", "POST")
    if address.name == "desk":
        assert {one.headers["Location"] for one in told.values()} == {reverse("access:customers")}
    else:
        assert {method: one.status_code for method, one in told.items() if one.status_code not in REFUSED} == {}
    assert before.changed() == []


@each(EVERY)
@pytest.mark.parametrize("who", ["owner", "manager"])
def test_nothing_breaks_for_insiders(address: Address, path: str, world: World, who: str, inside: Inside) -> None:
    player: Player = getattr(world.cast, who)
    for response in both(inside(player), path):
        assert not broke(response)


@each([one for one in EVERY if one.route.startswith("desk/administration/")])
def test_administration_opens_for_the_operator(address: Address, path: str, operator: Player, inside: Inside) -> None:
    assert answers(inside(operator), path, "GET")["GET"].status_code == 200


def test_what_is_kept_from_an_ordinary_user_stands_on_pages(made: dict[str, Any], world: World, inside: Inside) -> None:
    """Or the walk above would look for words that nobody ever sees."""
    pages = (reverse("access:people"), reverse("support:ticket", args=[made["ticket"]]))
    client = inside(world.cast.owner)
    text = b"".join(client.get(page).content for page in pages)
    assert [word for word in OF_COLLEAGUES if word.encode() not in text] == []


@each([one for one in EVERY if one.route.startswith(("desk/", "portal/"))])
def test_each_face_is_for_its_own_people(address: Address, path: str, world: World, inside: Inside) -> None:
    outsider = world.cast.owner if address.route.startswith("desk/") else world.cast.manager
    look, change = both(inside(outsider), path)
    assert (look.status_code, change.status_code) in {(404, 404), (405, 404), (404, 405), (405, 405)}


def test_what_is_written_is_noticed_unless_it_was_undone(world: World, database: Callable[[], Moment]) -> None:
    """Or the walks above would pass for a product that writes wherever it likes."""
    before, inner = database(), database()
    with world.cast.owner.at_work():
        Person.objects.filter(pk=world.cast.ordinary_user.person.id).update(name="G. Anders")
    assert inner.changed() == ["customers_person"]
    assert before.changed() == []


def test_public_and_samples_name_what_exists() -> None:
    assert public() - {one.name for one in EVERY} == set()
    for role in (roles.USER, roles.SUPPORT):
        assert (sees(role) | writes(role)) - {one.name for one in RULED} == set()
    assert samples().keys() - {argument for one in addresses() for argument in one.arguments} == set()
