"""Organisations and people for programs; and what all changes by programs share: keys, tags, pages."""

import json
from typing import Any

import pytest

from waarborg.access.tests.programs import Program, codes, program
from waarborg.customers.actions import person_left
from waarborg.customers.models import Organisation, Person
from waarborg.customers.tests.cast import NOW, Cast, make_organisation
from waarborg.plumbing.rest.idempotency import forget
from waarborg.plumbing.rest.models import KeptAnswer

pytestmark = pytest.mark.django_db
NEW = {"name": "Kliniek Vogelenzang", "size": 40}


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content
    return json.loads(response.content)


def names(cast: Cast) -> list[str]:
    with cast.manager.at_work():
        return sorted(Organisation.objects.filter(kind="customer").values_list("name", flat=True))


@pytest.fixture
def managers(cast: Cast) -> Program:
    return program(cast.manager)


@pytest.fixture
def owners(cast: Cast) -> Program:
    return program(cast.owner)


def test_staff_enrol_and_change_a_customer(managers: Program) -> None:
    answer = managers.post("/customers", NEW)
    assert answer.status_code == 201
    made = told(answer)
    assert (made["name"], made["size"], made["language"]) == ("Kliniek Vogelenzang", 40, "nl")
    changed = told(managers.patch(answer.headers["Location"], {"size": None, "language": "en"}))
    assert (changed["name"], changed["size"], changed["language"]) == ("Kliniek Vogelenzang", None, "en")
    assert codes(managers.post("/customers", NEW)) == (409, "customers.organisation.slug-taken")


def test_a_customer_reads_and_changes_itself_alone(owners: Program, cast: Cast) -> None:
    assert [one["id"] for one in told(owners.get("/customers"))["items"]] == [str(cast.merendaal.id)]
    assert told(owners.patch(f"/customers/{cast.merendaal.id}", {"size": 200}))["size"] == 200
    assert codes(owners.patch(f"/customers/{cast.hazelvoort.id}", {"size": 1})) == (404, "plumbing.not-found")
    assert codes(owners.get(f"/customers/{cast.provider.id}")) == (404, "plumbing.not-found")
    assert codes(owners.post("/customers", NEW)) == (403, "plumbing.not-allowed")


def test_a_change_on_an_old_reading_changes_nothing(managers: Program, cast: Cast) -> None:
    there = f"/customers/{cast.merendaal.id}"
    tag = managers.get(there).headers["ETag"]
    first = managers.patch(there, {"size": 190}, If_Match=tag)
    assert told(first)["size"] == 190
    for wrong in (tag, f"W/{managers.get(there).headers['ETag']}", "unreadable", ""):
        assert codes(managers.patch(there, {"size": 1}, If_Match=wrong)) == (412, "plumbing.api.changed")
    assert told(managers.get(there))["size"] == 190
    assert told(managers.patch(there, {"size": 195}, If_Match="*"))["size"] == 195


def test_a_list_in_pages_holds_every_customer_once_by_name(managers: Program, cast: Cast) -> None:
    for number in range(3):
        make_organisation("Dezelfde naam", f"dezelfde-{number}")
    seen, cursor = [], None
    while not seen or cursor:
        page = told(managers.get(f"/customers?limit=2{f'&cursor={cursor}' if cursor else ''}"))
        seen += [one["name"] for one in page["items"]]
        cursor = page["next"]
    assert seen == names(cast)
    assert [one["name"] for one in told(managers.get("/customers?search=merendaal"))["items"]] == [
        "Stichting Thuiszorg Merendaal"
    ]


def test_people_are_added_read_and_changed(owners: Program, cast: Cast) -> None:
    there = f"/customers/{cast.merendaal.id}/people"
    body = {"name": "N. Verzonnen", "email": "n.verzonnen@example.org", "roles": ["customer.user"]}
    answer = owners.post(there, body)
    made = told(answer)
    assert (made["roles"], made["language"], made["active"]) == (["customer.user"], "nl", True)
    changed = told(owners.patch(answer.headers["Location"], {"name": "N. V. Verzonnen"}))
    assert (changed["name"], changed["email"]) == ("N. V. Verzonnen", "n.verzonnen@example.org")
    assert len(told(owners.get(there))["items"]) == 5
    assert codes(owners.post(there, body)) == (409, "customers.person.email-taken")
    wrong = owners.post(there, {**body, "email": "geen-adres"})
    assert codes(wrong) == (422, "customers.person.unreadable")
    assert json.loads(wrong.content)["errors"][0]["at"] == "#/email"
    assert codes(owners.post(there, {**body, "email": "a@example.org", "roles": ["provider.support"]}))[0] in (403, 404)
    with cast.owner.at_work():
        assert Person.objects.filter(email="a@example.org").count() == 0


def test_who_left_is_listed_and_can_no_longer_be_changed(owners: Program, cast: Cast) -> None:
    with cast.owner.at_work():
        person_left(cast.ordinary_user.person, by=cast.owner.actor, at=NOW)
    there = f"/people/{cast.ordinary_user.person.id}"
    assert told(owners.get(there))["active"] is False
    assert codes(owners.patch(there, {"name": "X"})) == (409, "customers.person.has-left")


def test_the_same_key_with_the_same_request_is_carried_out_once(managers: Program, cast: Cast) -> None:
    first = managers.post("/customers", NEW, Idempotency_Key="order-1")
    again = managers.post("/customers", NEW, Idempotency_Key="order-1")
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Location"] == first.headers["Location"]
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (None, "true")
    assert names(cast).count("Kliniek Vogelenzang") == 1


def test_the_same_key_with_another_request_is_refused(managers: Program, cast: Cast) -> None:
    told(managers.post("/customers", NEW, Idempotency_Key="order-1"))
    other = managers.post("/customers", {**NEW, "name": "Kliniek Meerzicht"}, Idempotency_Key="order-1")
    assert codes(other) == (422, "plumbing.api.idempotency-other-request")
    elsewhere = managers.patch(f"/customers/{cast.merendaal.id}", NEW, Idempotency_Key="order-1")
    assert codes(elsewhere) == (422, "plumbing.api.idempotency-other-request")
    assert "Kliniek Meerzicht" not in names(cast)


def test_what_was_refused_leaves_its_key_free(managers: Program) -> None:
    assert codes(managers.post("/customers", {"name": ""}, Idempotency_Key="order-1"))[0] == 422
    assert managers.post("/customers", NEW, Idempotency_Key="order-1").status_code == 201


def test_a_key_belongs_to_its_token(managers: Program, cast: Cast) -> None:
    body, there = {"size": 7}, f"/customers/{cast.merendaal.id}"
    told(managers.patch(there, body, Idempotency_Key="order-1"))
    other = program(cast.owner).patch(there, body, Idempotency_Key="order-1")
    assert other.status_code == 200 and "Idempotency-Replayed" not in other.headers


@pytest.mark.parametrize("key", ["", "two words", "x" * 256, "é"])
def test_a_key_that_is_none_is_refused(managers: Program, cast: Cast, key: str) -> None:
    assert codes(managers.post("/customers", NEW, Idempotency_Key=key)) == (400, "plumbing.api.idempotency-key")
    assert "Kliniek Vogelenzang" not in names(cast)


def test_after_a_day_a_key_is_forgotten(managers: Program, cast: Cast) -> None:
    told(managers.patch(f"/customers/{cast.merendaal.id}", {"size": 7}, Idempotency_Key="order-1"))
    with cast.manager.at_work():
        kept = KeptAnswer.objects.get()
        assert kept.status == 200
        KeptAnswer.objects.update(at=NOW)
    forget()
    with cast.manager.at_work():
        assert KeptAnswer.objects.count() == 0
