"""What looks at every page finds what is wrong there, also on a page that resembles one that was looked at."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.journeys.looking import Look

PAGE = """<!doctype html><html lang="nl"><head><title>Bladzijde</title><style>
body {{ background: #fff; color: #000 }} .faint {{ color: #ddd }} li:nth-child(even) {{ color: #222 }}
@media (prefers-color-scheme: dark) {{ body {{ background: #000; color: #fff }} }}
</style></head><body><main><h1>Bladzijde</h1>{}</main></body></html>"""


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def test_faint_words_are_found_although_the_rest_was_seen(page: Any, look: Look) -> None:
    page.set_content(PAGE.format("<p>Goed te lezen.</p>"))
    look(page)
    page.set_content(PAGE.format("<p>Goed te lezen.</p><p class=faint>Bijna niet.</p>"))
    with pytest.raises(AssertionError, match="color-contrast"):
        look(page)


def test_in_another_language_only_what_stands_otherwise_is_asked_for_its_colours(page: Any, look: Look) -> None:
    page.set_content(PAGE.format("<p>Goed te lezen.</p>"))
    look(page)
    english = PAGE.replace('lang="nl"', 'lang="en"')
    page.set_content(english.format("<p>Easily read.</p>"))
    look.quickly(page)
    page.set_content(english.format("<p>Easily read.</p><p class=faint>Hardly.</p>"))
    with pytest.raises(AssertionError, match="color-contrast"):
        look.quickly(page)


def test_a_fault_is_found_again_on_the_next_page(page: Any, look: Look) -> None:
    for words in ("Een.", "Twee."):
        page.set_content(PAGE.format(f"<p class=faint>{words}</p>"))
        with pytest.raises(AssertionError, match="color-contrast"):
            look.quickly(page)


def test_a_link_that_cannot_be_told_from_the_words_around_it_is_found(page: Any, look: Look) -> None:
    told = "<p>Lees <a href='/x' style='color: #222; text-decoration: none'>de regels</a> eerst, dan de rest.</p>"
    page.set_content(PAGE.format("<p>Lees eerst, dan de rest.</p>"))
    look(page)
    page.set_content(PAGE.format(told))
    with pytest.raises(AssertionError, match="link-in-text-block"):
        look.quickly(page)


def test_words_that_only_the_dark_hides_are_found(page: Any, look: Look) -> None:
    page.set_content(PAGE.format("<ul><li>Eerste.<li>Tweede, ook in het donker bijna zwart.</ul>"))
    look.quickly(page)
    with pytest.raises(AssertionError, match="color-contrast"):
        look(page)


def test_a_picture_without_words_is_found_on_each_page(page: Any, look: Look) -> None:
    page.set_content(PAGE.format("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"))
    with pytest.raises(AssertionError, match="image-alt"):
        look(page)


def test_a_page_that_is_too_wide_is_found(page: Any, look: Look) -> None:
    page.set_content(PAGE.format("<p style='width: 600px'>Breed.</p>"))
    with pytest.raises(AssertionError, match="390"):
        look.quickly(page)
