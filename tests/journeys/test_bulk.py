"""Several tickets at once, by the keyboard alone: select, choose, say why, and read what was done."""

import re
from typing import Any

from tests.journeys.conftest import Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.tickets import answer, at_the_desk, report

# Where what was just done can be set back.
BACK = re.compile(r"/desk/queue/messages/[0-9a-f-]{36}/$")
UNDONE = re.compile(r"/desk/queue/\?undo=[0-9a-f-]{36}$")


def _cursor_to(desk: Any, path: str) -> None:
    for _ in range(60):
        desk.keyboard.press("j")
        if desk.evaluate("() => document.activeElement.getAttribute('href')") == path:
            return
    raise AssertionError(f"the cursor never came to {path}")


def _walk_to(desk: Any, name: str) -> None:
    """Tab on to the field of that name."""
    for _ in range(60):
        desk.keyboard.press("Tab")
        if desk.evaluate("() => document.activeElement.name") == name:
            return
    raise AssertionError(f"the focus never came to {name}")


def _choose(desk: Any, words: str) -> None:
    """By the arrow keys: letters that are typed count together only while less than a second lies between them."""
    for _ in range(10):
        if desk.evaluate("() => document.activeElement.selectedOptions[0].textContent.trim()").startswith(words):
            return
        desk.keyboard.press("ArrowDown")
    raise AssertionError(f"no such choice: {words}")


def test_two_tickets_get_another_priority_by_keyboard_alone(visit: Visit, look: Look) -> None:
    contact = visit("owner")
    first, second = (at_the_desk(report(contact, f"Samen {number}")) for number in ("één", "twee"))
    desk = visit("agent", "/desk/queue/?view=nobody&q=Samen")
    assert desk.is_hidden(".w-bulk")
    _cursor_to(desk, first)
    desk.keyboard.press("x")
    desk.keyboard.press("Escape")
    assert desk.is_hidden(".w-bulk")
    desk.keyboard.press("x")
    desk.keyboard.press("j")
    assert _focused(desk) == second
    desk.keyboard.press("Space")
    assert desk.inner_text("[data-selected-count]") == "2"
    look(desk)
    desk.keyboard.press("?")
    assert "prioriteit van de selectie" in desk.inner_text("#keys")
    assert "selecteren, net als X" in desk.inner_text("#keys")
    desk.keyboard.press("Escape")
    desk.keyboard.press("p")
    desk.wait_for_url("**/desk/queue/selected/priority/")
    assert desk.locator("main [name=ticket]:checked").count() == 2
    look(desk)
    _walk_to(desk, "priority")
    _choose(desk, "Prioriteit 2")
    _walk_to(desk, "reason")
    desk.keyboard.type("Er is een omweg")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url(UNDONE)
    assert "De prioriteit van 2 meldingen is gezet." in desk.inner_text("#toasts")
    for path in (first, second):
        desk.goto(path)
        assert "Prioriteit 2" in desk.inner_text(".w-head")


def _point(desk: Any, path: str) -> tuple[float, float]:
    """Move the mouse to the box of that ticket; from then on the rows wait. Gives where its middle is."""
    found = desk.locator(f"#queue-rows [data-row]:has(a[href='{path}']) [name=ticket]")
    found.hover(timeout=90_000)
    return _middle(found)


def _middle(found: Any) -> tuple[float, float]:
    box = found.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _chosen(desk: Any) -> set[str]:
    found: list[str] = desk.evaluate(
        "() => [...document.querySelectorAll('[data-row]:has(:checked) a.subject')].map((a) => a.getAttribute('href'))"
    )
    return set(found)


def test_what_changes_while_one_selects_neither_moves_a_row_nor_loses_the_selection(visit: Visit, look: Look) -> None:
    contact = visit("owner")
    first, second = (at_the_desk(report(contact, f"Aangewezen {number}")) for number in ("één", "twee"))
    desk = visit("agent", "/desk/queue/?view=nobody&q=Aangewezen")
    pointed = _point(desk, second)
    third = at_the_desk(report(contact, "Aangewezen drie"))
    # The pointer is on a row: the rows wait, and the notice that says so moves nothing.
    desk.wait_for_selector("[data-live-held]:not([hidden])", timeout=90_000)
    desk.mouse.down()
    desk.mouse.up()
    assert _chosen(desk) == {second}
    assert _point(desk, second) == pointed
    look(desk)
    desk.mouse.click(*_point(desk, first))
    desk.click("[data-live-held] a")
    desk.wait_for_selector(f"#queue-rows a[href='{third}']", timeout=90_000)
    assert _chosen(desk) == {first, second}
    assert desk.inner_text("[data-selected-count]") == "2"
    # Of one that left the list is told; the page made anew has the other selected, by ticket.
    taker = visit("service manager", "/desk/queue/?view=nobody&q=Aangewezen")
    taker.mouse.click(*_point(taker, first))
    onward(taker, ".w-bulk button:has-text('Aan mij')")
    desk.reload()
    desk.wait_for_selector("[data-selection-lost]:not([hidden])", timeout=90_000)
    assert "Eén geselecteerde melding staat niet meer in deze lijst." in desk.inner_text("[data-selection-lost]")
    assert _chosen(desk) == {second}
    look(desk)


def _focused(desk: Any) -> str:
    found: str = desk.evaluate("() => document.activeElement.getAttribute('href') || ''")
    return found


def _select_all(desk: Any, key: str, act: str, subject: str = "Gekruist") -> None:
    desk.goto(f"/desk/queue/?view=nobody&q={subject}")
    for box in desk.locator("#queue-rows [name=ticket]").all():
        box.check()
    desk.keyboard.press(key)
    desk.wait_for_url(f"**/desk/queue/selected/{act}/")


def test_one_message_on_two_tickets_says_which_was_crossed_and_keeps_the_text(visit: Visit, look: Look) -> None:
    contact = visit("owner")
    paths = [at_the_desk(report(contact, f"Gekruist {number}")) for number in ("één", "twee")]
    desk = visit("agent")
    _select_all(desk, "r", "message")
    look(desk)
    desk.fill("[name=text]", "Wij werken aan deze storing.")
    # Another act first: what was typed for each of them waits there.
    _select_all(desk, "p", "priority")
    desk.fill("[name=reason]", "Er is een omweg")
    _select_all(desk, "r", "message")
    assert desk.input_value("[name=text]") == "Wij werken aan deze storing."
    _select_all(desk, "p", "priority")
    assert desk.input_value("[name=reason]") == "Er is een omweg"
    _select_all(desk, "r", "message")
    answer(visit("service manager", paths[0]), "Een collega was eerder.")
    desk.focus("[name=text]")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_selector(".w-problems")
    assert "Wordt over 300 seconden verstuurd bij 1 melding." in desk.inner_text("main")
    assert "Eén melding is geweigerd" in desk.inner_text(".w-problems")
    assert desk.input_value("[name=text]") == "Wij werken aan deze storing."
    assert desk.locator("main [name=ticket]").count() == 1
    look(desk)
    desk.focus("[name=text]")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/desk/queue/")
    for path in paths:
        desk.goto(path)
        assert desk.inner_text(".w-thread").count("Wij werken aan deze storing.") == 1


def test_one_message_that_was_sent_too_soon_is_taken_back_and_changed(visit: Visit, look: Look) -> None:
    contact = visit("owner")
    paths = [at_the_desk(report(contact, f"Teruggehaald {number}")) for number in ("één", "twee")]
    desk = visit("agent")
    _select_all(desk, "r", "message", "Teruggehaald")
    desk.fill("[name=text]", "De storing is voorby.")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/desk/queue/")
    assert "Uw bericht aan 2 meldingen" in desk.inner_text("body")
    desk.goto(paths[0])
    assert "wordt verstuurd om" in desk.inner_text(".w-thread")
    look(desk)
    desk.keyboard.press("u")
    desk.wait_for_url(BACK)
    assert desk.input_value("[name=text]") == "De storing is voorby."
    assert desk.locator("main [name=ticket]:checked").count() == 2
    look(desk)
    desk.fill("[name=text]", "De storing is voorbij.")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/desk/queue/")
    for path in paths:
        desk.goto(path)
        thread = desk.inner_text(".w-thread")
        assert ("voorby" in thread, thread.count("De storing is voorbij.")) == (False, 1)


def test_a_selection_works_without_script_in_english(visit: Visit) -> None:
    path = at_the_desk(report(visit("owner"), "Without script at once"))
    desk = visit("agent", "/desk/queue/?view=nobody&q=Without", lang="en", js=False)
    assert desk.is_hidden(".w-bulk")
    desk.check("#queue-rows [name=ticket] >> nth=0")
    onward(desk, ".w-bulk button:has-text('Take')")
    assert "1 ticket is yours." in desk.inner_text("#toasts")
    desk.goto(path)
    assert "Nobody" not in desk.inner_text(".w-head")
