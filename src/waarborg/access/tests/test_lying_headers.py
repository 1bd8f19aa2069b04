"""Headers that proxies write, written by a visitor: they change no link, no scheme, no limit and no rule."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from waarborg.access.actions import attempts, passwords
from waarborg.access.actions.set_networks import set_networks
from waarborg.access.middleware import behind_proxies
from waarborg.access.models import Attempts
from waarborg.access.reactions import send_password_link
from waarborg.access.rules.addresses import proxies
from waarborg.access.rules.throttling import SIGN_IN_ACCOUNT
from waarborg.access.tests.doors import PASSWORD, make_account
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Player
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.models import OutboxMail
from waarborg.plumbing.tenancy import Role

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Player], Client]
PROXY, VISITOR, VICTIM = "10.0.0.1", "203.0.113.77", "198.51.100.9"
DOOR, FORGOTTEN = "/accounts/sign-in/", "/accounts/password/forgotten/"
# Everything with which a request can pose as another that came through a proxy.
LIES = {
    "X-Forwarded-Host": "kwaad.example",
    "X-Forwarded-Server": "kwaad.example",
    "X-Forwarded-Port": "4443",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": VICTIM,
    "X-Real-IP": VICTIM,
    "X-Host": "kwaad.example",
    "X-Original-Host": "kwaad.example",
    "Forwarded": f"for={VICTIM};host=kwaad.example;proto=https",
}
INSIDE = proxies("10.0.0.0/8")


def mails() -> list[str]:
    with tenancy.enter(Role.DESK):
        return [f"{mail.subject}\n{mail.body}" for mail in OutboxMail.objects.order_by("id")]


def send_what_waits() -> None:
    """As the worker does."""
    for job in ProcrastinateJob.objects.filter(task_name=passwords.SEND, status="todo"):
        send_password_link(**job.args)


def links() -> set[str]:
    return {found for text in mails() for found in re.findall(r"https?://[^/\s‹]+", text)}


@pytest.mark.parametrize("trusted", [0, 1, INSIDE])
@pytest.mark.parametrize("nearest", [PROXY, VISITOR])
def test_the_mail_for_a_new_password_leads_to_our_own_address_whatever_headers_say(
    owner: Player, settings: Any, trusted: Any, nearest: str
) -> None:
    settings.TRUSTED_PROXIES = trusted
    make_account(owner, password=PASSWORD)
    answer = Client().post(FORGOTTEN, {"email": owner.person.email}, REMOTE_ADDR=nearest, headers=LIES)
    assert (answer.status_code, answer.headers["Location"].startswith("/accounts/")) == (302, True)
    send_what_waits()
    assert (len(mails()), links()) == (1, {settings.PUBLIC_URL})


@pytest.mark.parametrize("trusted", [0, 1, INSIDE])
def test_an_invitation_leads_to_our_own_address_whatever_headers_say(
    signed_in: SignedIn, owner: Player, settings: Any, trusted: Any
) -> None:
    settings.TRUSTED_PROXIES = trusted
    filled = {"name": "N. Nieuw", "email": "n@example.org", "language": "nl", "roles": [roles.USER], "invite": "on"}
    answer = signed_in(owner).post("/portal/people/add/", filled, REMOTE_ADDR=PROXY, headers=LIES)
    assert (answer.status_code, answer.headers.get("Location", "")[:15]) == (302, "/portal/people/")
    assert (len(mails()), links()) == (1, {settings.PUBLIC_URL})


@pytest.mark.parametrize("path", [DOOR, FORGOTTEN, "/portal/", "/health", "/api/v1/customers", "/status/"])
def test_pages_and_redirects_never_name_a_host_of_a_header(db: None, settings: Any, path: str) -> None:
    settings.TRUSTED_PROXIES = 1
    answer = Client().get(path, REMOTE_ADDR=PROXY, headers=LIES)
    assert answer.status_code in (200, 302, 401, 404)
    assert "kwaad.example" not in f"{answer.headers}{answer.content.decode()}"


@pytest.mark.parametrize("host", ["kwaad.example", "localhost.kwaad.example", "localhost@kwaad.example", "kwaad/../"])
@pytest.mark.parametrize("path", [DOOR, FORGOTTEN, "/portal/", "/status/", "/api/v1/customers", "/oauth/token"])
def test_a_host_that_is_not_ours_is_answered_400_and_learns_nothing(
    db: None, host: str, path: str, caplog: Any, settings: Any
) -> None:
    with caplog.at_level(logging.CRITICAL, "django"):
        answer = Client().get(path, HTTP_HOST=host)
    told = f"{answer.headers}{answer.content.decode()}"
    assert answer.status_code == 400
    assert [
        word for word in ("kwaad", "ALLOWED_HOSTS", "Traceback", "waarborg/", "DisallowedHost") if word in told
    ] == []
    assert [one for one in settings.ALLOWED_HOSTS if one in told] == []


def test_a_form_sent_to_a_host_that_is_not_ours_mails_nobody(owner: Player) -> None:
    make_account(owner, password=PASSWORD)
    answer = Client().post(FORGOTTEN, {"email": owner.person.email}, HTTP_HOST="kwaad.example")
    assert (answer.status_code, mails()) == (400, [])
    assert not Attempts.objects.exists()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "True-Client-IP"])
def test_who_guesses_passwords_cannot_pose_as_another_address_each_time(
    owner: Player, settings: Any, header: str
) -> None:
    settings.TRUSTED_PROXIES = INSIDE
    for number in range(3):
        told = f"for=198.51.100.{number}" if header == "Forwarded" else f"198.51.100.{number}"
        filled = {"email": f"n{number}@example.org", "password": "verkeerd"}
        Client().post(DOOR, filled, REMOTE_ADDR=VISITOR, headers={header: told})
    counted = dict(Attempts.objects.values_list("key", "count"))
    assert counted[attempts.key("sign-in-address", VISITOR)] == 3
    assert len(counted) == 1 + 3


def test_a_visitor_behind_our_proxy_is_counted_as_the_proxy_saw_him(owner: Player, settings: Any) -> None:
    """The header of a liar and what our proxies added at its right end, over two proxies."""
    settings.TRUSTED_PROXIES = INSIDE
    written = f"{VICTIM}, 10.9.9.9, {VISITOR}, 10.0.0.2"
    for number in range(2):
        filled = {"email": f"n{number}@example.org", "password": "verkeerd"}
        Client().post(DOOR, filled, REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": written})
    counted = dict(Attempts.objects.values_list("key", "count"))
    assert counted[attempts.key("sign-in-address", VISITOR)] == 2
    assert attempts.key("sign-in-address", VICTIM) not in counted


def test_a_liar_shuts_nobody_else_out(owner: Player, settings: Any) -> None:
    settings.TRUSTED_PROXIES = INSIDE
    make_account(owner, password=PASSWORD)
    for number in range(SIGN_IN_ACCOUNT.attempts * 5):
        filled = {"email": f"n{number}@example.org", "password": "verkeerd"}
        Client().post(DOOR, filled, REMOTE_ADDR=VISITOR, headers={"X-Forwarded-For": VICTIM})
    filled = {"email": owner.person.email, "password": PASSWORD}
    assert Client().post(DOOR, filled, REMOTE_ADDR=VICTIM).status_code == 302


@pytest.mark.clause("CL-47")
@pytest.mark.parametrize("trusted", [0, INSIDE])
def test_no_header_of_a_stranger_opens_what_network_rules_close(
    signed_in: SignedIn, owner: Player, settings: Any, trusted: Any
) -> None:
    settings.TRUSTED_PROXIES = trusted
    with owner.at_work():
        given: dict[str, Any] = {"allow": f"{VICTIM}/32", "deny": "", "address": VICTIM}
        set_networks(owner.organisation.id, **given, by=owner.actor, at=clock.now())
    assert signed_in(owner).get("/portal/people/", REMOTE_ADDR=VICTIM).status_code == 200
    assert signed_in(owner).get("/portal/people/", REMOTE_ADDR=VISITOR, headers=LIES).status_code == 302
    if trusted:
        told = {**LIES, "X-Forwarded-For": f"{VICTIM}, {VISITOR}"}
        assert signed_in(owner).get("/portal/people/", REMOTE_ADDR=PROXY, headers=told).status_code == 302


@pytest.mark.parametrize(
    ("trusted", "nearest", "through", "told", "secure"),
    [
        (0, VISITOR, "", "https", False),
        (INSIDE, VISITOR, "", "https", False),
        (INSIDE, VISITOR, "10.0.0.7", "https", False),
        (1, PROXY, VISITOR, "https", True),
        (1, PROXY, VISITOR, "http", False),
        (INSIDE, PROXY, VISITOR, "https", True),
        # A proxy that passes no address on still says how somebody came.
        (INSIDE, PROXY, "", "https", True),
        # What the visitor wrote stands to the left of what our proxies added: from right to left.
        (1, PROXY, VISITOR, "https, http", False),
        (1, PROXY, VISITOR, "http, https", True),
        (2, PROXY, f"{VISITOR}, 10.0.0.2", "http, https, http", True),
        (INSIDE, PROXY, f"{VICTIM}, {VISITOR}, 10.0.0.2", "https, http, https", False),
        (INSIDE, PROXY, f"{VICTIM}, {VISITOR}, 10.0.0.2", "http, https, http", True),
        # Two proxies of which the outer one alone says it.
        (INSIDE, PROXY, f"{VISITOR}, 10.0.0.2", "https", True),
        (1, PROXY, VISITOR, "HTTPS", True),
        (1, PROXY, VISITOR, "https; x", False),
    ],
)
def test_the_scheme_is_what_our_outermost_proxy_saw(
    settings: Any, trusted: Any, nearest: str, through: str, told: str, secure: bool
) -> None:
    settings.TRUSTED_PROXIES = trusted
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": nearest, "HTTP_X_FORWARDED_FOR": through, "HTTP_X_FORWARDED_PROTO": told}
    seen: list[bool] = []

    def look(one: HttpRequest) -> HttpResponse:
        seen.append(one.is_secure())
        return HttpResponse()

    behind_proxies(look)(request)
    assert seen == [secure]


@pytest.mark.parametrize(("nearest", "kept"), [(PROXY, True), (VISITOR, False)])
def test_only_a_proxy_of_ours_makes_a_connection_count_as_encrypted(
    db: None, settings: Any, nearest: str, kept: bool
) -> None:
    settings.TRUSTED_PROXIES = INSIDE
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 31536000
    answer = Client().get(DOOR, REMOTE_ADDR=nearest, headers={"X-Forwarded-Proto": "https"})
    assert ("Strict-Transport-Security" in answer.headers) is kept


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via"])
def test_measurements_are_for_this_machine_and_not_for_who_comes_through_a_proxy_on_it(db: None, header: str) -> None:
    assert Client().get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 200
    assert Client().get("/metrics", REMOTE_ADDR="127.0.0.1", headers={header: "x"}).status_code == 404
    assert Client().get("/metrics", REMOTE_ADDR=VISITOR, headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
