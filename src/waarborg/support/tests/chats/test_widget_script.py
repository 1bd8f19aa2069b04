"""The script of the help button in a page of another origin with a strict policy: what it does when a pass ends, the
desk is closed, the line breaks, or somebody else signs in. What our side answers is shown by test_widget_chat.py."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from waarborg.support.rules.widget_script import lean
from waarborg.support.views.widget import SCRIPT

pytestmark = pytest.mark.browser
APP, OURS = "https://app.example.nl", "https://service.example.org"
POLICY = f"default-src 'none'; script-src 'self' {OURS}; connect-src 'self' {OURS}; require-trusted-types-for 'script'"
TOKENS = """
  window.tokens = ["eerste", "tweede", "derde", "vierde", "vijfde"];
  window.asked = 0;
  window.helpToken = async () => { window.asked += 1; return window.tokens.shift() || ""; };
"""
CLOSED = "Wij zijn er nu niet. Wij zijn er weer vanaf maandag 9:00."
MINUTE = 60_000
SENDS = "document.querySelector('body > div').shadowRoot.querySelector('#l').form.querySelector('[type=submit]')"


class Desk:
    """Our side, as far as the script sees it: passes by token, one conversation, every line once by its number."""

    def __init__(self, page: Page) -> None:
        self.page, self.passes, self.lines, self.seen = page, {}, [], {}
        self.user, self.is_open, self.away, self.lost, self.ended = "piet", True, False, False, False
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.complaints: list[str] = []
        self.held_up: str = ""
        self.waiting: list[Callable[[], None]] = []
        page.on("console", lambda said: self.complaints.append(said.text) if "Policy" in said.text else None)
        page.route(f"{APP}/**", self._application)
        page.route(f"{OURS}/**", self._ours)

    def _application(self, route: Route) -> None:
        if route.request.url.endswith("/tokens.js"):
            return route.fulfill(body=TOKENS, content_type="text/javascript")
        line = f'<script src="{OURS}/accounts/widget/1.js" data-button="b" data-token-call="helpToken" defer></script>'
        head = f'<meta charset="utf-8"><title>App</title><script src="/tokens.js"></script>{line}'
        body = f'<!doctype html><html lang="nl"><head>{head}</head><body><h1>App</h1></body></html>'
        return route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    def _ours(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        assert not parse_qs(urlsplit(route.request.url).query), "nothing secret stands in an address"
        cors = {"Access-Control-Allow-Origin": APP, "Access-Control-Allow-Headers": "content-type"}
        if path.endswith("/1.js"):
            return route.fulfill(body=lean(SCRIPT.read_text()), content_type="text/javascript")
        if route.request.method == "OPTIONS":
            return route.fulfill(status=204, headers=cors)
        if self.away or path == "/live/stream":
            return route.abort()
        what, said = path.split("/")[-2], json.loads(route.request.post_data or "{}")
        self.asked.append((what, said))
        status, told = self._answer(what, said)
        if self.lost:
            return route.abort()
        if what == self.held_up:
            return self.waiting.append(lambda: route.fulfill(status=status, headers=cors, json=told))
        return route.fulfill(status=status, headers=cors, json=told)

    def _answer(self, what: str, said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if what == "enter":
            self.passes[f"pas {said['token']}"] = self.user
            may = {"may_chat": True, "may_report": True, "tickets": f"{OURS}/portal/tickets/"}
            return 200, {"pass": f"pas {said['token']}", "who": self.user, "name": self.user, **may}
        if said.get("pass") not in self.passes:
            return 401, {"code": "support.widget.token", "detail": "Dit bewijs werkt niet."}
        if what == "news":
            return 200, {"items": []}
        if what == "say" and said["once"] not in self.seen:
            self.seen[said["once"]] = said["text"]
            self.lines.append(self._line("you", said["text"]))
        return 200, self._told()

    def _line(self, side: str, text: str) -> dict[str, Any]:
        return {
            "id": str(len(self.lines)),
            "side": side,
            "name": "R. Specimen",
            "time": "9:00",
            "text": text,
            "files": [],
        }

    def _told(self) -> dict[str, Any]:
        text = "Wij zijn er tot 17:00." if self.is_open else CLOSED
        told: dict[str, Any] = {"hours": {"open": self.is_open, "text": text}, "most": {"files": 10, "bytes": 100}}
        if not self.lines:
            return told | {"chat": None, "priorities": [["p1", "Ik kan niet werken"], ["p3", "Het hindert niet"]]}
        there = "Deze chat is afgesloten." if self.ended else "R. Specimen is er."
        chat = {"id": "c", "open": not self.ended, "number": "M-00042", "url": f"{OURS}/portal/t/", "there": there}
        return told | {"chat": chat, "lines": self.lines, **({} if self.ended else {"live": "kaartje"})}

    def answers(self, text: str) -> None:
        """We said something; the page hears of it when it looks next."""
        self.lines.append(self._line("us", text))
        self.page.evaluate("window.dispatchEvent(new Event('online'))")

    def sent(self, what: str) -> list[dict[str, Any]]:
        return [said for one, said in self.asked if one == what]


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    page = browser.new_page()
    made = Desk(page)
    page.goto(f"{APP}/")
    yield made
    page.close()
    assert made.complaints == []


def begun(desk: Desk) -> Page:
    """The chat stands open, and one line was said."""
    page = desk.page
    page.click("button:has-text('Hulp')")
    page.click("button:has-text('Chat met ons')")
    expect(page.locator("#p")).to_have_value("p3", timeout=MINUTE)
    page.fill("#l", "Waar staat het?")
    page.press("#l", "Enter")
    expect(page.locator(".log .you p")).to_have_text(["Waar staat het?"], timeout=MINUTE)
    return page


def test_a_pass_that_ended_midway_is_asked_anew_by_the_callback_and_the_line_arrives(desk: Desk) -> None:
    page = begun(desk)
    assert page.evaluate("window.asked") == 1
    desk.passes.clear()
    page.fill("#l", "En de rest?")
    page.press("#l", "Enter")
    expect(page.locator(".log .you p")).to_have_text(["Waar staat het?", "En de rest?"], timeout=MINUTE)
    assert page.evaluate("window.asked") == 2
    assert list(desk.passes) == ["pas tweede"]


def test_a_line_of_which_the_answer_was_lost_is_sent_again_and_stands_there_once(desk: Desk) -> None:
    page = begun(desk)
    desk.lost = True
    page.fill("#l", "Dank.")
    page.press("#l", "Enter")
    expect(page.locator("section [role=status]")).to_contain_text("De verbinding viel weg", timeout=MINUTE)
    expect(page.locator("#l")).to_have_value("Dank.")
    desk.lost = False
    page.press("#l", "Enter")
    expect(page.locator("#l")).to_have_value("", timeout=MINUTE)
    first, second = desk.sent("say")[1:]
    assert first["once"] == second["once"]
    expect(page.locator(".log .you p")).to_have_text(["Waar staat het?", "Dank."])


def test_outside_the_hours_it_says_when_we_are_there_and_a_question_can_be_left(desk: Desk) -> None:
    desk.is_open = False
    page = desk.page
    page.click("button:has-text('Hulp')")
    page.click("button:has-text('Chat met ons')")
    expect(page.get_by_text(CLOSED)).to_be_visible(timeout=MINUTE)
    expect(page.locator("#l")).to_be_hidden()
    # What had the focus is gone: it is on what can be done.
    page.keyboard.press("Enter")
    expect(page.locator("#s")).to_be_focused(timeout=MINUTE)
    assert desk.sent("say") == []


def test_by_keyboard_alone_one_opens_writes_and_closes_and_an_answer_is_heard_when_it_is_closed(desk: Desk) -> None:
    page = begun(desk)
    expect(page.locator("#l")).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#l")).to_have_value("\n")
    page.keyboard.press("Escape")
    expect(page.locator("section")).to_be_hidden()
    expect(page.locator("div > button >> text=Hulp")).to_be_focused()
    desk.answers("Onder Beheer.")
    expect(page.locator(".heard")).to_have_text("Nieuw bericht van ons (1)", timeout=MINUTE)
    page.keyboard.press("Enter")
    expect(page.locator(".log .us p")).to_have_text(["Onder Beheer."])
    expect(page.locator(".log")).to_have_attribute("role", "log")
    expect(page.locator("#l")).to_be_focused()
    assert len(desk.sent("say")) == 1


def test_solved_by_us_the_number_stands_there_and_another_chat_can_begin(desk: Desk) -> None:
    page = begun(desk)
    desk.ended = True
    desk.answers("Opgelost.")
    expect(page.get_by_text("Deze chat is afgesloten.")).to_be_visible(timeout=MINUTE)
    expect(page.locator("section a >> text=M-00042")).to_be_visible()
    desk.lines, desk.ended = [], False
    page.click("button:has-text('Nieuwe chat')")
    expect(page.locator("#l")).to_be_focused(timeout=MINUTE)
    expect(page.locator(".log > div")).to_have_count(0)
    assert len(desk.sent("say")) == 1


def test_a_file_is_pasted_taken_away_and_refused_before_it_is_sent_where_it_is_too_large(desk: Desk) -> None:
    page = begun(desk)
    give = """([field, name, size]) => {
      const data = new DataTransfer()
      data.items.add(new File(['x'.repeat(size)], name))
      const root = document.querySelector('body > div').shadowRoot
      root.querySelector(field).dispatchEvent(field === '#l'
        ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
        : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    }"""
    page.evaluate(give, ["#l", "scherm.png", 10])
    page.evaluate(give, [".log", "gesleept.png", 10])
    page.evaluate(give, ["#l", "film.mp4", 101])
    expect(page.locator("section [role=status]")).to_have_text("Te groot of te veel: film.mp4")
    page.click("button:has-text('Weghalen: scherm.png')")
    expect(page.locator("section li button")).to_have_text(["Weghalen: gesleept.png"])
    assert len(desk.sent("say")) == 1


def test_another_user_in_the_same_tab_sees_nothing_of_the_one_before(desk: Desk) -> None:
    page = begun(desk)
    page.fill("#l", "Half af")
    desk.user, desk.lines = "anna", []
    page.reload()
    page.click("button:has-text('Chat met ons')")
    expect(page.locator("#p")).to_have_value("p3", timeout=MINUTE)
    expect(page.locator("#l")).to_have_value("")
    assert "Half af" not in page.evaluate("JSON.stringify(sessionStorage)")
    assert "Waar staat het?" not in page.evaluate("document.querySelector('body > div').shadowRoot.textContent")


def test_who_is_signed_out_there_when_a_pass_ends_is_signed_out_here(desk: Desk) -> None:
    page = begun(desk)
    desk.passes.clear()
    page.evaluate("window.tokens = []")
    page.fill("#l", "Ben ik er nog?")
    page.press("#l", "Enter")
    expect(page.locator("section [role=status]")).to_have_text("U bent uitgelogd.", timeout=MINUTE)
    assert "Waar staat het?" not in page.evaluate("document.querySelector('body > div').shadowRoot.textContent")
    assert list(desk.seen.values()) == ["Waar staat het?"]


def shown(page: Page) -> str:
    """All that the button shows, and what the tab keeps."""
    inside = "document.querySelector('body > div').shadowRoot.textContent"
    found: str = page.evaluate(f"{inside} + JSON.stringify(sessionStorage)")
    return found


def test_an_answer_that_comes_after_its_user_left_is_shown_to_nobody(desk: Desk) -> None:
    page = begun(desk)
    desk.held_up = "say"
    page.fill("#l", "Iets vertrouwelijks")
    page.press("#l", "Enter")
    wait_for(page, lambda: len(desk.waiting) == 1)
    page.evaluate("document.dispatchEvent(new Event('waarborg:leave'))")
    wait_for(page, lambda: len(desk.sent("leave")) == 1)
    desk.waiting[0]()
    page.wait_for_function(f"!({SENDS}).disabled", timeout=MINUTE)
    assert "Waar staat het?" not in shown(page) and "vertrouwelijks" not in shown(page)


def test_who_leaves_while_he_comes_in_is_not_in_afterwards(desk: Desk) -> None:
    page = desk.page
    desk.held_up = "enter"
    page.click("button:has-text('Hulp')")
    wait_for(page, lambda: len(desk.waiting) == 1)
    page.evaluate("window.tokens = []; document.dispatchEvent(new Event('waarborg:leave'))")
    desk.waiting[0]()
    desk.held_up = ""
    page.fill("#q", "uren")
    wait_for(page, lambda: len(desk.sent("articles")) == 1)
    assert "pass" not in desk.sent("articles")[0]
    assert "Chat met ons" not in shown(page)


def test_a_line_of_one_user_is_not_sent_in_the_name_of_the_next(desk: Desk) -> None:
    page = begun(desk)
    desk.passes.clear()
    desk.user, desk.lines = "anna", []
    page.fill("#l", "Van Piet")
    page.press("#l", "Enter")
    wait_for(page, lambda: list(desk.passes) == ["pas tweede"])
    expect(page.locator("#l")).to_have_value("", timeout=MINUTE)
    page.wait_for_function(f"!({SENDS}).disabled", timeout=MINUTE)
    assert [said["text"] for said in desk.sent("say") if said["pass"] == "pas tweede"] == []
    assert list(desk.seen.values()) == ["Waar staat het?"]
    assert "Van Piet" not in shown(page)


def wait_for(page: Page, so: Callable[[], bool]) -> None:
    """Until our side heard it. Raises AssertionError after a minute."""
    for _ in range(MINUTE // 50):
        if so():
            return
        page.wait_for_timeout(50)
    raise AssertionError("our side did not hear it")
