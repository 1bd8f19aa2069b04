"""Tickets for programs: the same checks and actions as the pages, under other forms."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waarborg.access.tests.programs import Program, codes, program
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.access_log.models import AccessRead
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.note import note
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, reported

pytestmark = pytest.mark.django_db
NEW = {"subject": "Uren komen niet door", "what": "Sinds vanmorgen.", "kind": "incident", "priority": "p1"}


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content
    return json.loads(response.content)


@pytest.fixture
def owners(cast: Cast, appreo: AgreementVersion) -> Program:
    return program(cast.owner)


@pytest.fixture
def managers(cast: Cast, appreo: AgreementVersion) -> Program:
    return program(cast.manager)


def test_a_customers_program_reports_and_reads_by_when(owners: Program) -> None:
    answer = owners.post("/tickets", NEW)
    assert answer.status_code == 201
    made = told(answer)
    assert (made["state"], made["channel"], made["reporter"]) == ("open", "api", "T. Fictief")
    there = answer.headers["Location"]
    assert told(owners.get(there)) == made
    clocks = told(owners.get(f"{there}/clocks"))["items"]
    pick_up = next(one for one in clocks if one["promise"] == "support.pick-up")
    assert pick_up["due"] is not None and pick_up["state"] in ("running", "risk")
    [said] = told(owners.get(f"{there}/messages"))["items"]
    assert (said["side"], said["purpose"], said["text"]) == ("customer", "report", "Sinds vanmorgen.")


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"kind": "unheard-of"}, "#/kind"),
        ({"priority": "p9"}, "#/priority"),
        ({"subject": ""}, "#/subject"),
        ({"subject": "x" * 201}, "#/subject"),
        ({"subject": "a\0b"}, "#/subject"),
        ({"what": None}, "#/what"),
        ({"extra": 1}, "#/extra"),
        ({"customer": "0190a0a0-0000-7000-8000-000000000001"}, "#/customer"),
        ({"received": "2026-04-03T16:30:00+02:00"}, "#/received"),
    ],
)
def test_what_the_form_refuses_is_refused_at_its_place(owners: Program, wrong: dict[str, Any], where: str) -> None:
    answer = owners.post("/tickets", {**NEW, **wrong})
    assert codes(answer)[0] == 422
    assert [one["at"] for one in json.loads(answer.content)["errors"]] == [where]
    assert told(owners.get("/tickets"))["items"] == []


def test_half_a_character_is_refused(owners: Program) -> None:
    body = json.dumps(NEW).replace("Sinds vanmorgen.", "\\ud800")
    assert codes(owners.post("/tickets", body)) == (422, "plumbing.api.invalid")


def test_staff_take_a_report_for_an_authorised_contact(managers: Program, cast: Cast) -> None:
    body = {**NEW, "customer": str(cast.merendaal.id), "reporter": str(cast.owner.person.id), "channel": "phone"}
    made = told(managers.post("/tickets", body))
    assert (made["customer"], made["reporter"], made["channel"]) == (str(cast.merendaal.id), "T. Fictief", "phone")
    assert codes(managers.post("/tickets", NEW)) == (422, "support.api.customer")
    stranger = {**body, "reporter": str(cast.stranger.person.id)}
    assert codes(managers.post("/tickets", stranger)) == (422, "plumbing.api.invalid")
    provider = {**body, "customer": str(cast.provider.id)}
    assert codes(managers.post("/tickets", provider)) == (404, "plumbing.not-found")


def test_an_earlier_moment_needs_its_reason_and_the_clocks_start_there(managers: Program, cast: Cast) -> None:
    body = {**NEW, "customer": str(cast.merendaal.id), "reporter": str(cast.owner.person.id), "channel": "mail"}
    earlier = {**body, "received": "2026-11-02T09:00:00+01:00"}
    assert codes(managers.post("/tickets", earlier)) == (422, "support.ticket.received-reason")
    made = told(managers.post("/tickets", {**earlier, "reason": "Stond in een gedeelde postbus."}))
    assert made["reported_at"] == "2026-11-02T08:00:00Z"
    for odd in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-02T09:00:00"):
        assert codes(managers.post("/tickets", {**body, "received": odd})) == (422, "plumbing.api.invalid")


def test_replies_and_answers_are_those_of_the_pages(owners: Program, managers: Program) -> None:
    there = owners.post("/tickets", NEW).headers["Location"]
    said = told(managers.post(f"{there}/messages", {"text": "Welke maand?", "purpose": "question"}))
    assert (said["side"], said["author"]) == ("staff", "K. Voorbeeld")
    assert told(owners.get(there))["state"] == "waiting"
    reply = told(owners.post(f"{there}/messages", {"text": "April."}))
    assert (reply["side"], reply["channel"], told(owners.get(there))["state"]) == ("customer", "api", "open")
    told(managers.post(f"{there}/messages", {"text": "Opgelost.", "purpose": "resolution"}))
    assert told(owners.get(there))["state"] == "resolved"
    again = managers.post(f"{there}/messages", {"text": "Nogmaals.", "purpose": "resolution"})
    assert codes(again) == (409, "support.ticket.state")
    assert codes(owners.post(f"{there}/messages", {"text": "x", "purpose": "message"})) == (
        422,
        "support.api.staff-only",
    )


def test_an_answer_on_an_old_reading_is_held(owners: Program, managers: Program) -> None:
    there = owners.post("/tickets", NEW).headers["Location"]
    tag = managers.get(there).headers["ETag"]
    told(owners.post(f"{there}/messages", {"text": "Het is april."}))
    answer = {"text": "Welke maand?", "purpose": "question"}
    assert codes(managers.post(f"{there}/messages", answer, If_Match=tag)) == (412, "plumbing.api.changed")
    assert len(told(owners.get(f"{there}/messages"))["items"]) == 2
    fresh = managers.get(there).headers["ETag"]
    assert managers.post(f"{there}/messages", answer, If_Match=fresh).status_code == 201


def test_a_ticket_that_did_not_change_is_not_sent_again(owners: Program) -> None:
    there = owners.post("/tickets", NEW).headers["Location"]
    first = owners.get(there)
    same = owners.get(there, If_None_Match=first.headers["ETag"])
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", first.headers["ETag"])
    told(owners.post(f"{there}/messages", {"text": "Het is april."}))
    assert owners.get(there, If_None_Match=first.headers["ETag"]).status_code == 200


def test_internal_notes_never_leave_by_this_way(owners: Program, managers: Program, cast: Cast) -> None:
    there = owners.post("/tickets", NEW).headers["Location"]
    with cast.manager.at_work():
        note(Ticket.objects.get(), by=cast.manager.actor, at=at("2027-01-04 10:00"), text="Niet voor de klant.")
    for one in (owners, managers):
        assert "Niet voor de klant" not in one.get(f"{there}/messages").content.decode()


def test_pages_of_a_list_hold_each_ticket_once_newest_first(owners: Program, managers: Program, cast: Cast) -> None:
    numbers = [reported(cast, f"2026-04-1{day} 10:00").shown_number for day in (1, 2, 3)]
    theirs = reported(cast, "2026-04-13 11:00", by=cast.stranger).shown_number
    seen, cursor, rounds = [], None, 0
    while rounds == 0 or cursor:
        page = told(owners.get(f"/tickets?limit=2{f'&cursor={cursor}' if cursor else ''}"))
        seen += [one["number"] for one in page["items"]]
        cursor, rounds = page["next"], rounds + 1
    assert (seen, rounds) == (numbers[::-1], 2)
    assert [one["number"] for one in told(managers.get("/tickets"))["items"]] == [theirs, *numbers[::-1]]
    of_one = told(managers.get(f"/tickets?customer={cast.hazelvoort.id}"))["items"]
    assert [one["number"] for one in of_one] == [theirs]
    assert told(owners.get(f"/tickets?customer={cast.hazelvoort.id}"))["items"] == []
    assert told(owners.get("/tickets?state=resolved"))["items"] == []


@pytest.mark.parametrize(
    "cursor", ["x", "W10", "WyJhIl0", "WyItMSJd", "WyI5OTk5OTk5OTk5OTk5OTk5OTk5OTk5Il0", "%00", "é"]
)
def test_a_cursor_of_somewhere_else_is_refused(owners: Program, cursor: str) -> None:
    assert codes(owners.get(f"/tickets?cursor={cursor}")) == (422, "plumbing.api.cursor")


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "limit=1e3", "state=lost", "customer=x"])
def test_a_question_that_makes_no_sense_is_refused(owners: Program, query: str) -> None:
    assert codes(owners.get(f"/tickets?{query}")) == (422, "plumbing.api.invalid")


def test_that_staff_read_a_ticket_the_customer_sees(owners: Program, managers: Program, cast: Cast) -> None:
    there = owners.post("/tickets", NEW).headers["Location"]
    told(managers.get(there))
    told(owners.get(there))
    with cast.owner.at_work():
        [read] = AccessRead.objects.all()
    assert read.person == cast.manager.person.id


def test_a_list_costs_the_same_number_of_queries_whatever_its_length(owners: Program, cast: Cast) -> None:
    # The first use of a token is written down, the second a moment later is not.
    told(owners.get("/tickets"))
    counts = []
    for day in (1, 2, 3):
        reported(cast, f"2026-04-1{day} 10:00")
        with CaptureQueriesContext(connection) as asked:
            told(owners.get("/tickets"))
        counts.append(len(asked))
    assert counts[0] == counts[2]
