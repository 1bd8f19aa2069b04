"""The small scripts in a real browser: keys, sending once, dialogs, pasted pictures, counters, live parts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SCRIPTS = Path(__file__).parents[1] / "static" / "waarborg"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page()
    yield found
    found.close()


def show(page: Page, body: str, *scripts: str, attributes: str = "", html: str = "") -> None:
    page.set_content(f'<!doctype html><html lang="nl" {html}><body {attributes}>{body}</body></html>')
    for name in scripts:
        page.add_script_tag(path=SCRIPTS / f"{name}.js")


ROWS = "".join(
    f'<div data-row><input type="checkbox" aria-label="{n}"><a href="#{n}" id="row{n}">{n}</a></div>' for n in "123"
)
NOTE = "document.body.dataset.done = (document.body.dataset.done || '') + 'A'"
ACT = f'<button data-key="A" onclick="{NOTE}">A</button>'


def done(page: Page) -> str:
    return str(page.evaluate("document.body.dataset.done || ''"))


def test_keys_walk_select_and_act(page: Page) -> None:
    show(page, ROWS + ACT, "keys", attributes='data-keys="on"')
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "row2"
    page.keyboard.press("x")
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "row1"
    assert page.evaluate("[...document.querySelectorAll('input')].map(box => box.checked)") == [False, True, False]
    page.keyboard.press("a")
    assert done(page) == "A"
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelectorAll('input:checked').length") == 0


def test_single_keys_never_fire_in_a_field_or_with_a_modifier(page: Page) -> None:
    show(page, f'{ACT}<textarea id="text"></textarea>', "keys", attributes='data-keys="on"')
    page.focus("#text")
    page.keyboard.type("aA?")
    assert page.input_value("#text") == "aA?"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+a")
    assert done(page) == ""


def test_single_keys_can_be_switched_off(page: Page) -> None:
    show(page, ROWS + ACT, "keys", attributes='data-keys="off"')
    page.keyboard.press("a")
    page.keyboard.press("j")
    assert done(page) == ""
    assert page.evaluate("document.querySelector('.cursor')") is None


def test_two_keys_in_a_row_go_somewhere(page: Page) -> None:
    show(page, '<a href="#queue" data-key="G W">queue</a><button data-key="W">wait</button>', "keys")
    page.keyboard.press("g")
    page.keyboard.press("w")
    assert page.evaluate("location.hash") == "#queue"


def test_a_key_gives_a_field_the_focus(page: Page) -> None:
    show(page, '<textarea data-key="R" id="reply"></textarea>', "keys")
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.id") == "reply"
    assert page.input_value("#reply") == ""


def keys_told(page: Page) -> dict[str, str]:
    """What the sheet says, keys to words, without what it does not show."""
    return dict(
        page.evaluate(
            """() => [...document.querySelectorAll('#keys dt')].filter((dt) => dt.getClientRects().length).map(
              (dt) => [dt.textContent.trim(), dt.nextElementSibling.textContent.trim()])"""
        )
    )


def test_the_sheet_tells_the_keys_that_this_page_has_at_this_moment(page: Page) -> None:
    with override("en"):
        sheet = render_to_string("components/keys_dialog.html", {"page_keys": [("B", "take the selection")]})
    acts = (
        '<main><button data-key="R">Answer <kbd>R</kbd></button>'
        '<summary data-key="P" data-key-text="priority">P1</summary>'
        '<button data-key="A" hidden>Take</button><button data-key="B">B</button></main>'
        '<label for="q">Search here</label><input id="q" data-key="Z"><button data-opens="keys" hidden>?</button>'
    )
    show(page, acts + sheet, "keys", "dialog", attributes='data-keys="on"')
    page.keyboard.press("?")
    own = {"B": "take the selection", "R": "Answer", "P": "priority", "Z": "Search here"}
    everywhere = {"Esc": "close, deselect", "?": "this list"}
    assert keys_told(page) == own | everywhere
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('[data-key=A]').hidden = false")
    page.evaluate(f"document.querySelector('main').insertAdjacentHTML('beforeend', `{ROWS}`)")
    page.click("[data-opens=keys]")
    rows = {"J K": "down and up", "Enter": "open", "X": "select"}
    assert keys_told(page) == own | everywhere | rows | {"A": "Take"}


def test_a_form_is_sent_once(page: Page) -> None:
    show(page, '<form method="post" action="#x"><input name="a"><button>go</button></form>', "double")
    page.evaluate(
        """() => {
          window.sent = 0;
          document.addEventListener('submit', (event) => { window.sent++; event.preventDefault(); });
        }"""
    )
    page.click("button")
    page.click("button")
    page.focus("input")
    page.keyboard.press("Control+Enter")
    assert page.evaluate("window.sent") == 1
    assert page.evaluate("document.querySelector('button').disabled") is False


def test_a_dialog_opens_and_closes_and_a_failure_stays_on_screen(page: Page) -> None:
    toast = '<div class="w-toast" data-state="broken"><button data-closes=".w-toast" hidden id="away">x</button></div>'
    dialog = '<dialog id="sure"><button data-closes="dialog" id="no">no</button></dialog>'
    show(page, f'<a href="/elsewhere" data-opens="sure">ask</a>{dialog}{toast}', "dialog")
    page.click("a")
    assert page.evaluate("document.getElementById('sure').open") is True
    page.click("#no")
    assert page.evaluate("document.getElementById('sure').open") is False
    page.click("#away")
    assert page.query_selector(".w-toast") is None


def test_a_pasted_picture_joins_the_files_under_a_name_that_says_what_it_is(page: Page) -> None:
    field = '<input type="file" multiple data-paste><p data-paste-list hidden></p>'
    show(page, f"<form><textarea></textarea><div>{field}</div></form>", "paste")
    page.evaluate(
        """() => {
          const carried = new DataTransfer();
          carried.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
          document.querySelector('textarea').dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: carried, bubbles: true, cancelable: true }));
        }"""
    )
    assert page.evaluate("[...document.querySelector('input').files].map(f => f.name)") == ["schermafdruk-1.png"]
    assert page.inner_text("[data-paste-list]") == "schermafdruk-1.png×"
    page.click("[data-paste-list] button")
    assert page.evaluate("document.querySelector('input').files.length") == 0


def test_counters_go_on_from_the_time_of_the_server(page: Page) -> None:
    # The page was made an hour and a half of demonstration time ago; this clock counts until its due time only.
    at = 1_775_554_920
    counters = "".join(
        f'<span data-left="{left}" data-at="{at - 5400}" data-until="{until}" data-state="{state}">'
        f"<span>{words}</span></span>"
        for left, until, state, words in (
            (18_000, at, "running", "nog 5:00"),
            (1_800, at - 3600, "risk", "nog 0:30, krap"),
            (60, at, "late", "te laat 0:01"),
        )
    )
    show(page, counters, "live", html=f'data-now="{at * 1000}"')
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("[...document.querySelectorAll('[data-left]')].map(s => s.textContent)") == [
        "nog 3:30",
        "nog 0:00, krap",
        "te laat 1:31",
    ]


def test_a_live_part_is_fetched_again_and_a_held_one_counts_what_waits(page: Page) -> None:
    page.set_content(
        '<!doctype html><html lang="nl"><body data-live="/live/stream" data-ticket="t" data-grant="g">'
        '<p data-live-held hidden><b data-count></b></p><div id="card" data-live-topic="ticket.1"></div>'
        '<table data-live-topic="desk.queue" data-live-hold></table><p data-stale hidden></p></body></html>'
    )
    page.evaluate(
        """() => {
          window.triggered = [];
          window.htmx = { trigger: (part, name) => window.triggered.push(part.id + ':' + name) };
          window.EventSource = class extends EventTarget {
            constructor(url) { super(); window.stream = this; window.opened = url; }
            close() {}
          };
        }"""
    )
    page.add_script_tag(path=SCRIPTS / "live.js")
    page.evaluate(
        """() => ['ticket.1', 'desk.queue', 'desk.queue', 'ticket.2'].forEach((topic, id) =>
          window.stream.dispatchEvent(new MessageEvent('changed', { data: topic, lastEventId: String(id) })))"""
    )
    assert page.evaluate("window.opened") == "/live/stream?ticket=t"
    assert page.evaluate("window.triggered") == ["card:live"]
    assert page.inner_text("[data-live-held] b") == "2"
    assert page.evaluate("document.querySelector('[data-stale]').hidden") is True
