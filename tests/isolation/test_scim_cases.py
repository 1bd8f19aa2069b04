"""Requests of directories made from RFC 7644, right ones and wrong ones: filters, changes, users, bodies that are none.

No answer of 500 or more, refusals are errors as section 3.12 wants them, and what is answered is a user or a list of
them. The suite asks a few of each kind, always the same; `tools/ask-api` asks as many others as it is told to, each
time, and counts them with those of the other interface.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.isolation.conftest import World
from tests.isolation.test_api import SECRETS, program

from waarborg.access.rules.scim import ERROR, LIST, PATCH, USER
from waarborg.access.rules.throttling import Limit
from waarborg.access.tests.programs import Program

# Of each kind and asker; as many times more as the run asks for.
CASES = 12 * int(os.environ.get("WAARBORG_API_CASES", "4"))
USERS = "/api/scim/v2/Users"
# RFC 7644, table 9.
KINDS = {
    *("invalidFilter", "tooMany", "uniqueness", "mutability", "invalidSyntax", "invalidPath", "noTarget"),
    *("invalidValue", "invalidVers", "sensitive"),
}
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

# Whatever JSON can say, lone surrogates and zeros included; and what people really send.
text = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "n.iemand@example.org", "g.model@example.org", "G. Model", "true", "\x00", "\ud800", "é" * 300]
    ),
)
value = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
attribute = (
    st.sampled_from(
        [
            *("userName", "externalId", "displayName", "name", "name.givenName", "name.familyName", "name.formatted"),
            *(
                "active",
                "emails",
                "emails.value",
                'emails[type eq "work"].value',
                "emails[primary eq true]",
                "id",
                "meta",
            ),
            *(
                "preferredLanguage",
                "roles",
                "groups",
                "password",
                "title",
                'addresses[type eq "work"].street',
                "schemas",
            ),
            *(f"{USER}:userName", f"{ENTERPRISE}:manager", "", "emails[", "a.b.c", "shoeSize"),
        ]
    )
    | text
)
operator = st.sampled_from(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr", "EQ", "is"])
compared = st.builds(lambda one, op, to: f"{one} {op} {json.dumps(to)}", attribute, operator, value)
filters = st.one_of(
    compared,
    text,
    st.builds(lambda one, how, two: f"{one} {how} {two}", compared, st.sampled_from(["and", "or"]), compared),
    st.builds(lambda one: f"not ({one})", compared),
)
mail = st.fixed_dictionaries({"value": text}, optional={"type": text, "primary": st.booleans() | text})
user = st.fixed_dictionaries(
    {"schemas": st.sampled_from([[USER], [USER, ENTERPRISE], [], None, USER]), "userName": text | value},
    optional={
        "active": st.booleans() | text,
        "emails": st.lists(mail, max_size=3) | value,
        "name": st.fixed_dictionaries({}, optional={"formatted": text, "givenName": text, "familyName": text}) | value,
        "displayName": text | value,
        "externalId": text | value,
        "preferredLanguage": text | value,
        "password": text,
        ENTERPRISE: value,
        "id": value,
    },
)
operation = st.fixed_dictionaries(
    {"op": st.sampled_from(["add", "replace", "remove", "Replace", "Add", "move", None, 7])},
    optional={"path": attribute | value, "value": value | user},
)
change = st.fixed_dictionaries(
    {"Operations": st.lists(operation, max_size=4) | value}, optional={"schemas": st.just([PATCH]) | value}
)
# And those that a directory gets right.
word = st.text(alphabet="abcdefghij KLMé'-", min_size=1, max_size=20).map(lambda one: f"N. {one}x")
address = st.integers(0, 99).map(lambda one: f"nieuw.{one}@example.org")
right_user = st.builds(
    lambda name, mail, active: {
        "schemas": [USER],
        "userName": mail,
        "displayName": name,
        "active": active,
        "emails": [{"value": mail, "type": "work", "primary": True}],
    },
    word,
    address,
    st.booleans(),
)
right_operation = st.one_of(
    word.map(lambda one: {"op": "replace", "path": "displayName", "value": one}),
    word.map(lambda one: {"op": "Add", "path": "externalId", "value": one}),
    st.booleans().map(lambda one: {"op": "Replace", "value": {"active": one}}),
    st.sampled_from(["nl-NL", "en"]).map(lambda one: {"op": "add", "path": "preferredLanguage", "value": one}),
    st.just({"op": "remove", "path": "externalId"}),
)
right_change = st.lists(right_operation, min_size=1, max_size=3).map(
    lambda several: {"schemas": [PATCH], "Operations": several}
)
user, change = right_user | user, right_change | change
body = st.one_of(user, change, value).map(lambda one: json.dumps(one).encode()) | st.binary(max_size=60)
number = st.one_of(st.integers(min_value=-(10**20), max_value=10**20).map(str), text)
query = st.fixed_dictionaries(
    {},
    optional={
        "filter": filters,
        "startIndex": number,
        "count": number,
        "attributes": attribute,
        "excludedAttributes": attribute,
        "sortBy": attribute,
    },
)
KNOWN = ("support_contact", "ordinary_user", "administrator", "owner", "stranger", "agent")
asked_of = st.sampled_from(["", *KNOWN, "0190a0a0-0000-7000-8000-000000000001", "x"])
CALLS = {
    "look": st.tuples(st.just("GET"), asked_of, query, st.just(b"")),
    "make": st.tuples(st.just("POST"), st.just(""), query, user.map(lambda one: json.dumps(one).encode())),
    "change": st.tuples(
        st.just("PATCH"), st.sampled_from(KNOWN), st.just({}), change.map(lambda one: json.dumps(one).encode())
    ),
    "replace": st.tuples(
        st.just("PUT"), st.sampled_from(KNOWN), st.just({}), user.map(lambda one: json.dumps(one).encode())
    ),
    "anything": st.tuples(st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]), asked_of, query, body),
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("waarborg.access.bearer.RATE", Limit(10**6, timedelta(minutes=1)))
    yield


def sent(one: Program, world: World, method: str, whom: str, asked: dict[str, str], content: bytes) -> Any:
    """What the directory sends, and nothing of it stays: each request finds the people as they were."""
    person = str(getattr(world.cast, whom).person.id) if whom in KNOWN else quote(whom)
    path = f"{USERS}/{person}" if whom else USERS
    told = urlencode({name: text.encode("utf-8", "surrogatepass") for name, text in asked.items()})
    with transaction.atomic():
        response = one.ask(method, f"{path}?{told}" if told else path, content)
        transaction.set_rollback(True)
    return response


def check(response: Any, world: World) -> None:
    assert response.status_code < 500, response.content[:2000]
    if response.status_code == 204 or not response.content:
        return
    assert response.headers["Content-Type"] == "application/scim+json"
    answer = json.loads(response.content)
    if response.status_code >= 400:
        assert (answer["schemas"], answer["status"]) == ([ERROR], str(response.status_code))
        assert answer["detail"] and answer.get("scimType", "tooMany") in KINDS
        assert ("scimType" in answer) == (response.status_code == 400) or response.status_code == 409
    elif answer["schemas"] == [LIST]:
        assert answer["itemsPerPage"] == len(answer["Resources"]) <= answer["totalResults"]
        assert all(one["schemas"] == [USER] and one["id"] for one in answer["Resources"])
    else:
        assert answer["schemas"] == [USER] and answer["id"]
    # Of the other customer nothing is told, whatever was asked.
    assert str(world.cast.stranger.person.id).encode() not in response.content
    assert b"v.fantasie" not in response.content and SECRETS
    assert b"password" not in response.content or response.status_code >= 400


@pytest.mark.parametrize("kind", list(CALLS))
def test_whatever_a_directory_asks_it_gets_an_orderly_answer(kind: str, world: World) -> None:
    directory = program(world.cast.owner)

    @settings(
        max_examples=CASES,
        database=None,
        deadline=None,
        derandomize="WAARBORG_API_CASES" not in os.environ,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(call=CALLS[kind])
    def asked(call: Any) -> None:
        response = sent(directory, world, *call)
        answers[response.status_code] += 1
        check(response, world)

    answers: Counter[int] = Counter()
    try:
        asked()
    finally:
        if report := os.environ.get("WAARBORG_API_REPORT"):
            with open(report, "a") as counted:
                counted.write(f"{json.dumps({'operation': f'scim_{kind}', 'answers': answers})}\n")
    # Or all of it would be refused at the door.
    assert min(answers) < 300
