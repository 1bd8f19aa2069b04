"""Selecting rows while they are fetched again, with the real htmx: what was pressed is what gets selected."""

from collections.abc import Iterator
from pathlib import Path

import django_htmx
import pytest
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser
OURS = Path(__file__).parents[1] / "static" / "waarborg"
SCRIPTS = {
    "/htmx.js": Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js",
    **{f"/{name}.js": OURS / f"{name}.js" for name in ("live", "keys", "selection")},
}
STREAM = """
  window.EventSource = class extends EventTarget {
    constructor() { super(); window.stream = this; }
    close() {}
  };
  window.announce = () => window.stream.dispatchEvent(new MessageEvent("changed", { data: "queue", lastEventId: "1" }));
"""


class Desk:
    """A list of rows that says what it is asked for; `rows` are the numbers it shows when it is asked next."""

    def __init__(self, page: Page) -> None:
        self.page, self.rows, self.asked = page, "12", 0
        self.waiting: list[Route] | None = None
        page.route("http://desk.example/**", self._serve)
        page.goto("http://desk.example/")
        page.wait_for_function("window.stream")

    def _serve(self, route: Route) -> None:
        path = route.request.url.removeprefix("http://desk.example")
        if path in SCRIPTS:
            route.fulfill(path=SCRIPTS[path], content_type="text/javascript")
        elif path != "/rows":
            route.fulfill(body=self._whole(), content_type="text/html; charset=utf-8")
        elif self.waiting is not None:
            self.waiting.append(route)
        else:
            self.answer(route)

    def _whole(self) -> str:
        scripts = "".join(f'<script src="{name}" defer></script>' for name in SCRIPTS)
        return (
            f'<!doctype html><html><head><script>{STREAM}</script>{scripts}</head><body data-live="/s" data-ticket="t">'
            '<p data-live-held="0" hidden><a id="again" href="#" hx-get="/rows" hx-target="#rows" hx-swap="outerHTML">'
            "again</a></p><p data-selection-lost hidden><b data-one></b><b data-more><i data-count></i></b></p>"
            f'<form autocomplete="off"><input type="checkbox" data-select-all><b data-selected-count></b>{self._part()}'
            '<button type="reset">none</button></form><a id="on" href="/elsewhere">on</a></body></html>'
        )

    def _part(self) -> str:
        rows = "".join(
            f'<p data-row id="row-{n}"><input type="checkbox" name="ticket" value="{n}"><a href="#{n}">{n}</a></p>'
            for n in self.rows
        )
        return (
            '<div id="rows" data-live-topic="queue" data-live-hold="while-used" hx-get="/rows"'
            f' hx-trigger="live, refresh" hx-swap="outerHTML" data-shows="{self.rows}">{rows}</div>'
        )

    def answer(self, route: Route) -> None:
        route.fulfill(body=self._part(), content_type="text/html; charset=utf-8")

    def shows(self, rows: str) -> None:
        self.page.wait_for_selector(f"#rows[data-shows='{rows}']", timeout=60_000)

    def refresh(self) -> None:
        """As by the link of the notice, wherever the pointer is."""
        self.page.evaluate("document.getElementById('again').click()")

    def point(self, row: str) -> None:
        box = self.page.locator(f"#row-{row} input").bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def selected(self) -> str:
        found: str = self.page.evaluate(
            "[...document.querySelectorAll('[data-row] :checked')].map((box) => box.value).join('')"
        )
        assert self.page.text_content("[data-selected-count]") == str(len(found))
        return found


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    page = browser.new_page()
    yield Desk(page)
    page.close()


def test_rows_that_arrive_while_a_button_is_down_wait_until_it_is_up(desk: Desk) -> None:
    desk.waiting = []
    desk.rows = "312"
    desk.refresh()
    desk.point("1")
    desk.page.mouse.down()
    for _ in range(1200):
        if desk.waiting:
            break
        desk.page.wait_for_timeout(50)
    route, desk.waiting = desk.waiting[0], None
    with desk.page.expect_response("**/rows"):
        desk.answer(route)
    assert desk.page.get_attribute("#rows", "data-shows") == "12"
    desk.page.mouse.up()
    desk.shows("312")
    assert desk.selected() == "1"


def test_rows_announced_while_a_key_is_down_are_fetched_once_it_is_up(desk: Desk) -> None:
    desk.rows = "312"
    desk.page.keyboard.down("Shift")
    desk.page.evaluate("window.announce()")
    assert desk.page.locator(".htmx-request").count() == 0
    desk.page.keyboard.up("Shift")
    desk.shows("312")


def test_a_selection_goes_on_by_ticket_and_says_how_many_left_the_list(desk: Desk) -> None:
    desk.page.check("#row-1 input")
    desk.page.check("#row-2 input")
    desk.rows = "3421"
    desk.refresh()
    desk.shows("3421")
    assert desk.selected() == "21"
    assert desk.page.is_hidden("[data-selection-lost]")
    desk.rows = "342"
    desk.refresh()
    desk.shows("342")
    assert desk.selected() == "2"
    assert desk.page.get_attribute("[data-selection-lost]", "hidden") is None
    assert desk.page.text_content("[data-count]") == "1"
    desk.page.check("#row-3 input")
    assert desk.page.is_hidden("[data-selection-lost]")


def test_what_is_ticked_and_cleared_while_rows_are_on_their_way_counts(desk: Desk) -> None:
    desk.page.check("#row-1 input")
    desk.waiting = []
    desk.rows = "312"
    desk.refresh()
    desk.page.uncheck("#row-1 input")
    desk.page.focus("#row-2 a")
    desk.page.keyboard.press("x")
    for _ in range(1200):
        if desk.waiting:
            break
        desk.page.wait_for_timeout(50)
    desk.answer(desk.waiting[0])
    desk.shows("312")
    assert desk.selected() == "2"


def test_the_way_back_ticks_the_same_tickets_and_not_as_many_rows(desk: Desk) -> None:
    desk.page.check("#row-1 input")
    desk.page.click("#on")
    desk.page.wait_for_url("**/elsewhere")
    desk.rows = "312"
    desk.page.go_back()
    desk.shows("312")
    desk.page.wait_for_function("document.querySelector('[data-row] :checked')", timeout=60_000)
    assert desk.selected() == "1"


def test_all_and_none_are_counted(desk: Desk) -> None:
    desk.page.check("[data-select-all]")
    assert desk.selected() == "12"
    desk.page.click("[type=reset]")
    desk.page.wait_for_function("document.querySelector('[data-selected-count]').textContent === '0'", timeout=60_000)
    assert desk.selected() == ""
