"""Feeds as bad programs read them: odd conditions, parts, heads and methods; nobody gets half a feed or an error."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from waarborg.availability.tests.incidents import at, out, shown_to_all
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("noon")
FEEDS = ["/status/feed.atom", "/status/feed.rss", "/status/maintenance/calendar.ics", "/status/api/v2/summary.json"]


@pytest.fixture(autouse=True)
def told(cast: Cast) -> None:
    stock = make_stock(cast, at("00:01"))
    shown_to_all(cast, stock.application)
    out(cast, stock)


@pytest.mark.parametrize("path", FEEDS)
def test_who_asks_oddly_gets_the_whole_feed(path: str) -> None:
    whole = Client().get(path)
    assert whole.status_code == 200
    for name, value in (
        ("If-None-Match", '"nonsense'),
        ("If-None-Match", 'W/, ,,"'),
        ("If-None-Match", "x" * 5000),
        ("If-Modified-Since", "de dag na morgen"),
        ("If-Modified-Since", "Thu, 99 Feb 2026 25:61:61 GMT"),
        ("Range", "bytes=0-10"),
        ("Range", "bytes=9-1,x"),
        ("If-Range", '"nonsense"'),
        ("Accept", "application/x-nothing;q=banana"),
        ("Accept", "image/png"),
        ("Accept-Encoding", "identity;q=0, br;q=x"),
    ):
        answer = Client().get(path, headers={name: value})
        assert (answer.status_code, answer.content) == (200, whole.content), (name, value)
        assert "Content-Range" not in answer.headers


@pytest.mark.parametrize("path", FEEDS)
def test_a_head_says_what_a_get_would_and_sends_nothing(path: str) -> None:
    whole, head = Client().get(path), Client().head(path)
    assert (head.status_code, head.content) == (200, b"")
    told = [
        [answer.headers.get(name) for name in ("Content-Type", "ETag", "Cache-Control")] for answer in (whole, head)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_takes_nothing(path: str) -> None:
    for method in ("post", "put", "delete", "patch"):
        assert getattr(Client(), method)(path).status_code == 405


def test_a_feed_read_on_a_page_that_holds_its_own_tag_among_nonsense_is_not_sent_again() -> None:
    first = Client().get("/status/feed.atom")
    tags = f'"nonsense", {first.headers["ETag"]}'
    assert Client().get("/status/feed.atom", headers={"If-None-Match": tags}).status_code == 304
    assert ET.fromstring(first.content).tag.endswith("feed")
