"""Every operation of the interface for programs, asked without a token, without its scope, by a stranger's owner, by
the lowest role of its own organisation, and by staff.

An operation that is added later joins by itself: all is read from its description. Its path arguments are those of
pages (SAMPLES), its body the least that its schema asks for.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from tests.isolation.addresses import samples
from tests.isolation.conftest import World, denied

from waarborg.access.tests.programs import Program, codes, token_row
from waarborg.customers.tests.cast import Player
from waarborg.plumbing.rest.scopes import declared, possible
from waarborg.project.api import description

SECRETS = ("Thuiszorg Merendaal", "S. Monster", "G. Model", "s.monster@example.org", "Uren komen niet door")
NEW = "0190a0a0-0000-7000-8000-000000000001"


@dataclass(frozen=True)
class Operation:
    """`rows` says whether its path names something that belongs to one customer."""

    name: str
    method: str
    path: str
    scope: str
    arguments: tuple[str, ...]
    body: Any

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_a_row(self) -> bool:
        return any(callable(samples().get(argument)) for argument in self.arguments)


def operations() -> list[Operation]:
    found = []
    for path, methods in description()["paths"].items():
        for method, told in methods.items():
            [security] = told["security"]
            arguments = tuple(one["name"] for one in told["parameters"] if one["in"] == "path")
            content = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            body = least(content) if content else None
            found.append(Operation(told["operationId"], method.upper(), path, security["token"][0], arguments, body))
    return found


def least(schema: dict[str, Any]) -> Any:
    """The smallest value of a schema: what it requires, and nothing else."""
    if "$ref" in schema:
        return least(description()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        return {name: least(schema["properties"][name]) for name in schema.get("required", ())}
    written = {"uuid": NEW, "date-time": "2026-04-07T09:00:00Z", "date": "2026-04-07"}.get(
        schema.get("format", ""), "x"
    )
    simple = {"string": written, "integer": 1, "boolean": False, "array": []}
    return simple[kind or "string"]


EVERY = operations()
# To a customer's program staff have no key: where it listens is the customer's own business.
OF_THE_ORGANISATION_ALONE = {"webhooks_read", "deliveries_list"}


def each(chosen: list[Operation]) -> Any:
    return pytest.mark.parametrize("operation", chosen, ids=str)


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(world: World, django_db_blocker: Any) -> dict[str, Any]:
    with django_db_blocker.unblock():
        return {name: one(world.cast) if callable(one) else one for name, one in samples().items()}


def program(player: Player, *without: str) -> Program:
    """With every scope there is, but `without`: more than its maker could give, so that only roles hold it back."""
    return Program(token_row(player, [one.name for one in declared() if one.name not in without])[1])


def ask(one: Program, operation: Operation, made: dict[str, Any]) -> Any:
    path = operation.path
    for argument in operation.arguments:
        if argument not in made:
            pytest.fail(f"{operation.path} takes {argument!r}: add it to SAMPLES in the domain's tests/isolation.py")
        path = path.replace(f"{{{argument}}}", str(made[argument]))
    return one.ask(operation.method, path, operation.body)


def tells(response: Any) -> list[str]:
    return [secret for secret in SECRETS if secret.encode() in response.content]


@each(EVERY)
def test_without_a_token_nothing_is_told(operation: Operation, made: dict[str, Any], world: World) -> None:
    response = ask(Program(""), operation, made)
    assert codes(response) == (401, "access.api-token.needed")
    assert tells(response) == []


@each(EVERY)
def test_every_other_scope_together_does_not_open_it(operation: Operation, made: dict[str, Any], world: World) -> None:
    for player in (world.cast.owner, world.cast.manager):
        response = ask(program(player, operation.scope), operation, made)
        assert codes(response) == (403, "plumbing.api.scope")
        assert tells(response) == []


@pytest.mark.clause("AP-11")
@each([one for one in EVERY if one.is_of_a_row])
def test_a_strangers_owner_finds_nothing_and_their_own_organisation_sees_that_they_asked(
    operation: Operation, made: dict[str, Any], world: World
) -> None:
    before = denied(world.cast.stranger)
    response = ask(program(world.cast.stranger), operation, made)
    assert codes(response) == (404, "plumbing.not-found")
    assert tells(response) == []
    assert denied(world.cast.stranger) == before + 1


@each([one for one in EVERY if not one.is_of_a_row])
def test_elsewhere_a_stranger_sees_nothing_of_another_customer(
    operation: Operation, made: dict[str, Any], world: World
) -> None:
    response = ask(program(world.cast.stranger), operation, made)
    assert response.status_code < 500
    assert tells(response) == []


@each(EVERY)
def test_the_lowest_role_reads_what_its_pages_show_and_changes_nothing(
    operation: Operation, made: dict[str, Any], world: World
) -> None:
    response = ask(program(world.cast.ordinary_user), operation, made)
    if operation.method != "GET":
        assert response.status_code in (403, 404, 422)
    assert response.status_code < 500
    others = [secret for secret in tells(response) if secret not in ("Thuiszorg Merendaal", "G. Model")]
    assert others == []


@each(EVERY)
@pytest.mark.parametrize("who", ["owner", "administrator", "support_contact", "agent", "manager"])
def test_nothing_breaks_for_insiders(operation: Operation, made: dict[str, Any], world: World, who: str) -> None:
    response = ask(program(getattr(world.cast, who)), operation, made)
    assert response.status_code < 500
    if response.status_code >= 400:
        codes(response)


@each([one for one in EVERY if one.is_of_a_row and one.method == "GET"])
def test_staff_and_the_owner_read_every_row(operation: Operation, made: dict[str, Any], world: World) -> None:
    """Or the tests above would hold for an interface that finds nothing at all."""
    players = (world.cast.owner, world.cast.manager)
    readers = [one for one in players if operation.scope in {scope.name for scope in possible(one.actor)}]
    assert readers
    for player in readers:
        hidden = player.actor.is_staff and operation.name in OF_THE_ORGANISATION_ALONE
        assert ask(program(player), operation, made).status_code == (404 if hidden else 200)
