"""The pages of rosters and alarms: what stands on them, what a form does, and how often they ask the database."""

import html
from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.availability.actions.alarms.keep_policy import try_policy
from waarborg.availability.models import AlarmPolicy, Roster, RosterSwap
from waarborg.availability.tests.alarming import FIRST_DAY, make_policy, make_roster, weeks
from waarborg.availability.tests.incidents import at
from waarborg.customers.actions.person_left import person_left
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.slots import counted

SignIn = Callable[[Player], Client]


pytestmark = pytest.mark.usefixtures("noon")


def text(client: Client, path: str) -> str:
    return html.unescape(client.get(path).content.decode())


def test_empty_pages_say_what_to_do_next(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.manager)
    assert "Nog geen rooster" in text(client, "/desk/on-call/")
    assert "Nog geen alarmschema: een storing roept niemand." in text(client, "/desk/alarms/")
    assert "Er is nog geen rooster" in text(client, "/desk/alarms/policies/new/")


def test_a_roster_is_made_a_layer_added_and_a_duty_swapped_by_the_forms(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.manager)
    who = str(cast.agent.person.id)
    given = {"name": "Wacht", "zone": "Europe/Amsterdam", "person0": who, "rotation": "weekly", "handover": "09:00"}
    assert client.post("/desk/on-call/new/", given | {"first": "geen dag"}).status_code == 422
    assert client.post("/desk/on-call/new/", given | {"first": f"{FIRST_DAY}"}).status_code == 302
    with cast.manager.at_work():
        row = Roster.objects.get()
    path = f"/desk/on-call/{row.id}/"
    office = {"person0": str(cast.manager.person.id), "rotation": "daily", "first": f"{FIRST_DAY}", "handover": "08:00"}
    hours = {"weekdays": ["0", "1", "2", "3", "4"], "begins": "08:00", "ends": "18:00"}
    assert client.post(f"{path}layers/1/", office | {"weekdays": ["0"]}).status_code == 422
    assert client.post(f"{path}layers/1/", office | hours).status_code == 302
    assert client.get(f"{path}layers/3/").status_code == 404
    page = text(client, path)
    assert "maandag, dinsdag, woensdag, donderdag en vrijdag 08:00-18:00" in page
    swapped = {"person": str(cast.manager.person.id), "begins_at": "2026-04-09T20:00", "ends_at": "2026-04-09T23:00"}
    assert client.post(path, swapped | {"ends_at": "2026-04-09T19:00"}).status_code == 422
    assert client.post(path, swapped).status_code == 302
    assert "geruild" in text(client, path)
    with cast.manager.at_work():
        made = RosterSwap.objects.get()
    assert client.post(path, {"undo": str(made.id)}).status_code == 302
    assert client.post(f"{path}layers/1/", {"remove": "1"}).status_code == 302
    assert "geruild" not in text(client, path)


def test_who_left_and_hours_that_nobody_has_are_warned_of(cast: Cast, signed_in: SignIn) -> None:
    row = make_roster(cast)
    client = signed_in(cast.manager)
    assert "In deze uren heeft niemand wacht" not in text(client, f"/desk/on-call/{row.id}/")
    with cast.manager.at_work():
        person_left(cast.agent.person, by=cast.manager.actor, at=at("10:00"))
    page = text(client, f"/desk/on-call/{row.id}/")
    assert "Nog in dit rooster, maar geen collega meer: R. Specimen" in " ".join(page.replace("</b>", "").split())


def test_the_own_calendar_is_read_at_its_secret_address_until_another_is_made(cast: Cast, signed_in: SignIn) -> None:
    make_roster(cast)
    client = signed_in(cast.agent)

    page = client.post("/desk/on-call/").content.decode()
    first = "/on-call/" + page.partition("<code>")[2].partition("</code>")[0].partition("/on-call/")[2]
    found = Client().get(first)
    assert found["Content-Type"] == "text/calendar; charset=utf-8"
    lines = found.content.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    # From Tuesday 7 April nine o'clock in Amsterdam, a week.
    assert "DTSTART:20260407T070000Z" in lines
    assert "DTEND:20260414T070000Z" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    client.post("/desk/on-call/")
    assert Client().get(first).status_code == 404
    assert Client().get("/on-call/raden.ics").status_code == 404


def test_a_policy_is_kept_and_tried_by_its_page(cast: Cast, signed_in: SignIn) -> None:
    row = make_roster(cast)
    client = signed_in(cast.manager)
    given = {
        "name": "Nacht", "roster": str(row.id), "least_effect": "down", "repeats": "1", "again": "5", "bundle": "15",
        "place": "0", "revision": "0", "whom0": "on-call", "minutes0": "0", "whom1": "provider.operator",
        "minutes1": "10",
    }  # fmt: skip
    assert client.post("/desk/alarms/policies/new/", given | {"roster": ""}).status_code == 422
    assert client.post("/desk/alarms/policies/new/", given).status_code == 302
    with cast.manager.at_work():
        held = AlarmPolicy.objects.get()
        assert (held.steps, held.roster_id) == ([[0, "on-call"], [10, "provider.operator"]], row.id)
    assert client.post(f"/desk/alarms/policies/{held.id}/", {"try": "1"}).status_code == 302
    page = text(client, "/desk/alarms/")
    assert "Proefalarm" in page
    assert "nog door niemand opgenomen" in page


@pytest.mark.parametrize("path", ["/desk/on-call/", "/desk/alarms/"])
def test_more_rows_ask_the_database_no_more_often(cast: Cast, signed_in: SignIn, path: str) -> None:
    client = signed_in(cast.manager)
    many = []
    for number in range(3):
        row = make_roster(cast, weeks(cast), name=f"Wacht {number}", when=at(f"01:0{number}"))
        policy = make_policy(cast, roster=row.id, name=f"Schema {number}", at=at(f"01:0{number}"))
        with cast.manager.at_work():
            try_policy(policy.id, by=cast.manager.actor, at=at(f"01:0{number}"))
        client.get(path)
        with counted() as statements:
            client.get(path)
        many.append(len(statements))
    assert many[0] == many[2]
