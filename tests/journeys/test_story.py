"""One promise, from the report to the customer's reply: two people, two browsers, nobody reloads the queue."""

import re
from typing import Any

import pytest
from tests.journeys.conftest import Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.tickets import answer, at_the_desk, report, send_reply


def test_a_failure_is_reported_answered_asked_back_and_resumed(visit: Visit, look: Look) -> None:
    desk = visit("agent", "/desk/queue/")
    contact = visit("owner", "/portal/tickets/new/")
    look(contact)
    path = report(contact, "Uren komen niet door naar de facturatie")
    _sees_by_when_and_why(contact)
    look(contact)
    _appears_in_the_queue_by_itself(desk, path, look)
    _is_answered_and_asked_back(desk, contact, look)
    _is_replied_to(contact, look)
    desk.wait_for_selector(".w-held:visible")
    onward(desk, ".w-held a")
    assert "Medewerker 20417" in desk.inner_text(".w-thread")
    assert "reactie van de klant" in desk.inner_text("#journal")
    name = desk.inner_text(".w-side-me > span >> nth=-1").splitlines()[0]
    assert name in desk.inner_text("#journal")


def _sees_by_when_and_why(contact: Any) -> None:
    due = contact.inner_text("#answer h2")
    assert re.fullmatch(r"Uiterlijk maandag 2 november 12:[345]\d: oppakken van uw melding", due)
    assert re.search(r"Waarom maandag 12:[345]\d\?", contact.inner_text("#answer"))
    assert "weekend" in contact.inner_text("#answer").lower()
    assert contact.is_hidden(".w-held")
    assert re.search(r"Waarom .* voor de tussenoplossing\?", contact.inner_text("#answer"))


def _appears_in_the_queue_by_itself(desk: Any, path: str, look: Look) -> None:
    line = desk.locator(f"#queue-rows a.subject[href='{at_the_desk(path)}']")
    line.wait_for()
    look(desk)
    line.click()
    desk.wait_for_url(f"**{at_the_desk(path)}")
    assert desk.is_hidden(".w-held")
    assert "wordt nagekomen" in desk.inner_text("[data-for=message]")
    desk.check("[name=purpose][value=question]")
    assert desk.is_hidden("[data-for=message]")
    assert re.search(r"Oplossing gaat stilstaan tot de klant reageert", desk.inner_text("[data-for=question]"))
    look(desk)


def _is_answered_and_asked_back(desk: Any, contact: Any, look: Look) -> None:
    answer(desk, "Wij kijken ernaar.")
    assert "Oppakken van de melding" in desk.inner_text("aside")
    assert re.search(r"na 0:0\d, nagekomen|binnen een minuut, nagekomen", desk.inner_text("aside"))
    # The customer's page says that something changed, without moving a thing.
    contact.wait_for_selector(".w-held:visible")
    answer(desk, "Kunt u één regel noemen die u mist?", "question")
    assert "wacht op klant" in desk.inner_text(".w-title")
    look(desk)


def _is_replied_to(contact: Any, look: Look) -> None:
    onward(contact, ".w-held a")
    assert contact.locator(".w-msg").count() == 3
    assert "wacht op u" in contact.inner_text("h1 + p")
    assert "Oplossing: staat stil" in contact.inner_text("#answer")
    look(contact)
    contact.fill("[name=text]", "Medewerker 20417, cliënt 88163.")
    send_reply(contact, "Medewerker 20417")
    assert "Oplossing: staat stil" not in contact.inner_text("#answer")
    assert "in behandeling" in contact.inner_text("h1 + p")


def test_the_same_in_english_on_a_phone(visit: Visit, look: Look) -> None:
    contact = visit("owner", "/portal/tickets/", lang="en", width=390)
    look(contact)
    path = report(contact, "Hours do not reach invoicing", send="Send report")
    assert re.fullmatch(r"By Monday 2 November 12:[345]\d: pick-up of your report", contact.inner_text("#answer h2"))
    assert re.search(r"Why Monday .* for the workaround\?", contact.inner_text("#answer"))
    look(contact)
    desk = visit("agent", at_the_desk(path), lang="en", width=390)
    assert "will pause until the customer replies" in desk.inner_html("[data-for=question]")
    answer(desk, "Could you name one line?", "question")
    look(desk)
    contact.reload()
    assert "waiting for you" in contact.inner_text("h1 + p")


def test_after_the_solution_the_customer_decides_whether_it_opens_again(visit: Visit, look: Look) -> None:
    contact = visit("owner")
    path = report(contact, "Export geeft dubbele regels")
    desk = visit("agent", at_the_desk(path))
    answer(desk, "Opgelost in de export van vanmiddag.", "resolution")
    assert desk.locator("[data-part=answer] [name=purpose]").count() == 1
    look(desk)
    contact.goto(path)
    contact.fill("[name=text]", "Bij ons nog niet.")
    contact.click("text=Reactie versturen")
    contact.wait_for_selector("#reopen-h")
    look(contact)
    onward(contact, "text=Ja, heropenen")
    assert "in behandeling" in contact.inner_text("h1 + p")


def test_withdrawing_asks_first_and_ends_what_runs(visit: Visit, look: Look) -> None:
    contact = visit("owner")
    report(contact, "Was een vergissing")
    assert contact.is_hidden("text=Ja, intrekken")
    contact.click("text=Deze melding intrekken")
    onward(contact, "text=Ja, intrekken")
    assert "ingetrokken" in contact.inner_text("h1 + p")
    look(contact)


def test_an_ordinary_user_reads_own_tickets_and_hears_who_may_report(visit: Visit, look: Look) -> None:
    page = visit("user", "/portal/tickets/")
    look(page)
    page.goto("/portal/tickets/new/")
    assert "Uw collega meldt dit voor u" in page.inner_text("h1")
    look(page)


def test_a_report_by_telephone_starts_when_the_customer_called(visit: Visit, look: Look) -> None:
    desk = visit("agent", "/desk/queue/")
    desk.click("text=Melding aannemen")
    desk.fill("#q", "Thuiszorg Merendaal")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/new/?q=**")
    look(desk)
    desk.click("main .w-list a")
    desk.select_option("[name=reporter]", index=1)
    desk.fill("[name=subject]", "Niemand kan inloggen")
    desk.check("[name=kind][value=incident]")
    desk.check("[name=priority][value=p1]")
    desk.fill("[name=what]", "De avonddienst komt er niet in.")
    desk.fill("[name=received]", "2026-10-30T15:00")
    desk.uncheck("[name=mine]")
    onward(desk, "text=Klokken starten")
    # The earlier moment asks for a reason, and nothing that was typed is lost.
    assert "waarom deze melding nu pas" in desk.inner_text("[role=alert]")
    assert desk.input_value("[name=subject]") == "Niemand kan inloggen"
    look(desk)
    desk.fill("[name=reason]", "Belde tijdens het overleg.")
    onward(desk, "text=Klokken starten")
    assert "per telefoon" in desk.inner_text(".w-title")
    assert "gemeld 15:00" in desk.inner_text("aside")
    assert re.search(r"uiterlijk ma 2 nov 11:00|uiterlijk 11:00", desk.inner_text("aside"))


@pytest.mark.parametrize("part", ["agent", "service manager"])
def test_a_ticket_is_given_to_a_colleague(visit: Visit, part: str) -> None:
    path = at_the_desk(report(visit("owner"), f"Voor een collega van {part}"))
    desk = visit(part, path)
    desk.click(".w-head summary:has-text('Niemand')")
    name = "K. Voorbeeld" if part == "agent" else "R. Specimen"
    desk.select_option("[name=person]", label=name)
    onward(desk, ".w-head details:has([name=person]) button[type=submit]")
    assert desk.locator(f".w-head summary:has-text('{name}')").count() == 1


def test_priority_needs_a_reason_and_the_menu_stays_open_until_it_has_one(visit: Visit, look: Look) -> None:
    desk = visit("agent", at_the_desk(report(visit("owner"), "Prioriteit klopt niet")))
    desk.click("#priority summary")
    desk.select_option("[name=priority]", "p2")
    look(desk)
    onward(desk, "text=Prioriteit zetten")
    assert "Zet erbij waarom" in desk.inner_text("[role=alert]")
    assert desk.is_visible("[name=reason]")
    desk.fill("[name=reason]", "Er is een omweg.")
    onward(desk, "text=Prioriteit zetten")
    assert "Prioriteit 2" in desk.inner_text(".w-head")
    assert "prioriteit bepaald (Prioriteit 2)" in desk.inner_text("#journal")


def _focused(page: Any) -> str:
    found: str = page.evaluate("() => document.activeElement.name || document.activeElement.textContent.trim()")
    return found


def _row(page: Any) -> str:
    found: str = page.evaluate("() => document.activeElement.closest('[data-row]').id")
    return found


def test_an_agent_works_by_keyboard_alone(visit: Visit, look: Look) -> None:
    contact = visit("owner")
    path = at_the_desk(report(contact, "Met het toetsenbord"))
    desk = visit("agent", "/desk/queue/")
    _walks_the_queue_and_opens(desk)
    _searches(desk, "Met het toetsenbord")
    desk.goto(path)
    _reads_the_sheet(desk, look)
    desk.keyboard.press("e")
    assert desk.locator("aside details[open]").count() == 1
    _notes_and_answers(desk, look)
    _looks_at_the_priority(desk)
    desk.keyboard.press("g")
    desk.keyboard.press("w")
    desk.wait_for_url("**/desk/queue/")
    contact.goto(path.replace("/desk/", "/portal/", 1))
    assert "Alleen voor ons" not in contact.content()


def _walks_the_queue_and_opens(desk: Any) -> None:
    keys = desk.keyboard
    keys.press("j")
    # Rows are told apart by what they are: two tickets may have one subject.
    first, row = _focused(desk), _row(desk)
    keys.press("j")
    assert _row(desk) != row
    keys.press("k")
    assert (_focused(desk), _row(desk)) == (first, row)
    keys.press("Enter")
    desk.wait_for_url("**/desk/tickets/*/")
    assert first in desk.inner_text("h1")


def _searches(desk: Any, text: str) -> None:
    keys = desk.keyboard
    keys.press("/")
    desk.wait_for_url("**/desk/tickets/#q")
    assert _focused(desk) == "q"
    keys.type(text)
    keys.press("Enter")
    desk.wait_for_url("**q=Met**")


def _reads_the_sheet(desk: Any, look: Look) -> None:
    """What it tells of this page is what this page has."""
    desk.keyboard.press("?")
    desk.wait_for_selector("#keys[open]")
    look(desk)
    told = set(desk.locator("#keys dl").first.locator("dt:visible").all_inner_texts())
    assert told == {"A", "R", "I", "P", "W", "T", "M", "E", "Ctrl Enter"}
    desk.keyboard.press("Escape")


def _notes_and_answers(desk: Any, look: Look) -> None:
    keys = desk.keyboard
    keys.press("i")
    assert _focused(desk) == "text"
    keys.type("Alleen voor ons")
    look(desk)
    keys.press("Control+Enter")
    desk.wait_for_selector(".w-msg[data-kind=note]")
    keys.press("r")
    assert _focused(desk) == "text"
    keys.type("Wij zijn bezig.")
    for reached in ("Tekst invoegen", "Teksten", "purpose"):
        keys.press("Tab")
        assert _focused(desk) == reached
    keys.press("ArrowRight")
    assert desk.is_checked("[name=purpose][value=question]")
    assert desk.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") != "none"
    desk.focus("[data-part=answer] textarea")
    keys.press("Control+Enter")
    desk.wait_for_selector("text=wacht op klant")


def _looks_at_the_priority(desk: Any) -> None:
    keys = desk.keyboard
    keys.press("p")
    keys.press("Tab")
    assert _focused(desk) == "priority"
    keys.press("Escape")
    assert desk.locator("#priority[open]").count() == 0


def test_everything_works_without_script(visit: Visit) -> None:
    contact = visit("owner", js=False)
    path = report(contact, "Zonder script")
    assert "oppakken van uw melding" in contact.inner_text("#answer h2")
    contact.click("summary:has-text('voor de tussenoplossing')")
    desk = visit("agent", "/desk/queue/?view=nobody", js=False)
    desk.goto(at_the_desk(path))
    assert "wordt nagekomen" in desk.inner_text("[data-for=message]")
    desk.click("label:has-text('Interne notitie')")
    desk.fill("[data-part=note] textarea", "Zonder script bewaard")
    onward(desk, "text=Notitie bewaren")
    assert desk.locator(".w-msg[data-kind=note]").count() == 1
    desk.click("#priority summary")
    assert desk.is_visible("[name=reason]")
    answer(desk, "Kunt u iets noemen?", "question")
    contact.goto(path)
    assert "wacht op u" in contact.inner_text("h1 + p")
    contact.fill("[name=text]", "Alles.")
    send_reply(contact, "Alles.")
    assert "in behandeling" in contact.inner_text("h1 + p")
