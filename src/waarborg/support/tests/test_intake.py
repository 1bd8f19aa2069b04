"""Staff take a report by telephone, on behalf of an authorised contact, as of when it reached us."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.identifiers import uuid7
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Note, Ticket
from waarborg.support.tests.reports import at, due, reported

Enter = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def fields(cast: Cast, **more: str) -> dict[str, str]:
    return {
        "once": str(uuid7()),
        "reporter": str(cast.support_contact.person.id),
        "channel": "phone",
        "subject": "Niemand kan inloggen",
        "kind": "incident",
        "priority": "p1",
        "what": "De avonddienst komt er niet in.",
        **more,
    }


def take(cast: Cast, signed_in: Enter, **more: str) -> tuple[int, str, list[Ticket]]:
    answered = signed_in(cast.agent).post(f"/desk/tickets/new/{cast.merendaal.id}/", fields(cast, **more))
    with cast.agent.at_work():
        return answered.status_code, answered.content.decode(), list(Ticket.objects.all())


def test_it_is_the_contacts_and_starts_now(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    status, _, (ticket,) = take(cast, signed_in, mine="on")
    assert status == 302
    assert (ticket.reporter_name, ticket.channel, ticket.assignee_name) == ("S. Monster", "phone", "R. Specimen")
    assert ticket.picked_up_at is not None


def test_an_earlier_moment_starts_the_clocks_there(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    status, _, (ticket,) = take(cast, signed_in, received="2026-04-07T10:00", reason="Belde tijdens het overleg")
    assert status == 302
    assert ticket.reported_at == at("2026-04-07 10:00")
    assert due(cast, ticket, "support.pick-up") == "2026-04-07 14:00"


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ({"received": "2026-04-07T10:00"}, 422, "Zet erbij waarom"),
        ({"received": "2026-04-07T16:00", "reason": "x"}, 422, "ligt in de toekomst"),
        ({"received": "gisteren"}, 422, "Vul een dag en een tijd in"),
        ({"received": "2026-03-29T02:30", "reason": "x"}, 422, "bestaat niet"),
        ({"reporter": str(uuid7())}, 422, "Wie meldt het?"),
        ({"channel": "rook"}, 422, "Hoe kwam het binnen?"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, more: dict[str, str], status: int, says: str
) -> None:
    answered, page, tickets = take(cast, signed_in, **more)
    assert (answered, tickets) == (status, [])
    assert says in page
    assert 'value="Niemand kan inloggen"' in page


def test_someone_without_the_right_is_no_choice(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    page = signed_in(cast.agent).get(f"/desk/tickets/new/{cast.merendaal.id}/").content.decode()
    assert "S. Monster" in page
    assert "G. Model" not in page


def test_the_customer_is_found_by_a_part_of_the_name(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.agent).get("/desk/tickets/new/?q=thuiszorg").content.decode()
    assert "Stichting Thuiszorg Merendaal" in page
    assert "Zorggroep Hazelvoort" not in page


def test_the_same_note_sent_twice_is_one(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    ticket = reported(cast, "2026-04-07 11:00")
    desk, form = signed_in(cast.agent), {"once": str(uuid7()), "text": "Eén keer"}
    for _ in range(2):
        assert desk.post(f"/desk/tickets/{ticket.id}/note/", form).status_code == 302
    with cast.agent.at_work():
        assert Note.objects.count() == 1
