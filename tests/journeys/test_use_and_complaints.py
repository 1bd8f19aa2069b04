"""A customer that uses much of support: both sides see it, talk, and nothing is charged before the customer agrees. And
a complaint, from filing to the second opinion."""

from typing import Any

import pytest
from tests.journeys.conftest import Installation, Visit
from tests.journeys.looking import Look
from tests.journeys.own_customers import enters, prepared

# Five of one size under one agreement, of which the first took twenty times as long as the others.
STEPS = """
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.profiles import documents, profile
from waarborg.support.actions.report import Report, report
from waarborg.support.actions.use.look import _figures
from waarborg.support.actions.use.signal import raise_signal
from waarborg.support.actions.use.time import write_time
from waarborg.support.queries.use import fair_use
names = ("Rivierland", "Heuvelrug", "Zeeklei", "Veenweide", "Zandgrond")
owners = [customer(f"Praktijk {name}", name.lower(), 100) for name in names]
complainer = customer("Kliniek Klaver", "klaver", 40)
for name, bound in (("cliendo", owners), ("perplex-dbc", [complainer])):
    with tenancy.enter(Role.DESK):
        version = publish(profile(name), by=by, at=clock.now(), provider=provider.id, name=f"{name}.yaml",
                          documents=documents(name))
        for one in bound:
            bind(version, by=by, at=clock.now(), tenant=one.organisation.id)
tickets = []
for place, one in enumerate(owners):
    with one.at_work():
        asked = Report(subject="Een verslag voor de gemeente", kind="question", what="Hoe?", priority="normal")
        tickets.append(report(one.organisation.id, asked, by=one.actor, at=clock.now(), channel="mail"))
    with tenancy.enter(Role.DESK):
        write_time(tickets[-1], by=by, at=clock.now(), minutes=10 if place else 200)
with tenancy.enter(Role.DESK):
    found = fair_use(clock.now())[owners[0].organisation.id][0]
    raise_signal(owners[0].organisation.id, "fair-use", "2026-10", _figures(found), at=clock.now())
print(json.dumps({"customer": str(owners[0].organisation.id), "ticket": str(tickets[0].id)}))
"""


@pytest.fixture(scope="module")
def made(installation: Installation) -> dict[str, str]:
    found: dict[str, str] = prepared(installation, STEPS)
    return found


def saved(page: Any, button: str = "main form button[type=submit]") -> None:
    with page.expect_navigation():
        page.click(button)


@pytest.mark.clause("CL-05")
def test_much_use_of_support_is_seen_by_both_talked_about_and_charged_only_after_a_yes(
    visit: Visit, look: Look, made: dict[str, str]
) -> None:
    owner, desk = visit(""), visit("service manager", f"/desk/use/{made['customer']}/")
    enters(owner, "e.proef@rivierland.example.org")
    owner.goto("/portal/use/")
    for page in (owner, desk):
        assert "meer dan redelijk" in page.inner_text("main") and "4,16 keer het gemiddelde" in page.inner_text("main")
    desk.check("[name=choice][value=proposal]")
    desk.fill("[name=reason]", "Advies: leid een sleutelgebruiker op. Wij stellen voor dat te doen.")
    saved(desk)
    look(desk)
    saved(desk, "a:has-text('Een voorstel doen')")
    desk.fill("[name=what]", "Een sleutelgebruiker opleiden")
    desk.fill("[name=text]", "Twee dagdelen bij u, in november.")
    desk.fill("[name=amount]", "480.00")
    saved(desk)
    assert "wacht op antwoord" in desk.inner_text("main")
    look(desk)

    owner.goto("/portal/use/")
    assert "leid een sleutelgebruiker op" in owner.inner_text("main")
    saved(owner, "a:has-text('Een sleutelgebruiker opleiden')")
    look(owner)
    saved(owner, "button[value=accept]")
    assert "aangenomen" in owner.inner_text("main")
    owner.goto("/portal/charges/")
    assert "EUR 480.00" in owner.inner_text("main table")
    look(owner)


def test_what_a_report_is_about_is_said_by_the_desk_and_contested_by_the_customer(
    visit: Visit, look: Look, made: dict[str, str]
) -> None:
    desk, owner = visit("agent", f"/desk/tickets/{made['ticket']}/topic/"), visit("", width=375)
    desk.check("[name=topic][value=own-requirements]")
    desk.fill("[name=why]", "De gemeente vraagt het.")
    saved(desk)
    look(desk)
    enters(owner, "e.proef@rivierland.example.org")
    owner.goto(f"/portal/tickets/{made['ticket']}/topic/")
    look(owner)
    owner.fill("[name=why]", "Het is een fout in de export.")
    saved(owner)
    desk.goto(f"/desk/tickets/{made['ticket']}/")
    assert "betwist" in desk.inner_text(".w-title")


@pytest.mark.clause("PX-89")
def test_a_complaint_goes_from_filing_to_a_second_opinion_by_somebody_else(
    visit: Visit, look: Look, made: dict[str, str]
) -> None:
    owner, desk = visit("", width=375), visit("service manager", "/desk/complaints/")
    enters(owner, "e.proef@klaver.example.org")
    owner.goto("/portal/complaints/new/")
    owner.fill("[name=subject]", "Drie dagen geen antwoord")
    owner.fill("[name=what]", "Wij belden vier keer.")
    saved(owner, "button:has-text('Klacht versturen')")
    # Five days, all of them counted, from Friday 16:30 on.
    assert "wo 4 nov 16:" in owner.inner_text("main")
    look(owner)
    desk.reload()
    saved(desk, "tbody a:has-text('Drie dagen geen antwoord')")
    saved(desk, "form[action$='/take/'] button")
    desk.fill("form[action$='/answer/'] textarea", "Wij hadden moeten bellen; dat spijt ons.")
    desk.check("[name=outcome][value=partly]")
    saved(desk, "form[action$='/answer/'] button[type=submit]")
    look(desk)
    owner.reload()
    assert "dat spijt ons" in owner.inner_text("main")
    owner.fill("form[action$='/appeal/'] textarea", "Er is niets toegezegd.")
    saved(owner, "form[action$='/appeal/'] button")
    look(owner)
    desk.reload()
    # Somebody else: who gave the first opinion cannot take it again.
    assert desk.locator("form[action$='/take/']").count() == 0
    assert "K. Voorbeeld" in desk.inner_text(".w-thread")
