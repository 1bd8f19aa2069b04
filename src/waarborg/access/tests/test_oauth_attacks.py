"""What goes wrong at the provider of sign-ins, by mistake or by intent: refused, and what it must end ended."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import F
from django.test import Client

from waarborg.access.actions.end_sessions import end_all, end_membership
from waarborg.access.models import AccessPolicy, Account, Session
from waarborg.access.oauth import OAuthClient, OAuthGrant
from waarborg.access.rules.oauth import is_address
from waarborg.access.tests.doors import sign_in
from waarborg.access.tests.relying import BACK, App, answer, app, pkce, wrong
from waarborg.customers.actions import person_left
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.plumbing.journal.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(cast: Cast) -> App:
    return app()


@pytest.fixture
def browser(cast: Cast) -> Client:
    return sign_in(Client(), cast.administrator)


def userinfo(token: str) -> int:
    return Client().get("/oauth/userinfo", headers={"Authorization": f"Bearer {token}"}).status_code


@pytest.mark.parametrize(
    "bent",
    [
        {"client_id": "unknown"},
        {"client_id": None},
        {"redirect_uri": None},
        {"redirect_uri": "https://app.example.nl/back"},
        {"redirect_uri": BACK + "&x=1"},
        {"redirect_uri": BACK.replace("https", "http")},
        {"redirect_uri": "https://app.example.nl.evil.example/back?from=waarborg"},
        {"redirect_uri": [BACK, "https://evil.example/"]},
    ],
    ids=str,
)
def test_nobody_is_sent_to_an_address_that_is_not_registered(
    planner: App, browser: Client, bent: dict[str, Any]
) -> None:
    shown = planner.authorize(browser, **bent)
    assert shown.status_code == 400 and "Location" not in shown.headers
    assert OAuthGrant.objects.count() == 0


@pytest.mark.parametrize(
    ("bent", "error"),
    [
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"request": "a.b.c"}, "request_not_supported"),
        ({"request_uri": "https://evil.example/r"}, "request_uri_not_supported"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"state": ["a", "b"]}, "invalid_request"),
    ],
    ids=str,
)
def test_a_request_that_is_wrong_goes_back_without_a_code(
    planner: App, browser: Client, bent: dict[str, Any], error: str
) -> None:
    told = answer(planner.authorize(browser, **bent))
    assert told["error"] == error and "code" not in told and "iss" in told
    assert OAuthGrant.objects.count() == 0


def test_a_code_that_comes_twice_ends_what_the_first_one_gave(planner: App, browser: Client) -> None:
    code = planner.code(browser)
    told = planner.redeem(code).json()
    assert wrong(planner.redeem(code)) == (400, "invalid_grant")
    assert wrong(planner.refresh(told["refresh_token"])) == (400, "invalid_grant")
    assert userinfo(told["access_token"]) == 401


@pytest.mark.parametrize(
    "bent",
    [{"code_verifier": pkce()[0]}, {"redirect_uri": BACK + "&x"}, {"redirect_uri": None}, {"code_verifier": "x" * 43}],
    ids=["verifier", "redirect", "no redirect", "short verifier"],
)
def test_a_stolen_code_opens_nothing_and_is_spent(planner: App, browser: Client, bent: dict[str, Any]) -> None:
    code = planner.code(browser)
    assert wrong(planner.redeem(code, **bent)) == (400, "invalid_grant")
    assert wrong(planner.redeem(code)) == (400, "invalid_grant")


def test_a_code_is_of_the_application_that_asked_for_it(planner: App, browser: Client) -> None:
    other, code = app(name="Ander"), planner.code(browser)
    assert wrong(other.redeem(code, code_verifier=planner.verifier)) == (400, "invalid_grant")
    assert planner.redeem(code).status_code == 200


def test_a_code_lasts_a_minute(planner: App, browser: Client) -> None:
    code = planner.code(browser)
    OAuthGrant.objects.update(code_expires_at=F("code_expires_at") - timedelta(seconds=61))
    assert wrong(planner.redeem(code)) == (400, "invalid_grant")


def test_a_refresh_token_that_comes_twice_ends_the_family_and_the_journal_says_so(
    cast: Cast, planner: App, browser: Client
) -> None:
    first = planner.tokens(browser)
    second = planner.refresh(first["refresh_token"]).json()
    assert wrong(planner.refresh(first["refresh_token"])) == (400, "invalid_grant")
    assert wrong(planner.refresh(second["refresh_token"])) == (400, "invalid_grant")
    assert userinfo(second["access_token"]) == 401
    with cast.owner.at_work():
        kinds = JournalEntry.objects.filter(subject_id=cast.administrator.person.id).values_list("kind", flat=True)
        assert list(kinds).count("access.application.reuse") == 1
    assert "code" in answer(planner.authorize(browser))


@pytest.mark.parametrize(
    "given",
    [{"client_secret": "wbs_wrong"}, {"client_secret": None}, {"client_id": "unknown"}, {"client_id": None}],
    ids=str,
)
def test_who_is_not_the_application_gets_nothing(planner: App, browser: Client, given: dict[str, Any]) -> None:
    code = planner.code(browser)
    assert wrong(planner.redeem(code, **given)) == (401, "invalid_client")
    assert planner.redeem(code).status_code == 200


def test_one_that_ended_signs_nobody_in_any_more(planner: App, browser: Client) -> None:
    told = planner.tokens(browser)
    OAuthClient.objects.update(ended_at=F("created_at"))
    assert planner.authorize(browser).status_code == 400
    assert wrong(planner.refresh(told["refresh_token"])) == (401, "invalid_client")
    assert userinfo(told["access_token"]) == 401


def _sessions_end(cast: Cast) -> None:
    end_all(Account.objects.get(email=cast.administrator.person.email.lower()))


def _idle(cast: Cast) -> None:
    Session.objects.update(active_at=F("active_at") - timedelta(hours=2))
    OAuthGrant.objects.update(used_at=F("used_at") - timedelta(hours=2))


def _old(cast: Cast) -> None:
    Session.objects.update(started_at=F("started_at") - timedelta(hours=13))


def _elsewhere(cast: Cast) -> None:
    Session.objects.update(membership=None)


def _locked(cast: Cast) -> None:
    Account.objects.update(is_active=False)


def _membership_ends(cast: Cast) -> None:
    end_membership(tenant=cast.merendaal.id, person=cast.administrator.person.id)


def _leaves(cast: Cast) -> None:
    with cast.owner.at_work():
        person_left(cast.administrator.person, by=cast.owner.actor, at=NOW)


def _own_door(cast: Cast) -> None:
    AccessPolicy.objects.create(tenant_id=cast.merendaal.id, idle_minutes=60, absolute_hours=12, require_sign_on=True)


@pytest.mark.parametrize(
    "happens",
    [_sessions_end, _idle, _old, _elsewhere, _locked, _membership_ends, _leaves, _own_door],
    ids=lambda one: one.__name__,
)
def test_whoever_is_out_here_is_out_there_at_once(cast: Cast, planner: App, browser: Client, happens: Any) -> None:
    told = planner.tokens(browser)
    assert userinfo(told["access_token"]) == 200
    happens(cast)
    assert userinfo(told["access_token"]) == 401
    assert wrong(planner.refresh(told["refresh_token"])) == (400, "invalid_grant")


def test_a_second_step_that_became_compulsory_is_asked_before_the_next_token(cast: Cast, planner: App) -> None:
    told = planner.tokens(sign_in(Client(), cast.administrator, second_factor=False))
    AccessPolicy.objects.create(
        tenant_id=cast.merendaal.id, idle_minutes=60, absolute_hours=12, require_second_factor=True
    )
    assert wrong(planner.refresh(told["refresh_token"])) == (400, "invalid_grant")


def test_what_an_application_revokes_works_no_more_and_only_its_own(planner: App, browser: Client) -> None:
    told, other = planner.tokens(browser), app(name="Ander")
    for one, works in ((other, 200), (planner, 401)):
        sent = {"token": told["refresh_token"], "client_id": one.client_id, "client_secret": one.secret}
        assert Client().post("/oauth/revoke", sent).status_code == 200
        assert userinfo(told["access_token"]) == works
    assert Client().post("/oauth/revoke", {**sent, "token": str(uuid4())}).status_code == 200


def test_nothing_is_asked_by_a_grant_that_is_not_one(planner: App, browser: Client) -> None:
    assert wrong(planner.token(grant_type="password", username="a", password="b")) == (400, "unsupported_grant_type")
    assert wrong(planner.token(grant_type="client_credentials")) == (400, "unsupported_grant_type")
    assert wrong(planner.token()) == (400, "invalid_request")
    assert wrong(planner.token(grant_type=["refresh_token", "refresh_token"])) == (400, "invalid_request")
    told = planner.tokens(browser, scope="openid")
    assert wrong(planner.refresh(told["refresh_token"], scope="openid email")) == (400, "invalid_scope")


@pytest.mark.parametrize(
    ("uri", "public", "right"),
    [
        ("https://app.example.nl/back", False, True),
        ("https://app.example.nl:8443/back?a=1", False, True),
        ("http://localhost:3000/back", False, True),
        ("http://127.0.0.1/back", False, True),
        ("nl.example.planbord:/back", True, True),
        ("nl.example.planbord:/back", False, False),
        ("http://app.example.nl/back", False, False),
        ("https://*.example.nl/back", False, False),
        ("https://app.example.nl/back#x", False, False),
        ("https://a@app.example.nl/back", False, False),
        ("https:///back", False, False),
        ("https://app.example.nl:x/back", False, False),
        ("javascript:alert(1)", True, False),
        ("data:text/html,x", True, False),
        ("planbord:/back", True, False),
        ("/back", False, False),
        ("https://app.example.nl\\@evil.example/", False, False),
        ("https://app.example.nl/ back", False, False),
        ("https://app.example.nl/" + "x" * 1024, False, False),
    ],
)
def test_addresses_that_an_answer_may_go_to(uri: str, public: bool, right: bool) -> None:
    assert is_address(uri, public=public) is right
