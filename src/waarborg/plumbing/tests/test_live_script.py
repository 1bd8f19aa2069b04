"""Live parts with the real htmx: nothing that is announced is lost on the way to the page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import django_htmx
import pytest
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser
SCRIPTS = {
    "/htmx.js": Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js",
    "/live.js": Path(__file__).parents[1] / "static" / "waarborg" / "live.js",
}
STREAM = """
  window.streams = [];
  document.addEventListener("DOMContentLoaded", () => { window.ready = true; });
  window.EventSource = class extends EventTarget {
    constructor(url) { super(); window.streams.push(this); window.openedReady = Boolean(window.ready); }
    close() {}
  };
  window.announce = (topic) =>
    window.streams.at(-1).dispatchEvent(new MessageEvent("changed", { data: topic, lastEventId: "1" }));
"""


def rows(text: str) -> str:
    return f'<p id="rows" data-live-topic="desk.queue" hx-get="/rows" hx-trigger="live" hx-swap="outerHTML">{text}</p>'


class Site:
    """A page with a live part, of which each fetch waits until `answer` is called."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._asked: list[Route] = []
        page.route("http://live.example/**", self._serve)
        page.goto("http://live.example/")

    def _serve(self, route: Route) -> None:
        path = route.request.url.removeprefix("http://live.example")
        if path == "/rows":
            self._asked.append(route)
        elif path in SCRIPTS:
            route.fulfill(path=SCRIPTS[path], content_type="text/javascript")
        elif path == "/live-ticket":
            route.fulfill(body="new")
        else:
            scripts = "".join(f'<script src="{name}" defer></script>' for name in SCRIPTS)
            body = f'<body data-live="/stream" data-ticket="t" data-grant="g">{rows("first")}</body>'
            head = f"<head><script>{STREAM}</script>{scripts}</head>"
            route.fulfill(body=f"<!doctype html><html>{head}{body}</html>", content_type="text/html")

    def announce(self) -> None:
        self._page.evaluate("window.announce('desk.queue')")

    def end(self) -> None:
        self._page.evaluate("window.streams.at(-1).dispatchEvent(new Event('end'))")

    def reopen(self) -> None:
        self._page.wait_for_function("window.streams.length === 2")
        self._page.evaluate("window.streams.at(-1).dispatchEvent(new Event('open'))")

    def wait_for(self, happens: Callable[[], bool]) -> None:
        for _ in range(1200):
            if happens():
                return
            self._page.wait_for_timeout(50)
        raise AssertionError("waited in vain")

    def answer(self, text: str) -> None:
        """What is asked next is answered with this."""
        self.wait_for(lambda: bool(self._asked))
        self._asked.pop(0).fulfill(body=rows(text), content_type="text/html")
        self._page.wait_for_selector(f"text={text}")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page()
    yield found
    found.close()


def test_what_is_announced_while_a_part_is_being_fetched_is_fetched_after_it(page: Page) -> None:
    """htmx drops what waits for an element that its own swap replaces."""
    site = Site(page)
    site.announce()
    site.wait_for(lambda: bool(site._asked))
    site.announce()
    site.answer("second")
    site.answer("third")


def test_what_is_announced_before_the_new_part_has_settled_is_fetched_after_it(page: Page) -> None:
    site = Site(page)
    page.evaluate("document.addEventListener('htmx:afterSwap', () => window.announce('desk.queue'), { once: true })")
    site.announce()
    site.answer("second")
    site.answer("third")


def test_a_stream_opens_no_sooner_than_the_parts_listen(page: Page) -> None:
    Site(page)
    assert page.evaluate("[window.streams.length, window.openedReady]") == [1, True]


def test_who_had_heard_nothing_fetches_all_when_a_new_ticket_took_long(page: Page) -> None:
    site = Site(page)
    page.unroute("http://live.example/**")
    held: list[Route] = []
    page.route("http://live.example/**", lambda route: held.append(route))
    site.end()
    site.wait_for(lambda: bool(held))
    page.evaluate("{ const now = Date.now(); Date.now = () => now + 1500; }")
    held.pop().fulfill(body="new")
    site.reopen()
    site.wait_for(lambda: bool(held))
    assert held[0].request.url == "http://live.example/rows"
