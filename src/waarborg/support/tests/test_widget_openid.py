"""A user of the application who is named by its OpenID provider: an ID token with our nonce, checked as any other."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse

from waarborg.access.actions import openid
from waarborg.access.tests.doors import sign_in
from waarborg.access.tests.provider import CLIENT, OpenProvider, open_provider
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.widget import Kept, NotAnIssuer, keep_widget
from waarborg.support.models import Widget, WidgetNonce
from waarborg.support.rules import widget_nonce
from waarborg.support.rules.widget import NotNamed
from waarborg.support.tests.buttons import APP, ask, enter, help_button
from waarborg.support.tests.reports import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Any) -> Iterator[OpenProvider]:
    settings.INSIDE_HOSTS = frozenset({"127.0.0.1"})
    openid._kept.clear()
    with open_provider() as made:
        made.email = "S.Monster@example.org"
        made.claims = {"email_verified": True}
        yield made
    openid._kept.clear()


@pytest.fixture
def kept(cast: Cast, appreo: AgreementVersion, provider: OpenProvider) -> Kept:
    return help_button(cast, issuer=provider.issuer, client=CLIENT)


def nonce(kept: Kept) -> str:
    told: str = ask(kept, "nonce", {}).json()["nonce"]
    return told


def test_an_id_token_with_our_nonce_names_its_user_once(cast: Cast, kept: Kept, provider: OpenProvider) -> None:
    shown = {"token": provider.token(nonce(kept))}
    told = ask(kept, "enter", shown)
    assert (told.status_code, told.json()["name"]) == (200, "S. Monster")
    assert ask(kept, "chat", {"pass": told.json()["pass"]}).status_code == 200
    again = ask(kept, "enter", shown)
    assert (again.status_code, again.json()["code"]) == (401, "support.widget.token")


LIES: list[dict[str, Any]] = [
    {"aud": "een-andere-client"},
    {"iss": "https://elders.example.org"},
    {"exp": 1},
    {"exp": None},
    {"iat": 1},
    {"aud": [CLIENT, "een-andere"]},
    {"azp": "een-andere"},
    {"nonce": "0" * 54},
    {"nonce": None},
    {"email_verified": None},
    {"email_verified": "true"},
    {"email": None},
    {"email": "onbekend@example.com"},
    {"email": "r.specimen@example.nl"},
    {"org": "hazelvoort"},
]


@pytest.mark.parametrize("lie", LIES, ids=[str(number) for number in range(len(LIES))])
def test_an_id_token_that_is_for_others_or_late_or_says_too_little_names_nobody(
    kept: Kept, provider: OpenProvider, lie: dict[str, Any]
) -> None:
    provider.claims = {**provider.claims, **lie}
    answer = ask(kept, "enter", {"token": provider.token(nonce(kept))})
    assert (answer.status_code, answer.json()["code"]) == (401, "support.widget.token")
    with tenancy.enter(Role.DESK):
        # Only who is unknown to us used his nonce: everything before it was refused earlier.
        assert WidgetNonce.objects.count() in (0, 1)


def test_a_key_or_an_algorithm_that_is_not_the_issuers_is_not_believed(kept: Kept, provider: OpenProvider) -> None:
    provider.signs_with = rsa.generate_private_key(65537, 2048)
    assert ask(kept, "enter", {"token": provider.token(nonce(kept))}).status_code == 401
    provider.signs_with, provider.algorithm = (
        "een geheim van ten minste achtenveertig losse tekens",
        "HS384",
    )
    assert ask(kept, "enter", {"token": provider.token(nonce(kept))}).status_code == 401
    provider.signs_with, provider.algorithm = None, "none"
    assert ask(kept, "enter", {"token": provider.token(nonce(kept))}).status_code == 401


def test_a_provider_that_is_silent_is_said_to_be_and_uses_no_nonce_up(kept: Kept, provider: OpenProvider) -> None:
    provider.status = 500
    shown = {"token": provider.token(nonce(kept))}
    answer = ask(kept, "enter", shown)
    assert (answer.status_code, answer.json()["code"]) == (503, "support.widget.provider")
    provider.status = 200
    assert ask(kept, "enter", shown).status_code == 200


def test_whoever_thinks_up_names_of_keys_has_the_provider_asked_for_its_keys_once_more_and_not_each_time(
    kept: Kept, provider: OpenProvider
) -> None:
    assert ask(kept, "enter", {"token": provider.token(nonce(kept))}).status_code == 200
    thought_up = rsa.generate_private_key(65537, 2048)
    for number in range(4):
        claims = {"iss": provider.issuer, "aud": CLIENT, "nonce": nonce(kept)}
        forged = jwt.encode(claims, thought_up, algorithm="RS256", headers={"kid": f"bedacht-{number}"})
        assert ask(kept, "enter", {"token": forged}).status_code == 401
    assert provider.asked.count("/keys") == 1
    # A key that the provider took into use is found, as soon as it was not asked for a moment.
    where = ("keys", f"{provider.issuer}/keys")
    openid._kept[where] = (openid._kept[where][0] - openid.AGAIN_SECONDS, {"keys": []})
    said = openid.read_id_token(provider.token(nonce(kept)), issuer=provider.issuer, client=CLIENT)
    assert (said["sub"], provider.asked.count("/keys")) == ("sub-0001", 2)


def test_a_provider_that_is_silent_is_not_asked_again_and_again(kept: Kept, provider: OpenProvider) -> None:
    provider.status = 500
    answers = [ask(kept, "enter", {"token": provider.token(nonce(kept))}).status_code for _ in range(5)]
    assert answers == [503] * 5
    assert len(provider.asked) == 3


def test_without_our_nonce_the_provider_is_not_even_asked(kept: Kept, provider: OpenProvider) -> None:
    assert ask(kept, "enter", {"token": provider.token("van-iemand-anders")}).status_code == 401
    assert provider.asked == []


def test_a_signed_token_still_works_beside_it_and_a_button_without_a_provider_gives_no_nonce(
    cast: Cast, kept: Kept, provider: OpenProvider
) -> None:
    assert enter(kept)["name"] == "S. Monster"
    plain = help_button(cast, "Zonder")
    assert ask(plain, "nonce", {}).status_code == 401
    assert ask(plain, "enter", {"token": provider.token(nonce(kept))}).status_code == 401


def test_a_nonce_is_of_one_button_one_origin_and_ten_minutes() -> None:
    key, now = b"een sleutel", int(datetime(2026, 4, 7, 9, 42, tzinfo=UTC).timestamp())
    made = widget_nonce.make(key, origin=APP, now=now, random=bytes(16))
    assert len(made) == 54
    assert widget_nonce.ends(made, key=key, origin=APP, now=now + 599) == now + 600
    wrong: list[dict[str, Any]] = [
        {"now": now + 600},
        {"now": now - 1},
        {"origin": "https://elders.example.nl"},
        {"key": b"een andere"},
    ]
    for one in wrong:
        with pytest.raises(NotNamed):
            widget_nonce.ends(made, **{"key": key, "origin": APP, "now": now, **one})
    for text in ("", "a.b.c", "é" * 54, made[:-1], made.replace(".", "")):
        with pytest.raises(NotNamed):
            widget_nonce.ends(text, key=key, origin=APP, now=now)


@pytest.mark.parametrize(
    ("issuer", "client"),
    [("https://inlog.example.org", ""), ("", "app"), ("http://inlog.example.org", "app"), ("OURS", "app")],
)
def test_a_provider_is_named_whole_and_by_an_address_that_may_be_asked(
    cast: Cast, settings: Any, issuer: str, client: str
) -> None:
    issuer = settings.PUBLIC_URL if issuer == "OURS" else issuer
    settings.INSIDE_HOSTS = frozenset({urlsplit(settings.PUBLIC_URL).hostname})
    with cast.manager.at_work(), pytest.raises(NotAnIssuer):
        keep_widget(
            None, name="App", origins=[APP], issuer=issuer, client=client, by=cast.manager.actor,
            at=at("2026-04-07 09:00"),
        )  # fmt: skip
    with tenancy.enter(Role.DESK):
        assert not Widget.objects.exists()


def test_staff_name_the_provider_on_the_page_of_the_button(cast: Cast) -> None:
    desk = sign_in(Client(), cast.manager)
    said = {"name": "App", "origins": APP, "active": "on", "issuer": "https://inlog.example.org", "client": "app"}
    page = desk.post(reverse("support:new-widget"), said).content.decode()
    with tenancy.enter(Role.DESK):
        made = Widget.objects.get()
    assert (made.issuer, made.client) == ("https://inlog.example.org", "app")
    assert "data-token-call" in page
    again = desk.get(reverse("support:widget", args=[made.id])).content.decode()
    assert 'value="https://inlog.example.org"' in again


def test_the_times_of_a_nonce_and_of_its_use_are_kept_no_longer_than_it_holds(
    kept: Kept, provider: OpenProvider
) -> None:
    ask(kept, "enter", {"token": provider.token(nonce(kept))})
    with tenancy.enter(Role.DESK):
        (used,) = WidgetNonce.objects.all()
    assert used.ends_at <= datetime.now(UTC) + timedelta(seconds=widget_nonce.LASTS + 60)
