"""Sending that does not succeed: the text, the choices and the files stay where they were."""

from pathlib import Path
from typing import Any

import pytest
from tests.journeys.conftest import Installation, Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.test_bad_input import picture
from tests.journeys.tickets import report

TEXT = "Hierbij de afdruk. Graag vandaag nog."
PICTURE = {"name": "afdruk.png", "mimeType": "image/png", "buffer": picture()}
PROGRAM = {"name": "programma.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\x00" + b"\x00" * 99}


def _chosen(page: Any) -> list[str]:
    found: list[str] = page.evaluate("() => [...document.querySelector('[name=files]').files].map((one) => one.name)")
    return found


def _send(page: Any) -> None:
    page.click(".w-reply-acts [type=submit]")


def test_files_of_a_refused_form_are_still_chosen(visit: Visit, look: Look) -> None:
    page = visit("owner")
    path = report(page, "Eén bestand deugt niet")
    page.fill("[name=text]", TEXT)
    page.set_input_files("[name=files]", [PICTURE, PROGRAM])
    _send(page)
    page.wait_for_selector(".w-problems")
    assert "programma.exe" in page.inner_text(".w-problems")
    assert page.evaluate("() => location.pathname") == path
    assert (page.input_value("[name=text]"), _chosen(page)) == (TEXT, ["afdruk.png", "programma.exe"])
    look(page)
    page.click("[data-paste-list] .w-file:has-text('programma.exe') button")
    _send(page)
    page.wait_for_selector(".w-msg .w-file img")
    assert page.locator(".w-msg .w-file").all_inner_texts()[0].startswith("afdruk.png")
    assert (page.input_value("[name=text]"), _chosen(page)) == ("", [])


@pytest.mark.parametrize(("lang", "words"), [("nl", "De verbinding viel weg"), ("en", "The connection was lost")])
def test_a_line_that_breaks_while_files_are_sent_loses_nothing(visit: Visit, look: Look, lang: str, words: str) -> None:
    page = visit("owner", lang=lang)
    report(page, "De lijn brak", send="Send report" if lang == "en" else "Melding versturen")
    page.fill("[name=text]", TEXT)
    page.set_input_files("[name=files]", [PICTURE])
    page.context.set_offline(True)
    _send(page)
    page.wait_for_selector(".w-unsent")
    assert words in page.inner_text(".w-unsent")
    assert page.evaluate("() => document.activeElement.className").startswith("w-unsent")
    assert (page.input_value("[name=text]"), _chosen(page)) == (TEXT, ["afdruk.png"])
    page.context.set_offline(False)
    look(page)
    _send(page)
    page.wait_for_selector(".w-msg .w-file img")
    assert page.locator(".w-msg").count() == 2


def test_what_is_too_large_is_said_before_it_is_sent(visit: Visit, look: Look, tmp_path: Path) -> None:
    large = tmp_path / "opname.zip"
    with large.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    page = visit("owner")
    path = report(page, "Te groot")
    page.fill("[name=text]", TEXT)
    page.set_input_files("[name=files]", [large])
    _send(page)
    page.wait_for_selector(".w-unsent")
    assert "Samen mag het 49 MB zijn, en dit is 51 MB." in page.inner_text(".w-unsent")
    assert page.input_value("[name=text]") == TEXT
    look(page)
    # Without script the server says it, however far the browser had come.
    bare = visit("owner", path, js=False)
    bare.fill("[name=text]", TEXT)
    bare.set_input_files("[name=files]", [large])
    _send(bare)
    bare.wait_for_selector("h1:has-text('Dit bestand is te groot')")
    assert "Alles samen mag 50 MB zijn" in bare.inner_text("main")
    bare.go_back()
    assert bare.locator(".w-msg").count() == 1


def test_a_form_from_before_another_sign_in_leads_back_to_its_text(
    visit: Visit, installation: Installation, look: Look
) -> None:
    page = visit("", installation.links()["owner"])
    page.click("main button[type=submit]")
    page.wait_for_url("**/portal/**")
    path = report(page, "Twee tabbladen, één uitgelogd")
    page.fill("[name=text]", TEXT)
    other = page.context.new_page()
    other.goto("/accounts/sign-out/")
    other.click("main button[type=submit]")
    other.wait_for_url("**/sign-in/")
    other.goto(installation.links()["owner"])
    other.click("main button[type=submit]")
    other.wait_for_url("**/portal/**")
    _send(page)
    page.wait_for_selector("h1:has-text('Dit formulier is verlopen')")
    assert page.input_value("main textarea") == TEXT
    look(page)
    page.click("main .btn-primary")
    page.wait_for_url(f"**{path}")
    assert page.input_value("[name=text]") == TEXT
    _send(page)
    page.wait_for_url("**#m-*")
    assert page.locator(".w-msg").count() == 2


def test_another_language_in_another_tab_keeps_the_text(visit: Visit) -> None:
    page = visit("owner", "/portal/tickets/new/")
    page.fill("[name=subject]", "Halverwege van taal gewisseld")
    other = page.context.new_page()
    other.goto("/portal/tickets/")
    onward(other, "button:has-text('English')")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".w-problems")
    assert "not right yet" in page.inner_text(".w-problems")
    assert page.input_value("[name=subject]") == "Halverwege van taal gewisseld"
