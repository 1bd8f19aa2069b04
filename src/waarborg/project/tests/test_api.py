"""The description of the interface for programs: what is served, what is shipped, and what it says is so."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.test import Client
from ninja import Schema

from waarborg.access.tests.programs import Program
from waarborg.plumbing.rest.scopes import Needs, declared
from waarborg.project.api import api, description, written

ROOT = Path(__file__).parents[4]
GUIDE = (ROOT / "docs/api.md").read_text()
# SCIM is described by its own standard, and by docs/scim.md.
ELSEWHERE = {"directory:write", "metrics:write"}


def operations() -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": told
        for path, methods in description()["paths"].items()
        for method, told in methods.items()
    }


@pytest.mark.django_db
def test_anybody_may_read_the_description_and_keeps_it_by_its_tag() -> None:
    served = Client().get("/api/v1/openapi.json")
    assert (served.status_code, served.content) == (200, written())
    assert Program("").get("/openapi.json", If_None_Match=served.headers["ETag"]).status_code == 304


def test_the_shipped_description_is_the_one_that_is_served() -> None:
    assert (ROOT / "docs/openapi.json").read_bytes() == written(), "run: python tools/openapi.py"


def test_it_is_openapi_3_1_with_schemas_that_can_be_read() -> None:
    told = json.loads(written())
    assert re.fullmatch(r"3\.1\.\d+", told["openapi"])
    for schema in told["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    names = [one["operationId"] for one in operations().values()]
    assert len(set(names)) == len(names)


def test_every_operation_asks_for_the_scope_that_it_describes() -> None:
    known = {one.name for one in declared()}
    checks = {
        operation.operation_id: operation.auth_callbacks
        for bound in api._get_bound_routers()
        for view in bound.path_operations.values()
        for operation in view.operations
    }
    assert len(checks) == len(operations())
    for told in operations().values():
        [check] = checks[told["operationId"]]
        assert isinstance(check, Needs)
        assert told["security"] == [{"token": [check.scope]}]
        assert check.scope in known


def test_every_scope_opens_something_and_reading_never_writes() -> None:
    used = {told["security"][0]["token"][0] for told in operations().values()}
    assert used | ELSEWHERE == {one.name for one in declared()}
    for name, told in operations().items():
        scope = told["security"][0]["token"][0]
        assert scope.endswith(":read") == name.startswith("GET ")


def test_every_change_takes_a_key() -> None:
    for name, told in operations().items():
        headers = {one["name"] for one in told["parameters"] if one["in"] == "header"}
        assert ("Idempotency-Key" in headers) != name.startswith("GET "), name
        assert "If-Match" in headers or not name.startswith("PATCH "), name


def test_every_operation_says_what_it_does_and_may_refuse() -> None:
    for name, told in operations().items():
        assert told["description"].endswith("."), name
        assert "application/problem+json" in told["responses"]["default"]["content"], name


def test_the_guide_names_every_operation_and_every_scope() -> None:
    for name in operations():
        method, path = name.split()
        assert f"`{method} {path.removeprefix('/api/v1')}`" in GUIDE, name
    for scope in declared():
        assert f"`{scope.name}`" in GUIDE


def test_no_two_shapes_of_answers_share_a_name() -> None:
    """The document names shapes by their class: of two of one name the later would stand for both."""
    names = [one.__name__ for one in _below(Schema) if one.__module__.startswith("waarborg.")]
    assert sorted(names) == sorted(set(names))


def _below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
