"""Every page of every part with the data of the demonstration: axe in light and dark, no overflow, two languages."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from tests.journeys.conftest import Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.pages import MORE, PAGES, name_of

Ways = dict[str, str]


@pytest.fixture(scope="module")
def ways() -> dict[str, Ways]:
    """By part where each link led: in another language it leads there too, and its page need not be asked for again."""
    return {part: {} for part in PAGES}


def go(page: Any, place: str, ways: Ways | None = None) -> None:
    """To the page that a line of pages.py names, through the links on it, or where they led before."""
    ways = {} if ways is None else ways
    way, _, _named = place.rpartition(" = ")
    there, *links = (way or place).split(" > ")
    passed = there
    for link in links:
        passed = f"{passed} > {link}"
        if passed not in ways:
            _arrive(page, there)
            ways[passed] = page.locator(f"main {link}").first.get_attribute("href")
        there = ways[passed]
    page.goto(there)
    assert resolve(urlsplit(page.url).path).view_name == name_of(place)


def _arrive(page: Any, there: str) -> None:
    if urlsplit(page.url)._replace(scheme="", netloc="").geturl() != there:
        page.goto(there)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("part", PAGES)
def test_every_page_can_be_read_by_everybody(
    visit: Visit, look: Look, part: str, lang: str, ways: dict[str, Ways]
) -> None:
    page = visit(part, "/nergens/", lang=lang)
    assert page.get_attribute("html", "lang") == lang
    look(page)
    for place in PAGES[part]:
        go(page, place, ways[part])
        assert page.get_attribute("html", "lang") == lang
        # Colours are the same in each language, and words are widest where there is least room.
        look(page) if lang == "nl" else look.quickly(page)


@pytest.mark.parametrize("part", MORE)
def test_what_is_built_of_the_same_is_looked_at_once(
    visit: Visit, look: Look, part: str, ways: dict[str, Ways]
) -> None:
    page = visit(part, "/nergens/", width=390)
    seen = []
    for place in MORE[part]:
        go(page, place, ways[part])
        look.quickly(page)
        seen.append(resolve(urlsplit(page.url).path).view_name)
    assert seen == [name_of(place) for place in MORE[part]]
    MADE[part](page, look)


def _an_agent_makes_nothing(page: Any, look: Look) -> None:
    """What an agent makes, other journeys go through."""


def _an_application_and_a_review_of_staff(page: Any, look: Look) -> None:
    page.goto("/desk/applications/")
    page.fill("[name=name]", "Roostermaker")
    page.fill("[name=redirect_uris]", "https://rooster.example.org/terug")
    onward(page, page.get_by_role("button", name="Registreren"))
    look.quickly(page)
    go(page, "/desk/applications/ > tbody a = access:application")
    look.quickly(page)
    page.goto("/desk/staff-access/")
    onward(page, page.get_by_role("button", name="Begin de beoordeling"))
    look.quickly(page)
    go(page, "/desk/staff-access/ > tbody a = access:staff-judge")
    look.quickly(page)


def _a_webhook_and_what_it_was_told(page: Any, look: Look) -> None:
    page.goto("/portal/webhooks/")
    page.fill("[name=url]", "https://luisteraar.example.org/hier")
    page.locator("[name=kinds]").first.check()
    onward(page, page.get_by_role("button", name="Webhook maken"))
    look.quickly(page)
    go(page, "/portal/webhooks/ > tbody a = webhook")
    onward(page, page.get_by_role("button", name="Proefbericht sturen"))
    look.quickly(page)
    page.goto(page.locator("#log tbody a").first.get_attribute("href"))
    assert resolve(urlsplit(page.url).path).view_name == "webhook-message"
    look.quickly(page)


MADE = {
    "agent": _an_agent_makes_nothing,
    "service manager": _an_application_and_a_review_of_staff,
    "owner": _a_webhook_and_what_it_was_told,
}
