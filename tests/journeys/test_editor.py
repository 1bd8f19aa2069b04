"""A service manager writes a stricter agreement: what changes stands beside the text, mistakes at their line."""

import re
from typing import Any

from tests.journeys.conftest import Visit
from tests.journeys.looking import Look

TERM, STRICTER = "within: 4 business hours", "within: 2 business hours"


def write(page: Any, old: str, new: str) -> None:
    """Replace a piece of the source as if it had been typed, and wait for the pane to follow."""
    text = page.input_value("#source")
    assert old in text
    with page.expect_response(re.compile("/check/$")):
        page.fill("#source", text.replace(old, new, 1))


def started(page: Any) -> None:
    page.click("main form button:has-text('Nieuw concept')")
    page.wait_for_url("**/desk/drafts/*/")


def test_a_stricter_agreement_is_written_compared_and_tried(visit: Visit, look: Look) -> None:
    page = visit("service manager", "/desk/agreements/drafts/")
    look(page)
    started(page)
    look(page)
    assert "Beide versies beloven hetzelfde" in page.inner_text("#pane")
    write(page, TERM, STRICTER)
    page.wait_for_selector("#pane .w-change")
    assert "beter voor de klant" in page.inner_text("#pane")
    write(page, "level: guarantee", "level: garantee")
    page.wait_for_selector("#pane a[data-line]")
    page.click("#pane a[data-line] >> nth=0")
    assert "garantee" in page.evaluate(
        "() => { const s = document.getElementById('source'); return s.value.slice(s.selectionStart, s.selectionEnd) }"
    )
    look(page)
    write(page, "garantee", "guarantee")
    version = re.search(r"^version: (\S+)$", page.input_value("#source"), re.MULTILINE)
    assert version
    write(page, version[0], "version: 2027.1")
    page.click("button:has-text('Opslaan')")
    page.wait_for_selector("text=Het concept is opgeslagen.")
    assert "niemand anders hier heeft de rol om het te lezen" in page.inner_text("main")
    assert page.get_by_label("Ik publiceer het alleen").count() == 1
    page.click("button[value=try]")
    page.wait_for_selector("#tried")
    assert page.locator("#tried svg[role=img]").count() or "Gebruik" in page.inner_text("#tried")
    look(page)


def test_the_form_writes_into_the_source_while_one_types(visit: Visit, look: Look) -> None:
    page = visit("service manager", "/desk/agreements/drafts/")
    started(page)
    before = page.input_value("#source")
    page.click("summary:has-text('Velden van een belofte')")
    with page.expect_response(re.compile("/fields/$")):
        page.select_option("#promise", "support.pick-up")
    look(page)
    with page.expect_response(re.compile("/write/$")):
        page.fill("#f-within", "2 business hours")
    page.wait_for_selector("#pane .w-change")
    assert "beter voor de klant" in page.inner_text("#pane")
    expected = re.sub(r"(picked-up, within: )\d+ business hours", r"\g<1>2 business hours", before)
    assert page.input_value("#source") == expected != before
    bare = visit("service manager", page.url, js=False)
    bare.click("summary:has-text('Velden van een belofte')")
    bare.select_option("#promise", "support.pick-up")
    bare.click("button[value=form]")
    bare.fill("#f-within", "2 business hours")
    bare.click("button[value=write]")
    assert "picked-up, within: 2 business hours" in bare.input_value("#source")


def test_two_editors_at_once_lose_nothing(visit: Visit, look: Look) -> None:
    one = visit("service manager", "/desk/agreements/drafts/")
    started(one)
    other = visit("service manager", one.url)
    write(one, TERM, STRICTER)
    one.click("button:has-text('Opslaan')")
    one.wait_for_selector("text=Het concept is opgeslagen.")
    write(other, TERM, "within: 3 business hours")
    other.click("button:has-text('Opslaan')")
    other.wait_for_selector("#theirs")
    assert STRICTER in other.input_value("#theirs")
    assert "within: 3 business hours" in other.input_value("#source")
    look(other)


def test_without_scripts_the_editor_checks_on_asking(visit: Visit) -> None:
    page = visit("service manager", "/desk/agreements/drafts/", js=False)
    page.click("main form button:has-text('Nieuw concept')")
    page.fill("#source", page.input_value("#source").replace(TERM, STRICTER))
    page.click("button[value=check]")
    assert "beter voor de klant" in page.inner_text("#pane")
