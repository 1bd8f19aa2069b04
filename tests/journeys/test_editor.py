"""A service manager writes a stricter agreement: what changes stands beside the text, mistakes at their line."""

import re
from typing import Any

from tests.journeys.conftest import Visit
from tests.journeys.looking import Look

TERM, STRICTER = "within: 4 business hours", "within: 2 business hours"
LITTLE_STRICTER = "within: 3 business hours"
NEXT = "2027."


def write(page: Any, old: str, new: str) -> None:
    """Replace a piece of the source as if it had been typed, and wait for the pane to follow."""
    text = page.input_value("#source")
    assert old in text
    with page.expect_response(re.compile("/check/$")):
        page.fill("#source", text.replace(old, new, 1))


def started(page: Any) -> str:
    """A draft from the newest version; gives a name for the next one that nobody has published yet."""
    known = page.locator("#from option").all_inner_texts()
    page.select_option("#from", label=next(one for one in known if one.startswith("appreo")))
    page.click("main form button:has-text('Nieuw concept')")
    page.wait_for_url("**/desk/drafts/*/")
    return f"{NEXT}{sum(NEXT in one for one in known) + 1}"


def test_the_form_writes_into_the_source_while_one_types(visit: Visit, look: Look) -> None:
    page = visit("service manager", "/desk/agreements/drafts/")
    started(page)
    before = page.input_value("#source")
    page.click("summary:has-text('Velden van een belofte')")
    with page.expect_response(re.compile("/fields/$")):
        page.select_option("#promise", "support.pick-up")
    look(page)
    beside = visit("service manager", f"{page.url}documents/")
    beside.set_input_files(
        "#id_document", {"name": "voorwaarden.txt", "mimeType": "text/plain", "buffer": b"Artikel 1"}
    )
    beside.click("button[value=attach]")
    beside.click("tr:has-text('voorwaarden.txt') >> text=Lezen")
    assert "Artikel 1" in beside.inner_text("pre")
    look(beside)
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
    write(other, TERM, LITTLE_STRICTER)
    other.click("button:has-text('Opslaan')")
    other.wait_for_selector("#theirs")
    assert STRICTER in other.input_value("#theirs")
    assert LITTLE_STRICTER in other.input_value("#source")
    look(other)


def test_without_scripts_the_editor_checks_on_asking(visit: Visit) -> None:
    page = visit("service manager", "/desk/agreements/drafts/", js=False)
    page.click("main form button:has-text('Nieuw concept')")
    page.fill("#source", page.input_value("#source").replace(TERM, STRICTER))
    page.click("button[value=check]")
    assert "beter voor de klant" in page.inner_text("#pane")


# The last of these: what it publishes is what the next draft is held against.
def test_a_stricter_agreement_is_written_compared_tried_and_published_with_notice(visit: Visit, look: Look) -> None:
    page = visit("service manager", "/desk/agreements/drafts/")
    look(page)
    name = started(page)
    look(page)
    _is_written_and_compared(page, look, name)
    _is_tried_on_what_happened(page, look)
    _is_published(page, look, name)
    _is_announced(page, look, name)
    proof = _is_read_by_the_customer(visit("owner", "/portal/agreement/"), look, name)
    page.goto(f"/desk/agreements/appreo/{name}/")
    assert proof in page.inner_text("section:has(#told-h)")


def _is_written_and_compared(page: Any, look: Look, name: str) -> None:
    assert "Beide versies beloven hetzelfde" in page.inner_text("#pane")
    # A second time on one installation the stricter term is the one that holds.
    first = TERM in page.input_value("#source")
    write(page, *((TERM, LITTLE_STRICTER) if first else (LITTLE_STRICTER, STRICTER)))
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
    for key, value in (("version", name), ("effective", "2027-07-01")):
        line = re.search(rf"^{key}: (\S+)$", page.input_value("#source"), re.MULTILINE)
        assert line
        if line[1] != value:
            write(page, line[0], f"{key}: {value}")


def _is_tried_on_what_happened(page: Any, look: Look) -> None:
    page.click("button:has-text('Opslaan')")
    page.wait_for_selector("text=Het concept is opgeslagen.")
    page.click("button[value=try]")
    # What was asked for stands before who asked, not below what was already read.
    page.wait_for_function("document.querySelector('#tried')?.getBoundingClientRect().top < innerHeight / 2")
    assert page.locator("#tried svg[role=img]").count() or "Gebruik" in page.inner_text("#tried")
    look(page)


def _is_published(page: Any, look: Look, name: str) -> None:
    # There is one service manager here: who wrote it says that he publishes it alone.
    assert "niemand anders hier heeft de rol om het te lezen" in page.inner_text("main")
    page.get_by_label("Ik publiceer het alleen").check()
    page.click("button[value=publish]")
    page.wait_for_url(f"**/desk/agreements/appreo/{name}/")
    look(page)


def _is_announced(page: Any, look: Look, name: str) -> None:
    page.goto(f"/desk/agreements/appreo/{name}/bind/?q=Stichting+Thuiszorg+Merendaal")
    page.check("[name=customers]")
    page.check("[name=when][value=later]")
    page.fill("[name=day]", "2027-07-01")
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url(f"**/desk/agreements/appreo/{name}/")
    assert "Thuiszorg Merendaal" in page.inner_text("section:has(#told-h)")
    look(page)


def _is_read_by_the_customer(owner: Any, look: Look, name: str) -> str:
    """The proof of delivery that the desk is to show: once a minute it is noted that the mail server took the mail, and
    then nobody needs to confirm anything."""
    owner.click(f"a[href='/portal/agreement/appreo/{name}/changes/']")
    owner.wait_for_url("**/changes/")
    said = owner.inner_text("main")
    assert "donderdag 1 juli 2027 00:00" in said and "beter voor u" in said
    look(owner)
    confirm = owner.locator("button[value=confirm]")
    if confirm.count():
        confirm.click()
    owner.wait_for_function("!document.querySelector('main').innerText.includes('staat nog niet vast')")
    by_hand = "hier door u bevestigd" in owner.inner_text("main")
    return "bevestigd op het portaal" if by_hand else "aangenomen door de mailserver"
