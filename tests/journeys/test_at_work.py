"""Colleagues at one ticket: who else is there, what was typed and not sent, and a menu that stays as it was folded."""

from tests.journeys.conftest import Visit
from tests.journeys.looking import Look
from tests.journeys.tickets import at_the_desk, report

ANSWER = "[data-part=answer] textarea"


def test_a_colleague_is_seen_writing_and_his_draft_is_in_his_other_browser(visit: Visit, look: Look) -> None:
    path = at_the_desk(report(visit("owner"), "Twee collega's kijken"))
    one, other = visit("agent", path), visit("service manager", path)
    one.wait_for_selector("[data-here] :text-matches('.+')")
    with one.expect_response(lambda answer: "/drafts/" in answer.url and answer.request.method == "POST") as kept:
        one.click(ANSWER)
        one.keyboard.type("Half geschreven antwoord")
    assert kept.value.ok
    other.wait_for_selector("[data-here] :text-matches('antwoord')")
    look(other)
    again = visit("agent", path)
    again.wait_for_function("() => document.querySelector('[data-part=answer] textarea').value !== ''")
    assert again.input_value(ANSWER) == "Half geschreven antwoord"
    assert visit("service manager", path).input_value(ANSWER) == ""


def test_a_part_of_the_menu_that_was_folded_is_folded_on_the_next_page(visit: Visit) -> None:
    page = visit("service manager", "/desk/queue/")
    part = page.locator("summary[data-fold]").first
    name = part.get_attribute("data-fold")
    assert page.locator(f"details:has(> summary[data-fold='{name}'])").get_attribute("open") is not None
    part.focus()
    page.keyboard.press("Enter")
    page.goto("/desk/queue/")
    assert page.locator(f"details:has(> summary[data-fold='{name}'])").get_attribute("open") is None
