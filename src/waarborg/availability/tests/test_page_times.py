"""Times of pages that browsers tell: counted apart, within narrow bounds, whoever sends them."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from waarborg.access.rules.throttling import Limit
from waarborg.availability.actions.keep_page_key import KeyNameTaken, NoKeyName, make_page_key, revoke_page_key
from waarborg.availability.models import HourTally, Measured, PageKey
from waarborg.availability.queries.speed import speed
from waarborg.availability.rules.page_times import MOST_BYTES, NoOrigin, NotAnOrigin
from waarborg.availability.rules.periods import period
from waarborg.availability.tests.otlp import answered, mapped, message, point, sent, token
from waarborg.availability.views import page_times as view
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound

pytestmark = pytest.mark.django_db
HOME = "https://app.example.nl"
RULES = b"""
rules:
  - part: clients
    metric: browser.page.load
    where: {window: [clients, "clients-*"], application: Dossier}
    customer: window
  - part: application
    metric: http.server.request.duration
"""
LATER = NOW + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: LATER)
    cache.clear()


@pytest.fixture
def key(cast: Cast) -> PageKey:
    make_stock(cast)
    mapped(cast, RULES)
    return made(cast)


def made(cast: Cast, name: str = "Dossier", *origins: str) -> PageKey:
    with cast.manager.at_work():
        return make_page_key(name, origins or (HOME,), provider=cast.provider.id, by=cast.manager.actor, at=NOW)


def told(client: Client, content: Any, *, origin: str = HOME) -> HttpResponse:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post("/v1/page-times", body, content_type="text/plain", headers={"Origin": origin})  # type: ignore[return-value]


def counted(cast: Cast) -> list[tuple[str, bool, int, int]]:
    """Part, whether browsers told it, count and sum in ms."""
    with cast.manager.at_work():
        rows = HourTally.objects.select_related("measured__item").order_by("measured__item__key")
        return [(one.measured.item.key, one.measured.client, one.count, one.least_ns // 10**6) for one in rows]


def test_a_browser_tells_how_long_a_page_took_and_no_cookie_goes_either_way(
    cast: Cast, client: Client, key: PageKey
) -> None:
    got = told(client, {"key": key.word, "times": [["clients", 812], ["clients-one", 187.5]]})
    assert (got.status_code, got.content) == (204, b"")
    assert got.headers["Access-Control-Allow-Origin"] == HOME
    assert "Access-Control-Allow-Credentials" not in got.headers
    assert not got.cookies
    assert counted(cast) == [("clients", True, 2, 999)]
    with cast.manager.at_work():
        [row] = HourTally.objects.all()
        # No customer is named by a browser: it counts for the service, in the minute of our own clock.
        assert (row.tenant_id, row.at * 60) == (cast.provider.id, int(LATER.timestamp()) // 3600 * 3600)
        assert row.above[:9] == [2, 2, 2, 2, 2, 2, 2, 2, 1]
        assert PageKey.objects.get().heard_at == LATER


def test_what_browsers_tell_stands_apart_and_decides_nothing(cast: Cast, client: Client, key: PageKey) -> None:
    sent(client, token(cast.manager), message(point([4, 0, 0, 0, 0], 0.04)))
    with cast.manager.at_work():
        mapping = Measured.objects.get(client=False).item
    told(client, {"key": key.word, "times": [["clients", 9000]]})
    with cast.manager.at_work():
        parts = {one.item.key: one for one in speed(period("2026-04", "UTC"), provider=cast.provider.id, at=LATER)}
    assert mapping.key == "application"
    assert (parts["application"].count, parts["application"].browsers) == (4, None)
    assert (parts["clients"].count, parts["clients"].judged[0].response.count) == (0, 0)
    browsers = parts["clients"].browsers
    assert browsers is not None
    assert (browsers.response.count, sum(one.count for one in browsers.bars)) == (1, 1)


def test_what_is_no_time_of_a_page_is_refused_whole(cast: Cast, client: Client, key: PageKey) -> None:
    for times in (
        [], [["clients", 0]], [["clients", -1]], [["clients", 120_001]], [["clients", 1e400]], [["clients", True]],
        [["clients", "5"]], [["clients"]], [["clients", 5, 5]], [["", 5]], [["x" * 101, 5]], [["a\0b", 5]],
        [[["clients"], 5]], "clients", None, [["clients", 5]] * 21, {"clients": 5}, [["clients", 5], ["clients", 0]],
    ):  # fmt: skip
        got = told(client, {"key": key.word, "times": times})
        assert (got.status_code, answered(got)["code"]) == (400, "availability.page-times.unreadable"), times
    assert counted(cast) == []


def test_what_is_no_message_is_refused(cast: Cast, client: Client, key: PageKey) -> None:
    bodies = (b"", b"[]", b"{", b'{"key": NaN}', b"\xff", b"[" * 3000, b" " * (MOST_BYTES + 1))
    for body in (*bodies, b'{"key": "a", "times": [["clients", NaN]]}'):
        assert told(client, body).status_code == 400, body
    assert counted(cast) == []


def test_a_visitor_cannot_make_up_windows(cast: Cast, client: Client, key: PageKey) -> None:
    got = told(client, {"key": key.word, "times": [["clients", 100], ["made-up", 100]]})
    assert (got.status_code, answered(got)["code"]) == (400, "availability.page-times.window")
    other = made(cast, "Planning")
    assert told(client, {"key": other.word, "times": [["clients", 100]]}).status_code == 400
    assert counted(cast) == []
    with cast.manager.at_work():
        assert not Measured.objects.exists()


def test_a_key_works_at_the_pages_of_its_own_addresses_only(cast: Cast, client: Client, key: PageKey) -> None:
    for origin in ("https://evil.example", "null", "", "https://app.example.nl:8443", HOME + "/"):
        got = told(client, {"key": key.word, "times": [["clients", 100]]}, origin=origin)
        assert (got.status_code, answered(got)["code"]) == (403, "availability.page-times.key")
        assert "Access-Control-Allow-Origin" not in got.headers
    assert counted(cast) == []


def test_a_revoked_key_and_one_that_nobody_made_are_told_the_same(cast: Cast, client: Client, key: PageKey) -> None:
    with cast.manager.at_work():
        revoke_page_key(key.id, by=cast.manager.actor, at=NOW)
    answers = [
        told(client, {"key": word, "times": [["clients", 100]]}) for word in (key.word, "wbp_nobody", "wbp_\0", "")
    ]
    assert {(one.status_code, answered(one)["code"]) for one in answers} == {(403, "availability.page-times.key")}
    assert counted(cast) == []


def test_too_many_in_a_minute_are_dropped_by_address_and_by_key(
    cast: Cast, client: Client, key: PageKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = {"key": key.word, "times": [["clients", 100]]}
    monkeypatch.setattr(view, "BY_KEY", Limit(attempts=2, window=timedelta(minutes=10)))
    assert [told(client, content).status_code for _ in range(3)] == [204, 204, 429]
    monkeypatch.setattr(view, "BY_ADDRESS", Limit(attempts=4, window=timedelta(minutes=10)))
    other = made(cast, "Dossier elsewhere")
    assert told(client, {"key": other.word, "times": [["clients", 100]]}).status_code == 400
    refused = told(client, {"key": other.word, "times": [["clients", 100]]})
    assert (refused.status_code, answered(refused)["code"]) == (429, "availability.page-times.too-fast")
    assert 0 < int(refused.headers["Retry-After"]) <= 600
    assert counted(cast) == [("clients", True, 2, 200)]


def test_a_question_beforehand_is_answered_and_other_verbs_are_not(client: Client) -> None:
    asked = client.options("/v1/page-times", headers={"Origin": HOME, "Access-Control-Request-Method": "POST"})
    assert (asked.status_code, asked.headers["Access-Control-Allow-Methods"]) == (204, "POST")
    assert client.get("/v1/page-times").status_code == 405


def test_the_script_is_small_kept_by_caches_and_fits_a_strict_policy(client: Client) -> None:
    got = client.get("/page-times.js")
    assert got.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert (got.headers["Cache-Control"], got.headers["Cross-Origin-Resource-Policy"]) == (
        "public, max-age=3600",
        "cross-origin",
    )
    assert len(got.content) < 2000
    said = got.content.decode()
    for never in ("eval", "innerHTML", "cookie =", "localStorage", "sendBeacon(", "location"):
        assert never not in said
    assert client.get("/page-times.js", headers={"If-None-Match": got.headers["ETag"]}).status_code == 304


def test_a_key_has_a_name_and_addresses(cast: Cast) -> None:
    for said, why in (
        ({"name": " "}, NoKeyName), ({"name": "x" * 61}, NoKeyName), ({"origins": ()}, NoOrigin),
        ({"origins": ("http://app.example.nl",)}, NotAnOrigin), ({"origins": (HOME + "/login",)}, NotAnOrigin),
        ({"origins": [f"https://a{n}.example.nl" for n in range(21)]}, NoOrigin),
    ):  # fmt: skip
        with cast.manager.at_work(), pytest.raises(why):
            given: dict[str, Any] = {"name": "Dossier", "origins": (HOME,)} | said
            make_page_key(**given, provider=cast.provider.id, by=cast.manager.actor, at=NOW)
    assert made(cast, "Dossier", HOME, "https://App.example.nl:443/").origins == [HOME]
    with cast.manager.at_work(), pytest.raises(KeyNameTaken):
        make_page_key("Dossier", (HOME,), provider=cast.provider.id, by=cast.manager.actor, at=NOW)
    with cast.manager.at_work():
        assert PageKey.objects.count() == 1


def test_a_name_is_free_again_once_its_key_was_revoked_and_the_journal_tells_both(cast: Cast) -> None:
    held = made(cast)
    with cast.manager.at_work():
        revoke_page_key(held.id, by=cast.manager.actor, at=NOW)
    made(cast)
    with cast.manager.at_work(), pytest.raises(NotFound):
        revoke_page_key(held.id, by=cast.manager.actor, at=NOW)
    with cast.manager.at_work():
        kinds = JournalEntry.objects.filter(kind__startswith="availability.page-key").order_by("sequence")
        assert [one.kind.rpartition(".")[2] for one in kinds] == ["made", "revoked", "made"]


def test_only_who_runs_the_service_keeps_keys(cast: Cast) -> None:
    held = made(cast)
    for act in (
        lambda: make_page_key("Other", (HOME,), provider=cast.provider.id, by=cast.agent.actor, at=NOW),
        lambda: revoke_page_key(held.id, by=cast.agent.actor, at=NOW),
    ):
        with cast.agent.at_work(), pytest.raises(NotAllowed):
            act()
    with cast.manager.at_work():
        assert list(PageKey.objects.values_list("name", "revoked_at")) == [("Dossier", None)]


def test_the_desk_makes_a_key_shows_its_line_and_revokes_it(
    cast: Cast, signed_in: Callable[[Player], Client], settings: Any
) -> None:
    settings.PUBLIC_URL = "https://waarborg.example.nl"
    desk = signed_in(cast.manager)
    wrong = desk.post("/desk/speed/pages/new/", {"name": "Dossier", "origins": "app.example.nl"})
    assert (wrong.status_code, b"app.example.nl" in wrong.content) == (422, True)
    there = desk.post("/desk/speed/pages/new/", {"name": "Dossier", "origins": HOME})
    with cast.manager.at_work():
        key = PageKey.objects.get()
    assert there.headers["Location"] == f"/desk/speed/pages/#key-{key.id}"
    page = desk.get("/desk/speed/pages/").content.decode()
    assert f"https://waarborg.example.nl/page-times.js&#34; data-key=&#34;{key.word}" in page.replace('"', "&#34;")
    assert desk.post(f"/desk/speed/pages/{key.id}/revoke/").status_code == 302
    assert key.word not in desk.get("/desk/speed/pages/").content.decode()
    assert signed_in(cast.agent).get("/desk/speed/pages/new/").status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(
    cast: Cast, signed_in: Callable[[Player], Client], django_assert_max_num_queries: Any, many: int
) -> None:
    for number in range(many):
        made(cast, f"Application {number}")
    desk = signed_in(cast.manager)
    desk.get("/desk/speed/pages/")
    with django_assert_max_num_queries(12):
        page = desk.get("/desk/speed/pages/").content.decode()
    assert page.count("&lt;script src=") == many
