"""The knowledge base: an agent makes an article of a ticket and publishes it; a customer who is about to report the
same finds it despite a typing error, and has nothing to report any more."""

from typing import Any

from tests.journeys.conftest import Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.tickets import answer, at_the_desk, report

SUBJECT = "Kladblok verdwijnt bij opslaan"
SOLUTION = "Zet eerst de bladwijzer terug en kies dan opnieuw opslaan."


def make_article(page: Any, look: Look, ticket: str) -> None:
    page.goto(at_the_desk(ticket))
    answer(page, f"Beste heer Fictief, {SOLUTION}", "resolution")
    onward(page, "text=Maak een artikel van deze melding")
    assert SOLUTION in page.inner_text("main")
    look(page)
    page.click("text=Concept maken")
    page.wait_for_url("**/edit/")
    assert page.input_value("[name=title_nl]") == SUBJECT
    page.fill("[name=body_nl]", f"## Stappen\n\n1. {SOLUTION}")
    onward(page, "[name=preview]")
    assert page.inner_text(".w-article h4") == "Stappen"
    page.click("text=Als concept bewaren")
    page.wait_for_url(lambda url: not url.endswith("/edit/"))
    page.click("button[value=publish]")
    page.wait_for_selector("text=Het artikel is gepubliceerd")


def refer_to_it(page: Any, ticket: str) -> None:
    """A link to it goes into an answer by one click."""
    page.goto(at_the_desk(ticket))
    page.click("text=Naar een artikel verwijzen")
    page.click("#picked [data-insert]")
    assert f"{SUBJECT}: http" in page.input_value("[data-part=answer] textarea")


def test_an_article_from_a_ticket_saves_the_next_one(visit: Visit, look: Look) -> None:
    owner = visit("owner")
    ticket = report(owner, SUBJECT, priority="p3")
    agent = visit("agent")
    make_article(agent, look, ticket)
    refer_to_it(agent, ticket)
    owner.goto("/portal/tickets/new/")
    owner.fill("[name=subject]", "Het kladblk verdwijnt")
    owner.wait_for_selector("#offered a")
    look(owner)
    owner.click(f"#offered >> text={SUBJECT}")
    owner.wait_for_url("**/portal/help/**")
    assert SOLUTION in owner.inner_text(".w-article")
    look(owner)
    owner.click("text=Ja, dit lost het op")
    owner.wait_for_url("**/portal/tickets/")
    assert "Er is niets gemeld" in owner.inner_text("body")
    agent.goto("/desk/articles/")
    agent.wait_for_selector("text=Opgelost zonder melding")
    look(agent)
