"""Signing in to an application by us: the code flow as OpenID Connect Core 1.0 and RFC 9700 have it."""

import base64
import time
from datetime import timedelta
from urllib.parse import parse_qs, quote_plus, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from waarborg.access.actions import oauth_keys
from waarborg.access.oauth import OAuthGrant, OAuthKey
from waarborg.access.tests.doors import PASSWORD, make_account, sign_in
from waarborg.access.tests.relying import BACK, BYE, answer, app, claims
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import clock

pytestmark = pytest.mark.django_db


def test_the_document_of_discovery_says_where_all_is_and_that_there_is_one_flow(cast: Cast) -> None:
    told = Client().get("/.well-known/openid-configuration").json()
    assert told["issuer"] == settings.PUBLIC_URL
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["response_types_supported"] == ["code"]
    assert told["grant_types_supported"] == ["authorization_code", "refresh_token"]
    assert told["authorization_response_iss_parameter_supported"] is True
    for name in ("authorization", "token", "userinfo", "revocation", "end_session"):
        address = told[f"{name}_endpoint"]
        assert address.startswith(settings.PUBLIC_URL + "/")
        assert Client().get(address.removeprefix(settings.PUBLIC_URL)).status_code != 404
    assert Client().get("/.well-known/oauth-authorization-server").json() == told


def test_an_application_learns_who_came_in_and_as_whom(cast: Cast) -> None:
    planner, before = app(), int(time.time())
    back = answer(planner.authorize(sign_in(Client(), cast.owner)))
    assert (back["state"], back["iss"], back["from"]) == ("st4te", settings.PUBLIC_URL, "waarborg")
    answered = planner.redeem(back["code"])
    assert answered.headers["Cache-Control"] == "no-store"
    told = answered.json()
    assert (told["token_type"], told["expires_in"], told["scope"]) == ("Bearer", 300, "openid profile email")
    found = claims(told["id_token"], planner)
    who = {
        "sub": str(cast.owner.person.id),
        "organisation": str(cast.merendaal.id),
        "organisation_name": "Stichting Thuiszorg Merendaal",
        "roles": ["customer.owner"],
        "locale": "nl",
        "name": cast.owner.person.name,
        "email": cast.owner.person.email,
    }
    assert {name: found[name] for name in who} == who
    assert (found["nonce"], found["amr"]) == ("n0nce", ["mfa"])
    assert before <= found["iat"] <= found["exp"] - 600 <= time.time()
    assert abs(found["auth_time"] - before) < 60
    asked = Client().get("/oauth/userinfo", headers={"Authorization": f"Bearer {told['access_token']}"})
    assert asked.json() == who


def test_claims_follow_the_scope_and_the_role_of_the_other_side_counts_for_nothing(cast: Cast) -> None:
    planner = app()
    found = claims(planner.tokens(sign_in(Client(), cast.agent), scope="openid")["id_token"], planner)
    assert "name" not in found and "email" not in found
    assert found["organisation"] == str(cast.provider.id)
    assert all(role.startswith("provider.") for role in found["roles"])


def test_a_secret_comes_in_the_header_or_in_the_body(cast: Cast) -> None:
    planner = app()
    code = planner.code(sign_in(Client(), cast.owner))
    pair = base64.b64encode(f"{quote_plus(planner.client_id)}:{quote_plus(planner.secret)}".encode()).decode()
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": planner.verifier,
    }
    answered = Client().post("/oauth/token", sent, headers={"Authorization": f"Basic {pair}"})
    assert answered.status_code == 200


def test_an_installed_application_needs_no_secret(cast: Cast) -> None:
    planner = app(public=True)
    code = planner.code(sign_in(Client(), cast.owner))
    assert planner.redeem(code, client_secret=None).status_code == 200


def test_a_refresh_token_gives_new_tokens_of_the_same_sign_in(cast: Cast) -> None:
    planner = app()
    first = planner.tokens(sign_in(Client(), cast.owner))
    second = planner.refresh(first["refresh_token"]).json()
    assert second["refresh_token"] != first["refresh_token"] and second["access_token"] != first["access_token"]
    before, after = claims(first["id_token"], planner), claims(second["id_token"], planner)
    assert "nonce" not in after
    assert {name: after[name] for name in ("sub", "sid", "auth_time")} == {
        name: before[name] for name in ("sub", "sid", "auth_time")
    }


def test_a_visitor_signs_in_first_and_comes_back_by_a_page_and_not_by_a_redirect(cast: Cast) -> None:
    """A browser holds the policy of a form against every redirect that follows it: those may lead to us only."""
    planner, browser = app(), Client()
    make_account(cast.support_contact, password=PASSWORD)
    away = planner.authorize(browser)
    assert urlsplit(away.headers["Location"]).path == "/accounts/sign-in/"
    [back] = parse_qs(urlsplit(away.headers["Location"]).query)["next"]
    entered = browser.post(
        away.headers["Location"], {"email": cast.support_contact.person.email, "password": PASSWORD, "next": back}
    )
    assert entered.headers["Location"] == back
    shown = browser.get(back, headers={"Sec-Fetch-Site": "same-origin"})
    assert shown.status_code == 200
    assert b'http-equiv="refresh" content="0;url=https://app.example.nl/back?from=waarborg&amp;code=' in shown.content
    assert (shown.headers["Cache-Control"], shown.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_an_application_that_asks_silently_is_told_what_is_missing(cast: Cast) -> None:
    planner, browser = app(), Client()
    assert answer(planner.authorize(browser, prompt="none"))["error"] == "login_required"
    without = sign_in(Client(), cast.agent, second_factor=False)
    assert answer(planner.authorize(without, prompt="none"))["error"] == "interaction_required"
    assert "code" in answer(planner.authorize(sign_in(Client(), cast.owner), prompt="none"))


@pytest.mark.parametrize("bent", [{"prompt": "login"}, {"max_age": "0"}, {"prompt": "select_account"}])
def test_whoever_must_sign_in_again_says_so_by_a_button(cast: Cast, bent: dict[str, str]) -> None:
    planner, browser = app(), sign_in(Client(), cast.owner)
    key = browser.cookies["waarborg_session"].value
    shown = planner.authorize(browser, **bent)
    assert shown.status_code == 200 and b"Planbord" in shown.content
    assert browser.get("/accounts/").status_code == 200
    out = browser.post("/accounts/sign-in/again/", {"next": "/oauth/authorize?x=1"})
    assert out.headers["Location"] == "/accounts/sign-in/?next=%2Foauth%2Fauthorize%3Fx%3D1"
    assert browser.cookies["waarborg_session"].value != key


def test_signing_out_at_the_application_signs_out_here(cast: Cast) -> None:
    planner, browser = app(), sign_in(Client(), cast.owner)
    told = planner.tokens(browser)
    asked = {"id_token_hint": told["id_token"], "post_logout_redirect_uri": BYE, "state": "s"}
    left = browser.get("/accounts/end-session/", asked)
    assert left.headers["Location"] == f"{BYE}?state=s"
    assert browser.get("/accounts/").status_code == 302
    assert planner.refresh(told["refresh_token"]).status_code == 400


def test_without_a_token_of_this_session_the_person_is_asked(cast: Cast) -> None:
    planner, browser = app(), sign_in(Client(), cast.owner)
    other = planner.tokens(sign_in(Client(), cast.administrator))["id_token"]
    for hint in ({}, {"id_token_hint": other}, {"id_token_hint": "x.y.z"}):
        shown = browser.get("/accounts/end-session/", {"post_logout_redirect_uri": BYE, **hint})
        assert shown.status_code == 200
        assert browser.get("/accounts/").status_code == 200
    left = browser.post(f"/accounts/end-session/yes/?client_id={planner.client_id}&post_logout_redirect_uri={BYE}")
    assert left.headers["Location"] == BYE
    assert browser.get("/accounts/").status_code == 302


def test_keys_are_published_before_they_sign_and_after(cast: Cast) -> None:
    [first] = oauth_keys.published()
    now = clock.real()
    OAuthKey.objects.update(created_at=now - timedelta(days=91))
    oauth_keys.rotate(now=now)
    both = oauth_keys.published()
    assert len(both) == 2 and oauth_keys.signs(both, now=now).kid == first.kid
    later = now + timedelta(days=1, minutes=1)
    assert oauth_keys.signs(both, now=later).kid != first.kid
    oauth_keys.rotate(now=later)
    assert len(oauth_keys.published()) == 2
    oauth_keys.rotate(now=now + timedelta(days=2, minutes=1))
    assert [one.kid for one in oauth_keys.published()] == [both[1].kid]
    assert "PRIVATE" not in both[1].sealed and set(both[1].public) == {"kty", "n", "e", "kid", "use", "alg"}


def test_of_codes_and_tokens_only_hashes_are_kept(cast: Cast) -> None:
    planner, browser = app(), sign_in(Client(), cast.owner)
    code = planner.code(browser)
    told = planner.redeem(code).json()
    kept = str(list(OAuthGrant.objects.values())) + str(list(OAuthGrant.objects.values("refreshes__token_hash")))
    assert all(secret not in kept for secret in (code, told["access_token"], told["refresh_token"], planner.secret))
