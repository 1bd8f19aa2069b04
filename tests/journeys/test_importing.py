"""A service manager takes over customers of an old system: a file, what is wrong with it, and the rest comes in."""

import os

import pytest
from tests.journeys.conftest import Visit
from tests.journeys.looking import Look

SHOTS = os.environ.get("WAARBORG_SHOTS", "")
FILE = (
    "Overzicht;;;\r\n"
    "relatie nr;klantnaam;mensen;klant sinds\r\n"
    "{n}1;Café Zorg {n};80;3-4-2019\r\n"
    "{n}2;;12;\r\n"
    "{n}3;Wijkzorg {n};veel;\r\n"
    "{n}4;Thuiszorg {n};12;2020-01-01\r\n"
)
WORDS = {
    "nl": ("Probeer het", "Neem de 2 goede regels over", "overgenomen", "Vul de cel in."),
    "en": ("Try it out", "Import the 2 good lines", "imported", "Fill in the cell."),
}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_file_comes_in_with_its_bad_lines_named(visit: Visit, look: Look, lang: str) -> None:
    tries, takes, done, out = WORDS[lang]
    page = visit("service manager", "/desk/customers/", lang=lang)
    page.click("a[href='/desk/customers/import/']")
    look(page)
    page.check("[name=kind][value=customers]")
    content = FILE.format(n=lang).encode("cp1252")
    page.set_input_files("[name=file]", {"name": f"klanten-{lang}.csv", "mimeType": "text/csv", "buffer": content})
    page.fill("[name=source]", "oud")
    page.click("main form button[type=submit]")
    page.wait_for_selector("[name='c-reference']")
    assert page.input_value("[name='c-name']") == "1"
    look(page)
    page.select_option("[name='c-reference']", "0")
    page.select_option("[name='c-size']", "2")
    page.click(f"button:has-text('{tries}')")
    # The page comes back by itself once the worker has tried the file out.
    page.wait_for_selector(f"button:has-text('{takes}')", timeout=60_000)
    assert page.locator("table:has(th[scope=row]) tbody tr").count() == 2
    assert out in page.inner_text("main")
    look(page)
    if SHOTS:
        page.set_viewport_size({"width": 375, "height": 900})
        page.screenshot(path=f"{SHOTS}/import-{lang}-375.png", full_page=True)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.screenshot(path=f"{SHOTS}/import-{lang}.png", full_page=True)
    page.click(f"button:has-text('{takes}')")
    said = "(said) => document.querySelector('main [role=status]').innerText === said"
    page.wait_for_function(said, arg=done, timeout=60_000)
    look(page)
    page.goto("/desk/customers/?q=Caf%C3%A9+Zorg")
    assert f"Café Zorg {lang}" in page.inner_text("main")
