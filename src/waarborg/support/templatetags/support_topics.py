"""Words of the pages about topics."""

from waarborg.kernel import words
from waarborg.plumbing.templatetags import waarborg as design
from waarborg.plumbing.web.pages import page_filter
from waarborg.support.rules.topics.places import SAID, Place


@page_filter
def place_said(place: Place) -> str:
    return SAID[place]["nl" if design.lang_of_page() == "nl" else "en"]


@page_filter
def capital(text: str) -> str:
    """As a heading begins."""
    return words.capital(text)
