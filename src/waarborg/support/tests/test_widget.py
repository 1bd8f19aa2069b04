"""The help button in the vendor's application: who a token names, once, for minutes, from where it may stand."""

import base64
import gzip
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from waarborg.access.tests.doors import sign_in
from waarborg.customers.tests.cast import Cast
from waarborg.notices.actions.publish import publish
from waarborg.notices.actions.write import Meant, Words, write
from waarborg.notices.models import Receipt
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.widget import Kept, keep_widget
from waarborg.support.models import Article, Ticket, Widget, WidgetNonce
from waarborg.support.reactions import forget_help_tokens
from waarborg.support.rules.widget import NotAnOrigin, origin
from waarborg.support.rules.widget_script import lean
from waarborg.support.tests.articles import published
from waarborg.support.tests.articles import said as words_of
from waarborg.support.tests.buttons import APP, ask, enter, help_button, token
from waarborg.support.tests.reports import at
from waarborg.support.views.widget import SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(cast: Cast, appreo: AgreementVersion) -> Kept:
    return help_button(cast)


def test_whom_the_token_names_reports_in_his_own_name(cast: Cast, kept: Kept) -> None:
    told = enter(kept)
    assert (told["name"], told["may_report"]) == ("S. Monster", True)
    once = str(uuid4())
    said = {"pass": told["pass"], "subject": "Uren", "text": "De uren ontbreken.", "once": once}
    made = ask(kept, "tickets", said)
    assert made.headers["Access-Control-Allow-Origin"] == APP
    assert ask(kept, "tickets", said).json() == made.json()
    with tenancy.enter(Role.DESK):
        ticket = Ticket.objects.get()
    assert (ticket.shown_number, ticket.channel, ticket.kind) == (made.json()["number"], "widget", "question")
    assert (ticket.reporter_id, ticket.tenant_id) == (cast.support_contact.person.id, cast.merendaal.id)
    # No page of ours opens by it: a pass is no session.
    assert not Client().get(reverse("support:tickets")).cookies


@pytest.mark.clause("AP-42")
def test_the_help_button_shows_once_what_a_release_brought_and_knows_that_it_was_read(cast: Cast, kept: Kept) -> None:
    with cast.manager.at_work():
        words = Words("Nieuw in 2026.15", "De reistijd staat erbij.", "New in 2026.15", "Travel time is there.")
        told = write(None, words, Meant(kind="release"), by=cast.manager.actor, at=at("2026-04-07 09:10"))
        release = publish(told.id, by=cast.manager.actor, at=at("2026-04-07 09:10"))
    shown = enter(kept)["pass"]
    first, second = (ask(kept, "news", {"pass": shown}).json()["items"] for _ in range(2))
    assert [(one["title"], one["text"], one["read"]) for one in first] == [
        ("Nieuw in 2026.15", "De reistijd staat erbij.", False)
    ]
    assert first[0]["url"].endswith(reverse("notices:notice", args=[release.id]))
    assert [one["read"] for one in second] == [True]
    with tenancy.enter(Role.DESK):
        assert [one.person_id for one in Receipt.objects.all()] == [cast.support_contact.person.id]
    assert ask(kept, "news", {}).json() == {"items": []}


@pytest.mark.clause("AP-42")
def test_the_chat_of_the_portal_shows_it_too_with_what_was_read(cast: Cast, kept: Kept) -> None:
    with cast.manager.at_work():
        told = write(
            None, Words("Nieuw", "Reistijd."), Meant(kind="release"), by=cast.manager.actor, at=at("2026-04-07 09:10")
        )
        publish(told.id, by=cast.manager.actor, at=at("2026-04-07 09:10"))
    client = sign_in(Client(), cast.support_contact)
    page = client.get(reverse("support:chat-start")).content.decode()
    assert page.count("Reistijd.") == 1 and "nog niet gelezen" in page
    client.get(reverse("notices:notice", args=[told.id]))
    assert "nog niet gelezen" not in client.get(reverse("support:chat-start")).content.decode()


FORGED: list[dict[str, Any]] = [
    {"key": "wbk_een-andere-sleutel"},
    {"exp": 1, "iat": 0},
    {"exp": 2**39},
    {"iat": None},
    {"exp": None},
    {"exp": "morgen"},
    {"aud": "https://elders.example.nl"},
    {"aud": None},
    {"iss": "iemand"},
    {"jti": "kort"},
    {"jti": None},
    {"sub": "onbekend@example.com"},
    {"sub": "r.specimen@example.nl"},
    {"sub": None},
    {"org": "hazelvoort"},
]


@pytest.mark.parametrize("claims", FORGED, ids=[str(number) for number in range(len(FORGED))])
def test_a_token_that_is_forged_or_expired_or_for_others_names_nobody(kept: Kept, claims: dict[str, Any]) -> None:
    answer = ask(kept, "enter", {"token": token(kept, **claims)})
    assert (answer.status_code, answer.json()["code"]) == (401, "support.widget.token")


def test_no_algorithm_but_the_one_is_believed_and_no_rubbish(kept: Kept) -> None:
    head, body, _signature = token(kept).split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    signed = hmac.digest(kept.key.encode(), f"{none}.{body}".encode(), hashlib.sha256)
    unsigned = base64.urlsafe_b64encode(signed).decode()
    for wrong in (f"{none}.{body}.", f"{none}.{body}.{unsigned}", f"{head}.{body}.", "", "a.b", "é.é.é"):
        assert ask(kept, "enter", {"token": wrong}).status_code == 401
    for body_ in ("", "[]", "{", '{"token": 1}', "[" * 5000):
        assert ask(kept, "enter", body_).status_code == 422


def test_a_token_works_once(kept: Kept) -> None:
    one = {"token": token(kept)}
    assert [ask(kept, "enter", one).status_code for _ in range(2)] == [200, 401]
    with tenancy.enter(Role.DESK):
        assert WidgetNonce.objects.count() == 1
    forget_help_tokens(at=datetime.now(UTC) + timedelta(hours=1))
    with tenancy.enter(Role.DESK):
        assert not WidgetNonce.objects.exists()


@pytest.mark.parametrize("origin", ["https://elders.example.nl", "http://app.example.nl", "null", ""])
def test_from_another_origin_nothing_is_answered(kept: Kept, origin: str) -> None:
    answer = ask(kept, "enter", {"token": token(kept)}, origin=origin)
    assert (answer.status_code, answer.json()["code"]) == (404, "support.widget.origin")
    assert "Access-Control-Allow-Origin" not in answer.headers
    there = reverse("support:widget-enter", args=[kept.widget.id])
    before = Client().options(there, headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in before.headers
    asked = Client().options(there, headers={"Origin": APP})
    assert (asked.status_code, asked.headers["Access-Control-Allow-Origin"]) == (204, APP)
    assert "Access-Control-Allow-Credentials" not in asked.headers


def test_a_pass_is_of_one_button_one_origin_and_half_an_hour(cast: Cast, kept: Kept, monkeypatch: Any) -> None:
    other = "https://ander.example.nl"
    with cast.manager.at_work():
        two = keep_widget(None, name="Ander", origins=[APP, other], by=cast.manager.actor, at=at("2026-04-07 09:01"))
    said = {"pass": enter(two)["pass"], "q": "inloggen"}
    assert ask(two, "articles", said).status_code == 200
    assert ask(kept, "articles", said).status_code == 401
    assert ask(two, "articles", said, origin=other).status_code == 401
    assert ask(two, "articles", {**said, "pass": "iets"}).status_code == 401
    later = datetime.now(UTC) + timedelta(minutes=31)
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: later)
    assert ask(two, "articles", said).status_code == 401


def test_articles_are_those_that_this_reader_may_read(cast: Cast, kept: Kept) -> None:
    for title, reach in (("Inloggen voor iedereen", "public"), ("Inloggen voor klanten", "customers")):
        published(cast, words_of(title), reach=reach)
    with tenancy.enter(Role.DESK):
        assert Article.objects.count() == 2
    visitor = ask(kept, "articles", {"q": "inloggen"}).json()["items"]
    assert [one["title"] for one in visitor] == ["Inloggen voor iedereen"]
    user = ask(kept, "articles", {"q": "inloggen", "pass": enter(kept)["pass"]}).json()["items"]
    assert sorted(one["title"] for one in user) == ["Inloggen voor iedereen", "Inloggen voor klanten"]
    assert ask(kept, "tickets", {"subject": "a", "text": "b", "once": str(uuid4())}).status_code == 401


def test_who_may_not_ask_is_refused_by_the_rules_of_the_portal(kept: Kept) -> None:
    told = enter(kept, sub="g.model@example.org")
    assert told["may_report"] is False
    said = {"pass": told["pass"], "subject": "Uren", "text": "Weg.", "once": str(uuid4())}
    assert ask(kept, "tickets", said).status_code == 403
    with tenancy.enter(Role.DESK):
        assert not Ticket.objects.exists()


def test_a_whole_office_comes_in_from_one_address_where_visitors_without_a_name_are_held_back(kept: Kept) -> None:
    asked = [ask(kept, "articles", {"q": ""}).status_code for _ in range(61)]
    assert (asked[:60], asked[60]) == ([200] * 60, 429)
    assert enter(kept)["name"] == "S. Monster"


def test_switched_off_or_with_a_new_key_old_tokens_fail(cast: Cast, kept: Kept) -> None:
    old = token(kept)
    with cast.manager.at_work():
        keep_widget(
            kept.widget.id, name="Appreo", origins=[APP], new_key=True, by=cast.manager.actor, at=at("2026-04-07 09:02")
        )
    assert ask(kept, "enter", {"token": old}).status_code == 401
    with cast.manager.at_work():
        keep_widget(
            kept.widget.id, name="Appreo", origins=[APP], active=False, by=cast.manager.actor, at=at("2026-04-07 09:03")
        )
    assert ask(kept, "enter", {"token": old}).status_code == 404


def test_staff_set_a_button_up_and_see_its_key_once(cast: Cast) -> None:
    desk = sign_in(Client(), cast.manager)
    new = reverse("support:new-widget")
    assert desk.post(new, {"name": "App", "origins": "http://app.example.nl", "active": "on"}).status_code == 422
    page = desk.post(new, {"name": "App", "origins": APP, "active": "on"}).content.decode()
    with tenancy.enter(Role.DESK):
        made = Widget.objects.get()
    assert "wbk_" in page and f"data-button=&#34;{made.id}" in page.replace('"', "&#34;")
    again = desk.get(reverse("support:widget", args=[made.id])).content.decode()
    assert "wbk_" not in again and "wbk_" not in made.sealed_key
    assert "App" in desk.get(reverse("support:widgets")).content.decode()
    assert sign_in(Client(), cast.agent).get(new).status_code == 403


@pytest.mark.parametrize(
    "said", ["app.example.nl", "http://app.example.nl", "https://a.nl/pad", "https://a.nl:x", "null", "*"]
)
def test_what_is_no_origin_is_refused(said: str) -> None:
    with pytest.raises(NotAnOrigin):
        origin(said)
    assert origin("https://App.Example.nl:443/") == APP


def test_the_script_is_at_most_20_kb_as_delivered_and_does_nothing_that_a_strict_policy_forbids() -> None:
    address = reverse("support:widget-script")
    answer, packed = Client().get(address), Client().get(address, headers={"Accept-Encoding": "gzip, br"})
    source = answer.content.decode()
    assert gzip.decompress(packed.content) == answer.content == lean(SCRIPT.read_text()).encode()
    assert packed.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed.headers["Vary"]
    assert len(answer.content) <= 20 * 1024 and len(packed.content) <= 8 * 1024
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    forbidden = ("eval(", "Function(", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", ".style.")
    assert [one for one in forbidden if one in source] == []


def test_the_script_is_delivered_without_what_only_readers_need() -> None:
    whole = "/* Use. */\n(() => {\n  /* Why. */\n  const STYLE = `\n    a { b: c; d }`;\n\n  go({ a: 1 });\n})();\n"
    assert lean(whole) == "/* Use. */\n(() => {\nconst STYLE = `\na{b:c;d }`;\ngo({ a: 1 });\n})();\n"
