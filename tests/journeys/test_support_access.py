"""A customer grants support two hours of access and sees what was done: two people, two browsers, a sealed picture."""

from typing import Any

import pytest
from tests.journeys.conftest import Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.tickets import at_the_desk, report

from waarborg.plumbing.tests.pixels import PNG

PICTURE = {"name": "scherm.png", "mimeType": "image/png", "buffer": PNG}
PURPOSE = "Zien welke regel ontbreekt"


@pytest.mark.clause("PX-43")
def test_a_customer_grants_support_two_hours_of_access_and_sees_what_was_done(visit: Visit, look: Look) -> None:
    owner = visit("owner", "/portal/tickets/new/")
    path = report(owner, "Eén regel ontbreekt in de uren")
    sealed = _sends_a_sealed_picture(owner, look)
    agent = visit("agent", at_the_desk(path))
    assert agent.request.get(sealed).status == 403
    _asks_for_access(agent, look)
    _is_granted_two_hours(owner, look)
    customer = _opens_the_content(agent, look)
    assert agent.request.get(sealed).status == 200
    # Without anybody touching the owner's page.
    owner.get_by_role("link", name="scherm.png").or_(owner.get_by_text("scherm.png")).first.wait_for()
    assert "Heeft uw gegevens bekeken" in owner.inner_text("#grants")
    look(owner)
    onward(owner, owner.get_by_role("button", name="Nu beëindigen"))
    assert [agent.request.get(one).status for one in (sealed, customer)] == [403, 403]
    assert "Niemand van support heeft nu toegang." in owner.inner_text("main")
    onward(owner, owner.get_by_role("link", name=PURPOSE).first)
    assert "door u beëindigd" in owner.inner_text("main")
    look(owner)
    _reads_it_again_in_what_happened(owner, look)


def _sends_a_sealed_picture(owner: Any, look: Look) -> str:
    owner.fill("#reply [name=text]", "Hier is het scherm, met namen van cliënten.")
    owner.set_input_files("#reply [name=files]", PICTURE)
    owner.check("#reply [name=sealed]")
    look(owner)
    owner.click("#reply button[type=submit]")
    link = owner.locator(".w-msg .w-file").last
    link.wait_for()
    assert "verzegeld" in link.inner_text()
    return str(link.get_attribute("href"))


def _asks_for_access(agent: Any, look: Look) -> None:
    agent.get_by_text("Vraag de klant om toegang").click()
    agent.fill("#grant-purpose", PURPOSE)
    look(agent)
    onward(agent, agent.get_by_role("button", name="Vragen", exact=True))
    assert "De klant heeft nog niet geantwoord." in agent.inner_text(".w-ticket-more")


def _is_granted_two_hours(owner: Any, look: Look) -> None:
    owner.goto("/portal/")
    assert "Support vraagt om toegang" in owner.inner_text("main")
    onward(owner, owner.get_by_role("link", name=PURPOSE))
    look(owner)
    onward(owner, owner.get_by_role("button", name="Geef 2 uur toegang"))
    assert "nog 1:59" in owner.inner_text("#grants").replace("\n", " ")


def _opens_the_content(agent: Any, look: Look) -> str:
    agent.reload()
    banner = agent.locator(".w-watch").first
    assert PURPOSE in banner.inner_text()
    look(agent)
    onward(agent, banner.get_by_role("link"))
    assert "scherm.png" in agent.inner_text("main")
    look(agent)
    return str(agent.url)


def _reads_it_again_in_what_happened(owner: Any, look: Look) -> None:
    owner.goto("/portal/audit/")
    said = owner.inner_text("main")
    for words in (
        "Het einde van uw toestemming aan support",
        "Uw toestemming aan support",
        "Heeft uw gegevens bekeken",
    ):
        assert words in said, words
    owner.select_option("[name=kind]", "support-access")
    onward(owner, owner.get_by_role("button", name="Tonen"))
    assert "Heeft uw gegevens bekeken" not in owner.inner_text("tbody")
    with owner.expect_download() as download:
        owner.get_by_role("link", name="Als bestand (CSV)").click()
    assert download.value.suggested_filename == "audit.csv"
    look(owner)
