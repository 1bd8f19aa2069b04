"""The pages of the desk and the portal, through the door: what they say, and how often they ask the database."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import clock
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.models import Message, Ticket
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]


@pytest.fixture
def tuesday(settings: object) -> None:
    """Tuesday 7 April 2026, 11:42 in Amsterdam."""
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def fields(**more: str) -> dict[str, str]:
    return {"once": str(uuid7()), **more}


REPORT = {
    "subject": "Uren komen niet door",
    "kind": "incident",
    "priority": "p1",
    "what": "De uren van 2 april staan niet in de facturatie.",
    "place": "Facturatie",
    "since": "vanmiddag",
    "affected": "zes teams",
}


def test_a_contact_reports_and_sees_by_when_and_why(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at("2026-04-03 16:30") - timezone.now()  # type: ignore[attr-defined]
    client = signed_in(cast.support_contact)
    answered = client.post("/portal/tickets/new/", fields(**REPORT), follow=True)
    page = answered.content.decode()
    assert answered.status_code == 200
    assert "Uiterlijk dinsdag 7 april 12:30: oppakken van uw melding" in page
    assert "Tweede Paasdag" in page
    assert "Waarom dinsdag 12:30?" in page


def test_it_reads_in_english_too(cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    client = signed_in(cast.support_contact)
    client.cookies["waarborg_language"] = "en"
    page = client.get(f"/portal/tickets/{ticket.id}/").content.decode()
    assert "By today 12:30: pick-up of your report" in page
    assert "Easter Monday" in page


def test_wrong_input_is_named_and_nothing_is_lost(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    answered = signed_in(cast.support_contact).post(
        "/portal/tickets/new/", fields(**{**REPORT, "what": "", "kind": "x"})
    )
    page = answered.content.decode()
    assert answered.status_code == 422
    assert 'value="Uren komen niet door"' in page
    with cast.owner.at_work():
        assert Ticket.objects.count() == 0


def test_an_ordinary_user_hears_who_may_report(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    answered = signed_in(cast.ordinary_user).get("/portal/tickets/new/")
    assert answered.status_code == 403
    assert "S. Monster" in answered.content.decode()


def test_a_stranger_gets_404_for_another_customers_ticket(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    assert signed_in(cast.stranger).get(f"/portal/tickets/{ticket.id}/").status_code == 404


def test_an_ordinary_user_sees_only_own_tickets(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    assert signed_in(cast.ordinary_user).get(f"/portal/tickets/{ticket.id}/").status_code == 404


def test_staff_answer_and_ask_back_and_the_customer_sees_the_clock_stand_still(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    ticket = reported(cast, "2026-04-07 11:00")
    desk = signed_in(cast.agent)
    sent = desk.post(
        f"/desk/tickets/{ticket.id}/answer/",
        fields(text="Kunt u een regel noemen?", purpose="question", revision="1"),
        follow=True,
    )
    assert sent.status_code == 200
    page = signed_in(cast.support_contact).get(f"/portal/tickets/{ticket.id}/").content.decode()
    assert "Kunt u een regel noemen?" in page
    assert "Wij wachten op uw antwoord" in page


def test_an_answer_that_crosses_is_held_with_its_text(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    ticket = reported(cast, "2026-04-07 11:00")
    with cast.manager.at_work():
        answer(ticket, by=cast.manager.actor, at=at("2026-04-07 11:30"), text="Ik kijk.", purpose="message")
    desk = signed_in(cast.agent)
    form = fields(text="Mijn lange antwoord", purpose="message", revision="1")
    held = desk.post(f"/desk/tickets/{ticket.id}/answer/", form)
    assert held.status_code == 409
    assert "Mijn lange antwoord" in held.content.decode()
    assert 'name="revision" value="2"' in held.content.decode()
    with cast.agent.at_work():
        assert Message.objects.filter(ticket=ticket, side="staff").count() == 1


def test_an_internal_note_never_reaches_the_customer(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    ticket = reported(cast, "2026-04-07 11:00")
    desk = signed_in(cast.agent)
    desk.post(f"/desk/tickets/{ticket.id}/note/", fields(text="Alleen voor ons"))
    assert "Alleen voor ons" in desk.get(f"/desk/tickets/{ticket.id}/").content.decode()
    assert "Alleen voor ons" not in signed_in(cast.owner).get(f"/portal/tickets/{ticket.id}/").content.decode()


def test_the_queue_bands_what_is_late_today_and_paused(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    late = reported(cast, "2026-04-02 09:00")
    reported(cast, "2026-04-07 11:00")
    page = signed_in(cast.agent).get("/desk/queue/").content.decode()
    assert page.index("Te laat") < page.index(late.shown_number) < page.index("Vandaag</b>")
    assert "service" in page


def test_only_the_rows_answer_htmx(cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None) -> None:
    reported(cast, "2026-04-07 11:00")
    rows = signed_in(cast.agent).get("/desk/queue/", headers={"HX-Request": "true"}).content.decode()
    assert rows.lstrip().startswith('<tbody id="queue-rows"')


@pytest.mark.parametrize(
    ("address", "player"),
    [("/desk/queue/", "agent"), ("/desk/tickets/", "agent"), ("/portal/tickets/", "owner")],
)
def test_lists_ask_the_database_as_often_for_three_rows_as_for_one(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None, address: str, player: str
) -> None:
    client = signed_in(getattr(cast, player))
    asked = []
    for number in range(3):
        reported(cast, f"2026-04-07 1{number}:00")
        if number in (0, 2):
            client.get(address)
            with counted() as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= 14


@pytest.mark.parametrize(
    ("address", "player", "says"),
    [
        ("/desk/queue/", "agent", "Er wacht niets"),
        ("/desk/tickets/", "agent", "Nog geen meldingen"),
        ("/portal/tickets/", "owner", "Er is niets in behandeling"),
    ],
)
def test_empty_pages_say_what_to_do_next(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, address: str, player: str, says: str
) -> None:
    assert says in signed_in(getattr(cast, player)).get(address).content.decode()


def test_the_first_page_of_each_face(cast: Cast, signed_in: Enter) -> None:
    assert signed_in(cast.agent).get("/", follow=True).redirect_chain[-1][0] == "/desk/queue/"
    assert clock.offset() == timedelta(0)
