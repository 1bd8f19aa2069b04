"""The door of programs: who comes in, as whom, how often, and how what is wrong is said."""

import json
from datetime import timedelta

import pytest
from django.db.models import Value
from django.db.models.functions import Now
from django.test import Client

from waarborg.access.actions.tokens import revoke_token
from waarborg.access.models import Account, ApiToken
from waarborg.access.queries.tokens import tokens_of
from waarborg.access.rules import tokens
from waarborg.access.tests.doors import sign_in
from waarborg.access.tests.programs import Program, codes, program
from waarborg.customers.actions import person_left, set_roles
from waarborg.customers.tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def test_a_token_opens_what_its_maker_may_read(cast: Cast) -> None:
    answer = program(cast.owner, "customers:read").get(f"/customers/{cast.merendaal.id}")
    assert answer.status_code == 200
    assert json.loads(answer.content)["name"] == "Stichting Thuiszorg Merendaal"


@pytest.mark.parametrize(
    "token", ["", "wbt_", "wbt_aaaaaaaaaaaa_" + "b" * 43, "x" * 5000, "wbt_aaaaaaaaaaaa_" + "é" * 43]
)
def test_without_a_token_that_works_nobody_comes_in(cast: Cast, token: str) -> None:
    answer = Program(token).get("/customers")
    assert codes(answer) == (401, "access.api-token.refused" if token else "access.api-token.needed")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_right_prefix_with_another_secret_is_refused(cast: Cast) -> None:
    right = program(cast.owner, "customers:read").token
    wrong = right[:-1] + ("a" if right[-1] != "a" else "b")
    assert codes(Program(wrong).get("/customers")) == (401, "access.api-token.refused")


def test_a_session_of_a_browser_opens_nothing_here(cast: Cast) -> None:
    answer = sign_in(Client(), cast.owner).get("/api/v1/customers")
    assert codes(answer) == (401, "access.api-token.needed")


def test_a_revoked_token_opens_nothing_from_the_next_request(cast: Cast) -> None:
    mine = program(cast.owner, "customers:read")
    assert mine.get("/customers").status_code == 200
    with cast.owner.at_work():
        revoke_token(tokens_of(cast.merendaal.id)[0], by=cast.owner.actor, at=NOW)
    assert codes(mine.get("/customers")) == (401, "access.api-token.refused")


def test_an_expired_token_opens_nothing(cast: Cast) -> None:
    mine = program(cast.owner, "customers:read")
    ApiToken.objects.update(expires_at=Now() - Value(timedelta(seconds=1)))
    assert codes(mine.get("/customers")) == (401, "access.api-token.refused")


def test_who_left_takes_their_tokens_along(cast: Cast) -> None:
    mine = program(cast.agent, "tickets:read")
    with cast.manager.at_work():
        person_left(cast.agent.person, by=cast.manager.actor, at=NOW)
    assert codes(mine.get("/tickets")) == (401, "access.api-token.refused")


def test_an_account_that_is_closed_closes_its_tokens(cast: Cast) -> None:
    mine = program(cast.owner, "customers:read")
    Account.objects.filter(email=cast.owner.person.email).update(is_active=False)
    assert codes(mine.get("/customers")) == (401, "access.api-token.refused")


def test_a_role_that_was_lost_is_lost_to_the_token_too(cast: Cast) -> None:
    mine = program(cast.agent, "tickets:read", "people:read")
    assert mine.get(f"/customers/{cast.merendaal.id}/people").status_code == 200
    with cast.manager.at_work():
        set_roles(cast.agent.person, ["provider.finance"], why="Facturen", by=cast.manager.actor, at=NOW)
    assert codes(mine.get(f"/customers/{cast.merendaal.id}/people")) == (403, "plumbing.not-allowed")


def test_a_scope_that_was_not_given_is_missing(cast: Cast) -> None:
    mine = program(cast.owner, "tickets:read")
    assert codes(mine.get("/customers")) == (403, "plumbing.api.scope")
    refused = mine.post("/tickets", {"anything": "unreadable"})
    assert codes(refused) == (403, "plumbing.api.scope")


def test_when_it_was_last_used_is_kept_to_the_minute(cast: Cast) -> None:
    mine = program(cast.owner, "customers:read")
    mine.get("/customers")
    first = ApiToken.objects.get().used_at
    assert first is not None
    mine.get("/customers")
    assert ApiToken.objects.get().used_at == first


def test_each_answer_says_how_many_requests_are_left(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.access.bearer.RATE", tokens.Limit(2, timedelta(minutes=1)))
    mine, other = program(cast.owner, "customers:read"), program(cast.stranger, "customers:read")
    first, second, third = (mine.get("/customers") for _ in range(3))
    assert first.headers["RateLimit-Policy"] == '"token";q=2;w=60'
    assert [one.headers["RateLimit"].split(";t=")[0] for one in (first, second, third)] == [
        '"token";r=1', '"token";r=0', '"token";r=0',
    ]  # fmt: skip
    assert codes(third) == (429, "access.api-token.too-fast")
    assert 1 <= int(third.headers["Retry-After"]) <= 60
    assert other.get("/customers").status_code == 200


def test_refusals_speak_the_language_that_was_asked_for_else_that_of_the_maker(cast: Cast) -> None:
    mine = program(cast.owner, "customers:read")
    unknown = f"/customers/{cast.hazelvoort.id}"
    for asked, word in (("en", "This does not exist"), ("nl", "Dit bestaat niet"), ("", "Dit bestaat niet")):
        answer = Program(mine.token, asked).get(unknown)
        assert json.loads(answer.content)["detail"].startswith(word)
        assert answer.headers["Content-Language"] == (asked or "nl")


def test_an_unknown_address_and_a_method_that_is_not_known_are_problems_too(cast: Cast) -> None:
    mine = program(cast.owner, "customers:read")
    assert codes(mine.get("/nothing")) == (404, "plumbing.not-found")
    wrong = mine.ask("DELETE", "/customers")
    assert codes(wrong) == (405, "plumbing.method")
    assert set(wrong.headers["Allow"].split(", ")) == {"GET", "POST"}


def test_head_is_answered_as_get(cast: Cast) -> None:
    assert program(cast.owner, "customers:read").ask("HEAD", "/customers").status_code == 200


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[" * 100_000, b"", b"null", b"[]", b"3", b'"x"'])
def test_what_is_no_object_is_refused(cast: Cast, body: bytes) -> None:
    status, code = codes(program(cast.manager, "customers:write").post("/customers", body))
    assert (status, code) in {(400, "project.api.unreadable"), (422, "plumbing.api.invalid")}


def test_a_request_that_is_too_large_is_refused(cast: Cast, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100  # type: ignore[attr-defined]
    answer = program(cast.manager, "customers:write").post("/customers", {"name": "x" * 200})
    assert codes(answer) == (413, "access.api.too-large")


def test_the_journal_names_the_token_that_acted(cast: Cast) -> None:
    from waarborg.plumbing.journal.models import JournalData, JournalEntry

    made = program(cast.manager, "customers:write").post("/customers", {"name": "Kliniek Vogelenzang"})
    assert made.status_code == 201
    with cast.manager.at_work():
        entry = JournalEntry.objects.get(kind="customers.organisation.enrolled")
        data = JournalData.objects.get(tenant_id=entry.tenant_id, sequence=entry.sequence).data
    assert entry.actor_id == cast.manager.person.id
    assert (json.loads(data) if isinstance(data, str) else data)["token"] == str(ApiToken.objects.get().id)


def test_the_root_of_the_interface_holds_nothing(cast: Cast) -> None:
    assert codes(program(cast.owner, "customers:read").get("/")) == (404, "plumbing.not-found")
    assert codes(Program("").get("/")) == (401, "access.api-token.needed")
