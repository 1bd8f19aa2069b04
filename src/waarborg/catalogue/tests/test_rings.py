"""How soon a customer gets a new version of what it bought: chosen at the desk, shown to the customer, journalled."""

from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.catalogue.actions.keep_purchase import NoSuchRing, WasWithdrawn, choose_ring, withdraw_purchase
from waarborg.catalogue.models import Purchase
from waarborg.catalogue.queries import tenants_in
from waarborg.catalogue.tests.stock import bought, make_stock
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed

SignIn = Callable[[Player], Client]


def told(cast: Cast) -> list[str]:
    with cast.manager.at_work():
        rows = JournalEntry.objects.filter(tenant_id=cast.merendaal.id, kind="catalogue.purchase.ring-chosen")
        return [one.properties["ring"] for one in rows.order_by("sequence")]


def test_a_ring_is_chosen_at_the_desk_and_the_customer_reads_it(cast: Cast, signed_in: SignIn) -> None:
    held = bought(cast, make_stock(cast).records, cast.merendaal)
    desk, page = signed_in(cast.manager), f"/desk/purchases/{held.id}/"
    assert "vroeg: als eerste een nieuwe versie" in desk.get(page).content.decode()
    assert "nieuwe versies" not in signed_in(cast.owner).get("/portal/products/").content.decode()
    assert desk.post(page, {"do": "ring", "ring": "now"}).status_code == 422
    for _ in range(2):
        assert desk.post(page, {"do": "ring", "ring": "early"}).status_code == 302
    assert told(cast) == ["early"]
    assert "<td>vroeg</td>" in desk.get(f"/desk/customers/{cast.merendaal.id}/bought/").content.decode()
    shown = signed_in(cast.owner).get("/portal/products/").content.decode()
    assert "nieuwe versies vroeg: als eerste een nieuwe versie" in shown


def test_who_is_in_a_ring_is_who_has_something_in_it_that_day(cast: Cast) -> None:
    stock = make_stock(cast)
    plans = bought(cast, stock.plans, cast.merendaal)
    bought(cast, stock.payroll, cast.hazelvoort)
    with cast.manager.at_work():
        choose_ring(plans, "early", by=cast.manager.actor, at=NOW)
        assert tenants_in("early", NOW) == [cast.merendaal.id]
        assert tenants_in("general", NOW) == [cast.hazelvoort.id]
        # A module goes with its product.
        assert tenants_in("early", NOW, product="records") == [cast.merendaal.id]
        assert tenants_in("early", NOW, product="payroll") == []
        withdraw_purchase(plans, "Vergissing", by=cast.manager.actor, at=NOW)
        assert tenants_in("early", NOW) == []
        with pytest.raises(WasWithdrawn):
            choose_ring(plans, "late", by=cast.manager.actor, at=NOW)


def test_what_is_no_ring_and_who_may_not_change_nothing(cast: Cast) -> None:
    held = bought(cast, make_stock(cast).records, cast.merendaal)
    with cast.manager.at_work(), pytest.raises(NoSuchRing):
        choose_ring(held, "now", by=cast.manager.actor, at=NOW)
    for player in (cast.agent, cast.owner):
        with player.at_work(), pytest.raises(NotAllowed):
            choose_ring(held, "early", by=player.actor, at=NOW)
    with cast.manager.at_work():
        assert Purchase.objects.get().ring == "general"
    assert told(cast) == []
