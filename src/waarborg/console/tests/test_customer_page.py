"""What the desk's page of a customer shows beside its people, and who looked."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.models import Organisation
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def test_agreement_month_and_open_tickets_stand_on_one_page(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    late = reported(cast, "2026-04-02 16:00")
    later = reported(cast, "2026-04-07 11:00")
    page = signed_in(cast.agent).get(f"/desk/customers/{cast.merendaal.id}/").content.decode()
    assert "/desk/agreements/appreo/2026.1/" in page
    assert "nog niets beslist" in page
    assert page.index(late.shown_number) < page.index(later.shown_number)


def test_a_customer_without_agreement_is_named_with_the_way_out(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.manager).get(f"/desk/customers/{cast.merendaal.id}/").content.decode()
    assert "Aan geen overeenkomst gekoppeld" in page
    assert "Kies een versie om te koppelen" in page
    assert "Er staat niets open." in page


@pytest.mark.parametrize("who", ["agent", "manager"])
def test_it_asks_twelve_questions_at_most_for_one_ticket_and_for_three(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, who: str
) -> None:
    client, address = signed_in(getattr(cast, who)), f"/desk/customers/{cast.merendaal.id}/"
    asked = []
    for number in range(3):
        reported(cast, f"2026-04-07 1{number}:00")
        if number in (0, 2):
            client.get(address)
            with counted() as queries:
                assert client.get(address).status_code == 200
            asked.append(sum(not one.startswith(("SAVEPOINT", "RELEASE")) for one in queries))
    # The session and the note that somebody looked are among them.
    assert asked[0] == asked[1] <= 12


def test_the_customer_reads_who_looked(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    assert "Niemand keek" in signed_in(cast.owner).get("/portal/who-looked/").content.decode()
    assert "/portal/who-looked/" in signed_in(cast.owner).get("/portal/").content.decode()
    assert "/portal/who-looked/" not in signed_in(cast.ordinary_user).get("/portal/").content.decode()
    signed_in(cast.agent).get(f"/desk/customers/{cast.merendaal.id}/")
    assert "R. Specimen" in signed_in(cast.owner).get("/portal/who-looked/").content.decode()
    assert "R. Specimen" not in signed_in(cast.stranger).get("/portal/who-looked/").content.decode()


def test_what_was_looked_at_leads_to_pages_of_ones_own_in_ones_own_language(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket, agent, owner = reported(cast, "2026-04-07 11:00"), signed_in(cast.agent), signed_in(cast.owner)
    agent.get(f"/desk/tickets/{ticket.id}/")
    agent.get(f"/desk/customers/{cast.merendaal.id}/")
    owner.cookies["waarborg_language"] = "en"
    page = owner.get("/portal/who-looked/").content.decode()
    assert f"/portal/tickets/{ticket.id}/" in page
    assert "/desk/" not in page
    assert "the organisation</td><td>customer page" in page
    staff = signed_in(cast.manager).get(f"/desk/customers/{cast.merendaal.id}/who-looked/").content.decode()
    assert f"/desk/tickets/{ticket.id}/" in staff
    assert "de organisatie</td><td>klantpagina" in staff


@pytest.mark.parametrize(("lang", "day"), [("nl", "7 apr 2026"), ("en", "7 Apr 2026")])
def test_since_when_somebody_is_a_customer_is_written_as_people_write_days(
    cast: Cast, signed_in: Enter, lang: str, day: str
) -> None:
    with cast.agent.at_work():
        Organisation.objects.filter(id=cast.merendaal.id).update(created=at("2026-04-07 00:30"))
    client = signed_in(cast.agent)
    client.cookies["waarborg_language"] = lang
    assert day in client.get("/desk/customers/", {"q": "merendaal"}).content.decode()


@pytest.mark.parametrize(("player", "status"), [("manager", 200), ("agent", 403), ("owner", 404)])
def test_who_reads_the_access_log_on_the_desk(cast: Cast, signed_in: Enter, player: str, status: int) -> None:
    address = f"/desk/customers/{cast.merendaal.id}/who-looked/"
    assert signed_in(getattr(cast, player)).get(address).status_code == status


def test_an_ordinary_user_does_not_read_the_access_log(cast: Cast, signed_in: Enter) -> None:
    assert signed_in(cast.ordinary_user).get("/portal/who-looked/").status_code == 403


@pytest.mark.parametrize("cursor", ["", "x", "2026-13-40", "2026-04-07T11:00:00"])
def test_a_cursor_that_cannot_be_read_is_the_first_page(cast: Cast, signed_in: Enter, cursor: str) -> None:
    assert signed_in(cast.owner).get("/portal/who-looked/", {"before": cursor}).status_code == 200
