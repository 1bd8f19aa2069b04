"""The catalogue and purchases for programs."""

import json
from typing import Any

import pytest

from waarborg.access.tests.programs import codes, program
from waarborg.catalogue.models import Purchase
from waarborg.catalogue.tests.stock import bought, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import JournalEntry

pytestmark = pytest.mark.django_db


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content
    return json.loads(response.content)


def test_a_program_of_staff_keeps_the_catalogue(cast: Cast) -> None:
    managers = program(cast.manager)
    service = told(managers.post("/catalogue", {"kind": "service", "key": "care", "nl": "Zorg", "en": "Care"}))
    new = {"kind": "product", "key": "records", "nl": "Dossier", "en": "Records", "under": service["id"]}
    answer = managers.post("/catalogue", new)
    assert answer.status_code == 201
    assert told(managers.get(answer.headers["Location"])) == told(answer)
    assert codes(managers.post("/catalogue", new)) == (409, "catalogue.item.key-taken")
    changed = told(managers.patch("/catalogue/product/records", {"en": "Client records", "archived": True}))
    assert (changed["nl"], changed["en"], changed["archived"]) == ("Dossier", "Client records", True)
    listed = told(managers.get("/catalogue?limit=1"))
    assert [one["key"] for one in listed["items"]] == ["care"]
    assert [one["key"] for one in told(managers.get(f"/catalogue?cursor={listed['next']}"))["items"]] == ["records"]
    assert managers.get("/catalogue/product/rec%00ords").status_code == 404


def test_a_program_records_and_ends_purchases_and_its_customer_reads_them(cast: Cast) -> None:
    stock = make_stock(cast)
    bought(cast, stock.payroll, cast.hazelvoort)
    managers, owners = program(cast.manager), program(cast.owner)
    path, new = f"/customers/{cast.merendaal.id}/purchases", {"item": str(stock.records.id), "starts_on": "2026-01-01"}
    one = told(managers.post(path, new))
    assert codes(managers.post(path, new)) == (409, "catalogue.purchase.overlaps")
    assert codes(owners.post(path, new)) == (403, "plumbing.api.scope")
    ended = told(managers.patch(f"/purchases/{one['id']}", {"ends_on": "2026-03-31"}))
    assert ended == {**one, "ends_on": "2026-03-31"}
    assert told(owners.get(path))["items"] == [ended]
    assert owners.get(f"/customers/{cast.hazelvoort.id}/purchases").status_code == 404
    assert told(managers.patch(f"/purchases/{one['id']}", {"ends_on": None}))["ends_on"] is None
    with cast.manager.at_work():
        assert Purchase.objects.filter(tenant_id=cast.merendaal.id).count() == 1


def test_a_program_of_staff_chooses_the_ring_and_its_customer_reads_it(cast: Cast) -> None:
    stock = make_stock(cast)
    managers, owners = program(cast.manager), program(cast.owner)
    readers = program(cast.manager, "catalogue:read")
    path, new = f"/customers/{cast.merendaal.id}/purchases", {"item": str(stock.records.id), "starts_on": "2026-01-01"}
    one = told(managers.post(path, {**new, "ring": "early"}))
    assert one["ring"] == "early"
    assert codes(managers.patch(f"/purchases/{one['id']}", {"ring": "now"})) == (422, "plumbing.api.invalid")
    refused = (readers.patch(f"/purchases/{one['id']}", {"ring": "late"}), owners.post(path, {**new, "ring": "late"}))
    assert [codes(answer) for answer in refused] == [(403, "plumbing.api.scope")] * 2
    # What is left out stays as it is.
    assert told(managers.patch(f"/purchases/{one['id']}", {"ends_on": "2026-12-31"}))["ring"] == "early"
    changed = told(managers.patch(f"/purchases/{one['id']}", {"ring": "late"}))
    assert (changed["ring"], changed["ends_on"]) == ("late", "2026-12-31")
    assert told(owners.get(path))["items"] == [changed]
    # An end that cannot be leaves the ring as it was.
    assert managers.patch(f"/purchases/{one['id']}", {"ends_on": "2025-01-01", "ring": "early"}).status_code == 422
    plain = told(managers.post(path, {**new, "item": str(stock.plans.id)}))
    assert plain["ring"] == "general"
    with cast.manager.at_work():
        rows = JournalEntry.objects.filter(tenant_id=cast.merendaal.id, kind="catalogue.purchase.ring-chosen")
        assert [row.properties["ring"] for row in rows.order_by("sequence")] == ["early", "late"]
        assert Purchase.objects.get(id=one["id"]).ring == "late"
