"""What was typed is not lost when sending fails; and it is nobody else's."""

from typing import Any

import pytest
from tests.journeys.conftest import Installation, Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.tickets import WHAT, report, send_reply

NEW = "/portal/tickets/new/"
SUBJECT = "Getypt voor de verbinding wegviel"
HELD = "[data-draft-held]"


def enter(page: Any, link: str) -> None:
    page.goto(link)
    onward(page, "main button[type=submit]")


def fill(page: Any) -> None:
    page.goto(NEW)
    page.fill("[name=subject]", SUBJECT)
    page.check("[name=kind][value=incident]")
    page.check("[name=priority][value=p2]")
    page.fill("[name=what]", WHAT)


def typed(page: Any) -> tuple[str, str, bool]:
    priority = page.is_checked("[name=priority][value=p2]")
    return page.input_value("[name=subject]"), page.input_value("[name=what]"), priority


def kept(page: Any) -> int:
    return int(page.evaluate("() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).length"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "Wat u eerder typte staat hier weer."), ("en", "What you typed earlier is here again.")],
)
def test_a_session_that_ended_costs_no_text(
    installation: Installation, visit: Visit, look: Look, lang: str, words: str
) -> None:
    page = visit("", lang=lang)
    enter(page, installation.links()["owner"])
    fill(page)
    other = page.context.new_page()
    other.goto("/accounts/sign-out/")
    other.click("main button[type=submit]")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/accounts/sign-in/**")
    assert page.url.endswith("?next=%2Fportal%2Ftickets%2Fnew%2F")
    enter(page, installation.links()["owner"])
    page.goto(NEW)
    assert typed(page) == (SUBJECT, WHAT, True)
    assert words in page.inner_text(HELD)
    look(page)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/new/" not in url)
    assert kept(page) == 0
    page.goto(NEW)
    assert typed(page) == ("", "", False)
    assert not page.is_visible(HELD)


def test_a_connection_that_is_lost_midway_costs_no_text(visit: Visit) -> None:
    page = visit("owner")
    fill(page)
    page.context.set_offline(True)
    page.click("main form button[type=submit]")
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(NEW)
    assert typed(page) == (SUBJECT, WHAT, True)
    page.click("[data-draft-drop]")
    assert typed(page) == ("", "", False)
    page.reload()
    assert typed(page) == ("", "", False)


def test_a_reply_is_kept_by_its_own_ticket_and_goes_when_it_was_sent(visit: Visit) -> None:
    page = visit("owner")
    first, second = report(page, "De eerste"), report(page, "De tweede")
    page.goto(first)
    page.fill("[name=text]", "Halverwege een reactie")
    page.wait_for_function("() => Object.keys(sessionStorage).length > 0")
    page.goto(second)
    assert page.input_value("[name=text]") == ""
    page.goto(first)
    assert page.input_value("[name=text]") == "Halverwege een reactie"
    send_reply(page, "Halverwege een reactie")
    assert page.input_value("[name=text]") == ""
    assert kept(page) == 0


def test_nothing_is_left_for_who_comes_next(installation: Installation, visit: Visit) -> None:
    page = visit("")
    links = installation.links()
    enter(page, links["owner"])
    fill(page)
    page.wait_for_function("() => Object.keys(sessionStorage).length > 0")
    # Without signing out: somebody else signs in on the same tab.
    page.context.clear_cookies()
    enter(page, links["user"])
    assert kept(page) == 0
    page.context.clear_cookies()
    enter(page, installation.links()["owner"])
    page.goto(NEW)
    assert typed(page) == ("", "", False)


def test_signing_out_leaves_nothing_behind(installation: Installation, visit: Visit) -> None:
    page = visit("")
    enter(page, installation.links()["owner"])
    fill(page)
    page.wait_for_function("() => Object.keys(sessionStorage).length > 0")
    page.goto("/accounts/sign-out/")
    onward(page, "main button[type=submit]")
    assert kept(page) == 0
