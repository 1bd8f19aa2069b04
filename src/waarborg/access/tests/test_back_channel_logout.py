"""Applications are told that a session has ended (OpenID Connect Back-Channel Logout 1.0), until they took it."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
import pytest
from django.db import connection
from django.test import Client

from waarborg.access.actions import back_channel
from waarborg.access.actions.shut_out import sign_out
from waarborg.access.models import Session
from waarborg.access.oauth import OAuthClient, OAuthGrant
from waarborg.access.queries.sign_outs import not_taken
from waarborg.access.reactions import tell_applications, tidy
from waarborg.access.rules.oauth import LOGOUT_EVENT
from waarborg.access.tests.doors import sign_in
from waarborg.access.tests.relying import App, app, claims
from waarborg.customers.tests.cast import NOW, Cast, make_player
from waarborg.plumbing.tests.served import served

pytestmark = pytest.mark.django_db


class Application(HTTPServer):
    """The application's own server: keeps what it is sent, and answers as told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Heard)
        self.heard: list[tuple[str, bytes]] = []
        self.answer = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/signed-out"

    def tokens(self) -> list[str]:
        return [parse_qs(body.decode())["logout_token"][0] for _kind, body in self.heard]


class _Heard(BaseHTTPRequestHandler):
    server: Application

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.headers["Content-Type"], body))
        self.send_response(self.server.answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def application(settings: Any) -> Iterator[Application]:
    settings.INSIDE_HOSTS = frozenset({"127.0.0.1"})
    made = Application()
    with served(made):
        yield made


@pytest.fixture
def planner(application: Application) -> App:
    made = app()
    OAuthClient.objects.filter(client_id=made.client_id).update(backchannel_uri=application.url)
    return made


def waits() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [back_channel.TELL])
        return int(cursor.fetchone()[0])


def make_due() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_oauth_grant SET tell_again_at = now()")


def test_who_signs_out_is_told_of_by_a_token_that_the_application_can_check(
    cast: Cast, planner: App, application: Application
) -> None:
    browser = sign_in(Client(), cast.owner)
    known = claims(planner.tokens(browser)["id_token"], planner)
    back_channel.tell()
    assert application.heard == []
    browser.post("/accounts/sign-out/")
    assert waits() == 1
    tell_applications.func()
    [token] = application.tokens()
    assert application.heard[0][0] == "application/x-www-form-urlencoded"
    assert jwt.get_unverified_header(token)["typ"] == "logout+jwt"
    told = claims(token, planner)
    assert (told["sid"], told["sub"], told["events"]) == (known["sid"], known["sub"], {LOGOUT_EVENT: {}})
    assert told["exp"] - told["iat"] == 120 and "nonce" not in told and told["jti"]
    assert back_channel.tell() == 0
    assert len(application.heard) == 1


def test_signing_somebody_out_everywhere_tells_of_every_sign_in(
    cast: Cast, planner: App, application: Application
) -> None:
    sids = {
        claims(planner.tokens(sign_in(Client(), player))["id_token"], planner)["sid"]
        for player in (cast.administrator, cast.administrator, cast.owner)
    }
    kept = claims(planner.tokens(sign_in(Client(), cast.owner))["id_token"], planner)["sid"]
    with cast.owner.at_work():
        sign_out(cast.administrator.person, by=cast.owner.actor, at=NOW)
    assert waits() == 1
    assert back_channel.tell() == 2
    assert {claims(token, planner)["sid"] for token in application.tokens()} < sids
    assert kept not in {claims(token, planner)["sid"] for token in application.tokens()}


def test_a_session_that_grew_too_old_is_told_of_as_well(cast: Cast, planner: App, application: Application) -> None:
    planner.tokens(sign_in(Client(), cast.owner))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_session SET expire_date = now() - interval '1 second'")
    assert back_channel.tell() == 1


def test_what_is_not_taken_is_told_again_before_it_is_forgotten(
    cast: Cast, planner: App, application: Application
) -> None:
    browser = sign_in(Client(), cast.owner)
    planner.tokens(browser)
    browser.post("/accounts/sign-out/")
    application.answer = 302
    assert back_channel.tell() == 0
    assert back_channel.tell() == 0
    assert len(application.heard) == 1
    tidy.func()
    application.answer = 204
    make_due()
    assert back_channel.tell() == 1
    first, second = (claims(token, planner)["jti"] for token in application.tokens())
    assert first != second
    tidy.func()
    assert OAuthGrant.objects.count() == 0


def test_one_that_never_answers_is_given_up_and_keeps_no_other_waiting(
    cast: Cast, planner: App, application: Application
) -> None:
    away, browser = app(name="Weg"), sign_in(Client(), cast.owner)
    OAuthClient.objects.filter(client_id=away.client_id).update(backchannel_uri="https://127.0.0.1:1/")
    for one in (away, away, planner):
        one.tokens(browser)
    Session.objects.all().delete()
    assert back_channel.tell() == 1
    assert sorted(OAuthGrant.objects.values_list("tellings", flat=True)) == [0, 1, 1]
    for _ in range(2 * back_channel.PATIENCE.attempts):
        make_due()
        back_channel.tell()
    assert set(OAuthGrant.objects.values_list("told", flat=True)) == {True}
    tidy.func()
    assert [(one.application, one.given_up, one.attempts) for one in not_taken()] == [("Weg", True, 8)] * 2
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_oauth_grant SET tell_again_at = now() - interval '15 days'")
    tidy.func()
    assert OAuthGrant.objects.count() == 0


def test_the_operator_sees_what_was_not_taken_and_has_it_told_again(
    cast: Cast, planner: App, application: Application
) -> None:
    operator = make_player(cast.provider, "O. Beheer", "o.beheer@example.nl", "provider.operator")
    desk, page = sign_in(Client(), operator), "/desk/administration/undelivered/?of=sign-outs"
    assert "Elke toepassing nam aan" in desk.get(page).content.decode()
    browser = sign_in(Client(), cast.owner)
    planner.tokens(browser)
    browser.post("/accounts/sign-out/")
    application.answer = 503
    back_channel.tell()
    shown = desk.get(page).content.decode()
    assert "antwoordde 503" in shown and "wordt opnieuw verteld" in shown and "T. Fictief" not in shown
    for _ in range(back_channel.PATIENCE.attempts):
        make_due()
        back_channel.tell()
    assert "opgegeven" in desk.get(page).content.decode()
    [given_up] = not_taken()
    assert sign_in(Client(), cast.agent).post(page, {"do": "again", "one": given_up.id}).status_code == 404
    assert not_taken() == [given_up]
    application.answer = 200
    assert desk.post(page, {"do": "again", "one": given_up.id}).status_code == 302
    assert (waits(), back_channel.tell(), not_taken()) == (1, 1, [])
    assert desk.post(page, {"do": "again", "one": given_up.id}).status_code == 404


def test_an_address_inside_our_own_network_is_never_asked(
    cast: Cast, planner: App, application: Application, settings: Any
) -> None:
    """Registered before an operator took the host off his list, or a name that has come to point inside."""
    planner.tokens(sign_in(Client(), cast.owner))
    settings.INSIDE_HOSTS = frozenset()
    Session.objects.all().delete()
    assert back_channel.tell() == 0
    assert application.heard == []


def test_an_application_that_does_not_ask_for_it_is_not_told(cast: Cast) -> None:
    browser = sign_in(Client(), cast.owner)
    app().tokens(browser)
    browser.post("/accounts/sign-out/")
    assert (waits(), back_channel.tell()) == (0, 0)


def test_the_desk_registers_the_address_and_discovery_says_that_it_works(cast: Cast) -> None:
    browser = sign_in(Client(), cast.manager)
    filled = {"name": "P", "kind": "server", "redirect_uris": "https://app.example.nl/back", "logout_uris": ""}
    for wrong in ("http://app.example.nl/out", "https://app.example.nl/out#x", "https://a:b@app.example.nl/", "x"):
        assert browser.post("/desk/applications/", {**filled, "backchannel_uri": wrong}).status_code == 422
    assert OAuthClient.objects.count() == 0
    right = "https://app.example.nl/out"
    assert browser.post("/desk/applications/", {**filled, "backchannel_uri": right}).status_code == 200
    made = OAuthClient.objects.get()
    assert made.backchannel_uri == right
    assert right in browser.get(f"/desk/applications/{made.id}/").content.decode()
    told = Client().get("/.well-known/openid-configuration").json()
    assert told["backchannel_logout_supported"] is told["backchannel_logout_session_supported"] is True
