"""Importing by the interface for programs: the same lines, checks and action as a file; tried out first."""

import json
from typing import Any

import pytest

from waarborg.access.tests.programs import Program, codes, program
from waarborg.customers.models import Import, Organisation, Person
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import JournalEntry
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Ticket

pytestmark = pytest.mark.django_db
CUSTOMERS = [
    {"reference": "K1", "name": "Zorgcentrum De Linde", "size": "1.250", "since": "3-4-2019"},
    {"reference": "K2", "name": "Café ’t Hoekje"},
]
PEOPLE = [{"customer": "K1", "name": "A. Proef", "email": "a.proef@example.org", "roles": "eigenaar"}]


def told(response: Any) -> Any:
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def bring(one: Program, kind: str, lines: list[dict[str, str]], **more: Any) -> Any:
    return one.post("/imports", {"kind": kind, "source": "oud", "lines": lines, "dry_run": False, **more})


def test_a_dry_run_says_what_would_come_in_and_changes_nothing(cast: Cast) -> None:
    one = program(cast.manager)
    bad = {"reference": "K3", "name": "Elders", "size": "veel"}
    found = told(one.post("/imports", {"kind": "customers", "source": "oud", "lines": [*CUSTOMERS, bad]}))
    assert (found["imported"], found["total"], found["fresh"], found["bad"]) == (False, 3, 2, 1)
    [problem] = found["problems"]
    assert (problem["line"], problem["column"], problem["value"]) == (2, "size", "veel")
    assert problem["code"] == "customers.import.not-a-number" and problem["way_out"]
    with cast.manager.at_work():
        assert not Organisation.objects.filter(name="Café ’t Hoekje").exists()


def test_all_good_lines_come_in_or_none(cast: Cast) -> None:
    one = program(cast.manager)
    bad = {"reference": "K3", "name": "Elders", "size": "veel"}
    refused = bring(one, "customers", [*CUSTOMERS, bad])
    assert codes(refused) == (422, "customers.import.bad-lines")
    assert [fault["at"] for fault in json.loads(refused.content)["errors"]] == ["#/lines/2/size"]
    with cast.manager.at_work():
        assert not Organisation.objects.filter(name="Café ’t Hoekje").exists()
    assert told(bring(one, "customers", [*CUSTOMERS, bad], skip_bad=True))["fresh"] == 2
    again = told(bring(one, "customers", CUSTOMERS))
    assert (again["fresh"], again["known"]) == (0, 2)


def test_customers_people_and_open_tickets_come_in_as_by_a_file(cast: Cast, appreo: AgreementVersion) -> None:
    one = program(cast.manager)
    assert told(bring(one, "customers", CUSTOMERS))["imported"]
    assert told(bring(one, "people", PEOPLE))["fresh"] == 1
    ticket = {
        "reference": "T1",
        "customer": "merendaal",
        "subject": "Uren komen niet door",
        "reported": "2026-01-05 10:15",
        "kind": "storing",
        "priority": "p2",
    }
    assert told(bring(one, "tickets", [ticket]))["fresh"] == 1
    with cast.manager.at_work():
        linde = Organisation.objects.get(name="Zorgcentrum De Linde")
        assert (linde.size, linde.created.isoformat()) == (1250, "2019-04-02T22:00:00+00:00")
        assert Person.objects.get(email="a.proef@example.org").tenant_id == linde.id
        assert Ticket.objects.get(channel="import").tenant_id == cast.merendaal.id
        assert list(Import.objects.order_by("made_at").values_list("kind", "state", "by_name")) == [
            (kind, "done", cast.manager.person.name) for kind in ("customers", "people", "tickets")
        ]
        enrolled = JournalEntry.objects.get(tenant_id=linde.id, kind="customers.organisation.enrolled")
        assert enrolled.actor_id == cast.manager.person.id


def test_what_no_import_knows_is_named_at_its_place(cast: Cast) -> None:
    one = program(cast.manager)
    assert codes(bring(one, "invoices", [])) == (422, "customers.import.no-such-kind")
    refused = bring(one, "customers", [{**CUSTOMERS[0], "shoe/size": "42"}])
    assert codes(refused) == (422, "plumbing.api.invalid")
    assert json.loads(refused.content)["errors"][0]["at"] == "#/lines/0/shoe~1size"
    assert codes(bring(one, "people", CUSTOMERS[:1])) == (422, "plumbing.api.invalid")
    assert codes(bring(one, "customers", [{"reference": "K1"}])) == (422, "customers.import.column-missing")


def test_a_request_sent_twice_imports_once(cast: Cast) -> None:
    one, body = program(cast.manager), {"kind": "customers", "source": "oud", "lines": CUSTOMERS, "dry_run": False}
    first = one.post("/imports", body, Idempotency_Key="een")
    second = one.post("/imports", body, Idempotency_Key="een")
    assert told(first) == told(second)
    assert second.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("who", ["agent", "owner"])
def test_who_may_not_import_by_the_pages_may_not_by_a_program(cast: Cast, who: str) -> None:
    refused = bring(program(getattr(cast, who)), "customers", CUSTOMERS)
    assert refused.status_code == 403
