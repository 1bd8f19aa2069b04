"""Requests made from the description of the interface, right ones and wrong ones: whatever comes, it answers in order.

No answer of 500 or more, refusals are problem documents, and what is answered is what the description says. The suite
asks a few of each kind, always the same; `tools/ask-api` asks 20,000 others each time, and has them counted by status
in a file (WAARBORG_API_REPORT, a line of JSON for each kind).
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from tests.isolation.addresses import samples
from tests.isolation.conftest import World
from tests.isolation.test_api import EVERY, Operation, program

from waarborg.access.rules.throttling import Limit
from waarborg.access.tests.programs import Program
from waarborg.customers.tests.cast import Player
from waarborg.project.api import description

# Of each operation, kind of input and asker.
CASES = int(os.environ.get("WAARBORG_API_CASES", "4"))
ASKERS = ("manager", "owner")
SCHEMA = schemathesis.openapi.from_dict(description())
STRATEGIES: dict[str, Any] = {one.ok().definition.raw["operationId"]: one.ok() for one in SCHEMA.get_all_operations()}


@cache
def cases_of(operation: str, mode: GenerationMode) -> Any:
    """The same for every asker: to work it out from the schema takes longer than to ask."""
    return STRATEGIES[operation].as_strategy(generation_mode=mode)


@pytest.fixture(scope="module")
def made(world: World, django_db_blocker: Any) -> dict[str, Any]:
    with django_db_blocker.unblock():
        return {name: one(world.cast) if callable(one) else one for name, one in samples().items()}


@pytest.fixture(autouse=True)
def committed_and_unhurried(django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Requests commit as those of a running product do, and no token is too fast."""
    monkeypatch.setattr("waarborg.access.bearer.RATE", Limit(10**6, timedelta(minutes=1)))
    with django_db_blocker.unblock():
        yield


def sent(one: Program, operation: Operation, case: Any, path: str) -> Any:
    """The case as it is, with a token that works in place of the one that was made up."""
    headers = {name: str(value) for name, value in dict(case.headers or {}).items() if name.lower() != "authorization"}
    query = urlencode(case.query or {}, doseq=True)
    body = b"" if isinstance(case.body, schemathesis.core.NotSet) else case.body
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    return one.ask(operation.method, f"{path}?{query}" if query else path, body, **headers)


def check(operation: Operation, response: Any) -> None:
    assert response.status_code < 500, response.content[:2000]
    if response.status_code >= 400:
        told = json.loads(response.content)
        assert response.headers["Content-Type"] == "application/problem+json"
        assert told["status"] == response.status_code
        assert told["code"] not in ("project.failure", "")
        return
    [answer] = [
        told for status, told in STRATEGIES[operation.name].definition.raw["responses"].items() if status != "default"
    ]
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    if "$ref" in schema and response.status_code in (200, 201):
        whole = {**schema, "components": description()["components"]}
        jsonschema.Draft202012Validator(whole).validate(json.loads(response.content))


@pytest.mark.parametrize("who", ASKERS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda one: one.name.lower())
@pytest.mark.parametrize("operation", EVERY, ids=str)
def test_whatever_is_asked_gets_an_orderly_answer(
    operation: Operation, mode: GenerationMode, who: str, made: dict[str, Any], world: World
) -> None:
    player: Player = getattr(world.cast, who)
    asker = program(player)
    there = operation.path
    for argument in operation.arguments:
        there = there.replace(f"{{{argument}}}", str(made[argument]))

    cases = cases_of(operation.name, mode)

    @settings(
        max_examples=CASES,
        database=None,
        deadline=None,
        derandomize="WAARBORG_API_CASES" not in os.environ,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=cases, known=st.booleans())
    def asked(case: Any, known: bool) -> None:
        response = sent(asker, operation, case, there if known else case.formatted_path)
        answers[response.status_code] += 1
        check(operation, response)

    answers: Counter[int] = Counter()
    try:
        asked()
    finally:
        if report := os.environ.get("WAARBORG_API_REPORT"):
            with open(report, "a") as counted:
                counted.write(f"{json.dumps({'operation': operation.name, 'answers': answers})}\n")
