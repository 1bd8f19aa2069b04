"""Waiving a term from the desk's page of a ticket, and what both sides read of it afterwards."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.actions.raise_notices import raise_notices
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, reported, runs

Enter = Callable[[Player], Client]
WHY = "Wij spraken met u af dat dit tot woensdag mocht wachten."


@pytest.fixture
def late(cast: Cast, appreo: AgreementVersion, settings: object) -> Ticket:
    """A ticket whose pick-up is late, on Tuesday 7 April 2026 at 15:00."""
    settings.CLOCK_OFFSET = at("2026-04-07 15:00") - timezone.now()  # type: ignore[attr-defined]
    ticket = reported(cast, "2026-04-07 09:00")
    raise_notices(at=at("2026-04-07 14:00"))
    return ticket


def address(ticket: Ticket, promise: str = "support.pick-up") -> str:
    return f"/desk/tickets/{ticket.id}/waive/{promise}/"


def verdict(cast: Cast, ticket: Ticket) -> str:
    return runs(cast, ticket)["support.pick-up"].verdict


def test_a_service_manager_waives_and_the_customer_reads_why(cast: Cast, late: Ticket, signed_in: Enter) -> None:
    desk = signed_in(cast.manager)
    assert address(late) in desk.get(f"/desk/tickets/{late.id}/").content.decode()
    assert "Deze termijn kwijtschelden?" in desk.get(address(late)).content.decode()
    page = desk.post(address(late), {"reason": WHY}, follow=True).content.decode()
    assert "Oppakken van de melding is kwijtgescholden." in page
    assert WHY in page
    assert address(late) not in page
    # The journal names the clock as staff know it, not by its key.
    assert "(Oppakken van de melding)" in page[page.index('id="journal"') :]
    assert "wordt niet nagekomen" not in page
    assert verdict(cast, late) == "waived"
    portal = signed_in(cast.owner).get(f"/portal/tickets/{late.id}/").content.decode()
    assert WHY in portal
    assert "Dit hadden wij eerder moeten doen" not in portal


def test_a_waived_term_presses_nobody_in_the_queue(cast: Cast, late: Ticket, signed_in: Enter) -> None:
    desk = signed_in(cast.manager)
    assert "Te laat</b>" in desk.get("/desk/queue/").content.decode()
    desk.post(address(late), {"reason": WHY})
    page = desk.get("/desk/queue/").content.decode()
    assert "Te laat</b>" not in page
    assert late.shown_number in page


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_without_a_reason_that_fits_nothing_is_waived(cast: Cast, late: Ticket, signed_in: Enter, reason: str) -> None:
    answered = signed_in(cast.manager).post(address(late), {"reason": reason})
    assert answered.status_code == 422
    assert verdict(cast, late) == "broken"


@pytest.mark.parametrize(("player", "status"), [("agent", 403), ("owner", 404), ("stranger", 404)])
def test_nobody_else_waives(cast: Cast, late: Ticket, signed_in: Enter, player: str, status: int) -> None:
    client = signed_in(getattr(cast, player))
    assert client.get(address(late)).status_code == status
    assert client.post(address(late), {"reason": WHY}).status_code == status
    assert verdict(cast, late) == "broken"


def test_an_agent_sees_no_link_to_it(cast: Cast, late: Ticket, signed_in: Enter) -> None:
    assert "/waive/" not in signed_in(cast.agent).get(f"/desk/tickets/{late.id}/").content.decode()


def test_a_term_that_does_not_run_here_is_not_there(cast: Cast, late: Ticket, signed_in: Enter) -> None:
    assert signed_in(cast.manager).get(address(late, "support.bug")).status_code == 404


def test_a_term_that_was_met_cannot_be_waived(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 09:30"), text="Wij kijken.", purpose="message")
    desk = signed_in(cast.manager)
    assert "er valt niets kwijt te schelden" in desk.get(address(ticket)).content.decode()
    desk.post(address(ticket), {"reason": WHY})
    assert verdict(cast, ticket) == "met"
