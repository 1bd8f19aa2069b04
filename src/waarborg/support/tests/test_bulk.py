"""Several tickets at once: one act per ticket, and what one refuses does not hold up the others."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.models import HeldMessage, Message, Ticket
from waarborg.support.tests.reports import at, reported, runs

Enter = Callable[[Player], Client]
WHY = "Storing bij de leverancier van de verbinding."


@pytest.fixture
def two(cast: Cast, appreo: AgreementVersion, settings: object) -> list[Ticket]:
    settings.CLOCK_OFFSET = at("2026-04-07 11:00") - timezone.now()  # type: ignore[attr-defined]
    return [reported(cast, "2026-04-07 09:00"), reported(cast, "2026-04-07 10:00")]


def address(act: str) -> str:
    return f"/desk/queue/selected/{act}/"


def values(tickets: list[Ticket]) -> list[str]:
    return [f"{ticket.id}.{ticket.revision}" for ticket in tickets]


def fresh(tickets: list[Ticket]) -> list[Ticket]:
    with tenancy.enter(Role.DESK):
        return [Ticket.objects.get(id=ticket.id) for ticket in tickets]


def said(ticket: Ticket) -> list[str]:
    with tenancy.enter(Role.DESK):
        return list(Message.objects.filter(ticket=ticket, side="staff").values_list("body", flat=True))


def waits(ticket: Ticket) -> int:
    """How often a message waits on it (test_hold)."""
    with tenancy.enter(Role.DESK):
        return HeldMessage.objects.filter(ticket_id=ticket.id, stopped="").count()


def test_the_selection_is_asked_about_and_nothing_is_done_yet(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    page = signed_in(cast.agent).post(address("priority"), {"ticket": values(two)}).content.decode()
    assert all(ticket.shown_number in page for ticket in two)
    assert 'name="reason"' in page
    assert [ticket.revision for ticket in fresh(two)] == [ticket.revision for ticket in two]


def test_all_are_taken_at_once(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    page = signed_in(cast.agent).post(address("take"), {"ticket": values(two)}, follow=True)
    assert page.redirect_chain[-1][0].startswith("/desk/queue/?undo=")
    assert "2 meldingen zijn van u." in page.content.decode()
    assert {ticket.assignee_id for ticket in fresh(two)} == {cast.agent.person.id}


def test_the_priority_changes_with_one_reason(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    desk = signed_in(cast.agent)
    filled = {"ticket": values(two), "sure": "1", "priority": "p2", "reason": WHY}
    assert desk.post(address("priority"), filled).status_code == 302
    assert {ticket.priority for ticket in fresh(two)} == {"p2"}
    # Without a reason every one is refused, and each is still selected.
    again = desk.post(address("priority"), filled | {"priority": "p1", "reason": "", "ticket": values(fresh(two))})
    assert again.status_code == 409
    assert "2 meldingen zijn geweigerd" in again.content.decode()
    assert again.content.decode().count('name="ticket"') == 2
    assert {ticket.priority for ticket in fresh(two)} == {"p2"}


def test_who_was_answered_meanwhile_is_left_out_and_said_so(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    chosen = values(two)
    with tenancy.enter(Role.DESK):
        answer(two[0], by=cast.manager.actor, at=at("2026-04-07 11:00"), text="Was al beantwoord.", purpose="message")
    desk, once = signed_in(cast.agent), str(uuid4())
    filled = {"ticket": chosen, "sure": "1", "text": "Wij werken aan de storing.", "purpose": "message", "once": once}
    told = desk.post(address("message"), filled)
    page = told.content.decode()
    assert told.status_code == 200
    assert "Wordt over 20 seconden verstuurd bij 1 melding." in page
    assert "Eén melding is geweigerd" in page
    assert f"{two[0].shown_number} gewijzigd" in page
    assert "Wij werken aan de storing." in page
    assert [waits(ticket) for ticket in two] == [0, 1]
    # A second arrival of the same form sends nothing twice; the refused one goes when its new state was seen.
    desk.post(address("message"), filled)
    left = re.findall(r'name="ticket" value="([^"]+)"', page)
    assert len(left) == 1
    assert desk.post(address("message"), filled | {"ticket": left}).status_code == 302
    assert [waits(ticket) for ticket in two] == [1, 1]
    assert [said(ticket) for ticket in two] == [["Was al beantwoord."], []]


def test_a_manager_waives_the_term_that_stood_on_the_page(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    desk = signed_in(cast.manager)
    page = desk.post(address("waive"), {"ticket": values(two)}).content.decode()
    clocks = re.findall(r'name="clock" value="([^"]+)"', page)
    assert sorted(clocks) == sorted(f"{ticket.id}:support.pick-up" for ticket in two)
    filled = {"ticket": values(two), "clock": clocks, "sure": "1", "reason": WHY}
    assert desk.post(address("waive"), filled).status_code == 302
    assert [runs(cast, ticket)["support.pick-up"].verdict for ticket in two] == ["waived", "waived"]
    assert desk.post(address("waive"), filled).status_code == 409


@pytest.mark.parametrize(("player", "status"), [("agent", 403), ("owner", 404), ("stranger", 404)])
def test_nobody_else_waives_many(cast: Cast, two: list[Ticket], signed_in: Enter, player: str, status: int) -> None:
    answered = signed_in(getattr(cast, player)).post(address("waive"), {"ticket": values(two), "sure": "1"})
    assert answered.status_code == status
    assert {runs(cast, ticket)["support.pick-up"].verdict for ticket in two} == {""}


@pytest.mark.parametrize("chosen", [[], ["onzin"], ["x.y"], [f"{uuid4()}.1"], ["9" * 500]])
def test_nothing_selected_is_said_and_not_an_error_of_ours(
    cast: Cast, two: list[Ticket], signed_in: Enter, chosen: list[str]
) -> None:
    answered = signed_in(cast.agent).post(address("priority"), {"ticket": chosen})
    assert answered.status_code == 422
    assert "Er was geen melding geselecteerd" in answered.content.decode()


def test_the_queue_offers_what_the_reader_may_do(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    agent = signed_in(cast.agent).get("/desk/queue/").content.decode()
    manager = signed_in(cast.manager).get("/desk/queue/").content.decode()
    assert agent.count('name="ticket"') == manager.count('name="ticket"') == 2
    assert (address("waive") in agent, address("waive") in manager) == (False, True)
