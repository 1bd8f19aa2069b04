"""A report says while it is written which of the four questions are answered, and asks them in words of its kind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from playwright.sync_api import Browser, Page

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.models import AgreementVersion
from waarborg.support.forms import ReportForm
from waarborg.support.forms.asked import asked
from waarborg.support.rules import states
from waarborg.support.rules.intake import QUESTIONS
from waarborg.support.rules.intake_words import BY_KIND, USUAL, put

Enter = Callable[[Player], Client]
SCRIPT = Path(__file__).parents[1] / "static" / "waarborg" / "asked.js"
PICTURE = {"name": "scherm.png", "mimeType": "image/png", "buffer": b"x"}


def test_each_kind_asks_all_four_in_both_languages() -> None:
    assert list(USUAL) == list(QUESTIONS)
    assert set(BY_KIND) <= set(states.KINDS)
    assert all((list(words), {lang for one in words.values() for lang in one}) == (list(QUESTIONS), {"nl", "en"})
               for words in BY_KIND.values())  # fmt: skip
    assert put("wish", "nl")["what"] == "Wat wilt u kunnen, en waarvoor?"
    assert put("coupling", "en") == put("incident", "en") == {name: words["en"] for name, words in USUAL.items()}


def test_the_form_begins_with_the_words_of_its_kind(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    page = signed_in(cast.support_contact)
    assert "Wat gebeurt er, en wat had u verwacht?" in page.get("/portal/tickets/new/").content.decode()
    # What came back unfinished keeps the words of what was chosen, without script too.
    again = page.post("/portal/tickets/new/", {"kind": "question", "subject": ""})
    assert (again.status_code, "Wat wilt u weten, en wat heeft u al geprobeerd?" in again.content.decode()) == (
        422,
        True,
    )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page()
    yield found
    found.close()


def shown(page: Page, lang: str) -> None:
    with override(lang):
        form = ReportForm(kinds=states.KINDS, priorities={}, lang=lang)
        told = render_to_string("support/answered.html", {"asked": asked(lang, form.kinds)})
        page.set_content(f'<!doctype html><html lang="{lang}"><body><form>{form}{told}</form></body></html>')
    page.add_script_tag(path=SCRIPT)


def ticked(page: Page) -> list[str]:
    return page.eval_on_selector_all("[data-answers][data-state=met]", "all => all.map(one => one.dataset.answers)")


@pytest.mark.browser
@pytest.mark.clause("CL-06")
def test_what_is_answered_is_ticked_as_it_is_typed(page: Page) -> None:
    shown(page, "nl")
    assert (page.inner_text("[role=status]"), ticked(page)) == ("0 van 4 beantwoord", [])
    page.locator("#id_what").press_sequentially("Leeg scherm")
    page.fill("#id_place", "Uren")
    page.fill("#id_since", "   ")
    assert (page.inner_text("[role=status]"), ticked(page)) == ("2 van 4 beantwoord", ["what", "place"])
    page.fill("#id_since", "vanmorgen")
    page.fill("#id_affected", "iedereen")
    page.set_input_files("#id_files", PICTURE)
    assert page.inner_text("[role=status]") == "4 van 4 beantwoord Volledig: wij kunnen meteen beginnen."
    assert ticked(page) == ["what", "place", "since", "affected", "files"]
    page.fill("#id_what", "")
    assert page.inner_text("[role=status]") == "3 van 4 beantwoord"


@pytest.mark.browser
def test_another_kind_puts_the_questions_otherwise_and_keeps_what_was_typed(page: Page) -> None:
    shown(page, "en")
    label = page.locator("label[for=id_since]")
    assert label.inner_text() == "Since when? optional"
    page.fill("#id_since", "last month")
    page.check("[name=kind][value=wish]")
    assert (label.inner_text(), page.input_value("#id_since")) == (
        "Since when have you missed it? optional",
        "last month",
    )
    page.check("[name=kind][value=incident]")
    assert label.inner_text() == "Since when? optional"
