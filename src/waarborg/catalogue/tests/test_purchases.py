"""Who bought what: by whole days, without overlaps, and never without its history."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from waarborg.catalogue import queries
from waarborg.catalogue.actions.keep_item import archive_item
from waarborg.catalogue.actions.keep_purchase import (
    EndsBefore,
    NoLongerSupplied,
    NotSold,
    Overlaps,
    ReasonMissing,
    WasWithdrawn,
    buy,
    end_purchase,
    withdraw_purchase,
)
from waarborg.catalogue.models import Purchase
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.customers.tests.cast import NOW, Cast, make_cast
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import counted

DAY = date(2026, 4, 7)


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def held(cast: Cast, at: datetime = NOW) -> set[str]:
    with cast.manager.at_work():
        names = {one.id: one.key for one in queries.items()}
        return {names[one] for one in queries.held(cast.merendaal.id, at)}


@pytest.mark.parametrize(
    ("at", "there"),
    [
        # Days are those of the provider's own zone, summer time included.
        ("2026-03-31T21:59:59", False),
        ("2026-03-31T22:00:00", True),
        ("2026-04-30T21:59:59", True),
        ("2026-04-30T22:00:00", False),
    ],
)
def test_it_holds_from_the_start_of_its_first_day_to_the_end_of_its_last(
    cast: Cast, stock: Stock, at: str, there: bool
) -> None:
    bought(cast, stock.records, cast.merendaal, date(2026, 4, 1), date(2026, 4, 30))
    assert held(cast, datetime.fromisoformat(at).replace(tzinfo=UTC)) == ({"records"} if there else set())


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        (date(2026, 5, 1), None, True),
        (date(2025, 1, 1), date(2026, 3, 31), True),
        (date(2026, 4, 30), None, False),
        (date(2026, 4, 10), date(2026, 4, 11), False),
        (date(2025, 1, 1), None, False),
    ],
)
def test_two_purchases_of_one_thing_never_overlap(
    cast: Cast, stock: Stock, since: date, until: date | None, fits: bool
) -> None:
    bought(cast, stock.records, cast.merendaal, date(2026, 4, 1), date(2026, 4, 30))
    bought(cast, stock.records, cast.hazelvoort)
    bought(cast, stock.payroll, cast.merendaal)
    if fits:
        bought(cast, stock.records, cast.merendaal, since, until)
        return
    with pytest.raises(Overlaps):
        bought(cast, stock.records, cast.merendaal, since, until)
    with cast.manager.at_work():
        assert Purchase.objects.filter(item=stock.records, tenant_id=cast.merendaal.id).count() == 1


def test_the_database_itself_refuses_an_overlap(cast: Cast, stock: Stock) -> None:
    bought(cast, stock.records, cast.merendaal)
    with pytest.raises(IntegrityError, match="catalogue_purchase_no_overlap"), cast.manager.at_work():
        Purchase.objects.create(tenant_id=cast.merendaal.id, item=stock.records, starts_on=DAY)


@pytest.mark.usefixtures("committed")
def test_of_two_who_record_the_same_at_once_one_is_refused() -> None:
    cast, together = make_cast(), Barrier(2)
    stock = make_stock(cast)

    def record() -> str:
        try:
            with cast.manager.at_work():
                together.wait(timeout=20)
                buy(stock.records, cast.merendaal.id, starts_on=DAY, by=cast.manager.actor, at=NOW)
            return "made"
        except Overlaps:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        came = [future.result(timeout=40) for future in [pool.submit(record), pool.submit(record)]]
    assert sorted(came) == ["made", "refused"]


def test_an_end_is_set_moved_and_taken_away(cast: Cast, stock: Stock) -> None:
    made = bought(cast, stock.records, cast.merendaal)
    later = bought(cast, stock.payroll, cast.merendaal, DAY + timedelta(days=30))
    by = cast.manager.actor
    with cast.manager.at_work():
        end_purchase(made, ends_on=DAY, by=by, at=NOW)
        end_purchase(made, ends_on=DAY, by=by, at=NOW)
        with pytest.raises(EndsBefore):
            end_purchase(later, ends_on=DAY, by=by, at=NOW)
    assert held(cast) == {"records"}
    assert held(cast, NOW + timedelta(days=1)) == set()
    with cast.manager.at_work():
        end_purchase(made, ends_on=None, by=by, at=NOW)
        told = JournalEntry.objects.filter(kind="catalogue.purchase.ended").order_by("sequence")
        assert [one.properties.get("bought-until") for one in told] == ["2026-04-07"]
    assert held(cast, NOW + timedelta(days=40)) == {"records", "payroll"}
    with cast.manager.at_work():
        assert [one.properties.get("bought-until") for one in told.all()] == ["2026-04-07", None]


def test_what_was_recorded_by_mistake_never_held_and_stays_in_the_history(cast: Cast, stock: Stock) -> None:
    made = bought(cast, stock.records, cast.merendaal)
    with cast.manager.at_work():
        with pytest.raises(ReasonMissing):
            withdraw_purchase(made, "  ", by=cast.manager.actor, at=NOW)
        withdraw_purchase(made, "Verkeerde klant", by=cast.manager.actor, at=NOW)
        with pytest.raises(WasWithdrawn):
            end_purchase(made, ends_on=DAY, by=cast.manager.actor, at=NOW)
    assert held(cast) == set()
    bought(cast, stock.records, cast.merendaal)
    with cast.owner.at_work():
        assert [one.withdrawn_at for one in queries.purchases(cast.merendaal.id)] == [None, NOW]


def refused_by(cast: Cast, stock: Stock) -> dict[str, tuple[Callable[[], object], type[Refusal]]]:
    by, us = cast.manager.actor, cast.merendaal.id
    days = {"starts_on": DAY, "at": NOW}
    return {
        "a component": (lambda: buy(stock.database, us, by=by, **days), NotSold),
        "backwards": (lambda: buy(stock.records, us, ends_on=DAY - timedelta(1), by=by, **days), EndsBefore),
        "the provider": (lambda: buy(stock.records, cast.provider.id, by=by, **days), NotFound),
        "no right": (lambda: buy(stock.records, us, by=cast.agent.actor, **days), NotAllowed),
        "the customer": (lambda: buy(stock.records, us, by=cast.owner.actor, **days), NotAllowed),
    }


@pytest.mark.parametrize("what", ["a component", "backwards", "the provider", "no right", "the customer"])
def test_what_cannot_be_bought_is_refused_and_leaves_nothing(cast: Cast, stock: Stock, what: str) -> None:
    attempt, refusal = refused_by(cast, stock)[what]
    with cast.manager.at_work():
        with pytest.raises(refusal):
            attempt()
        assert not Purchase.objects.exists()


def test_what_is_archived_goes_to_nobody_new_and_stays_with_who_has_it(cast: Cast, stock: Stock) -> None:
    bought(cast, stock.records, cast.merendaal)
    with cast.manager.at_work():
        archive_item(stock.records, by=cast.manager.actor, at=NOW)
        item = queries.item(stock.records.id)
    with pytest.raises(NoLongerSupplied):
        bought(cast, item, cast.hazelvoort)
    assert held(cast) == {"records"}


def test_whom_a_thing_concerns_is_who_has_it_or_a_part_of_it(cast: Cast, stock: Stock) -> None:
    """A module makes its product its buyer's; a component or window concerns whoever has anything of its service."""
    bought(cast, stock.plans, cast.merendaal)
    bought(cast, stock.payroll, cast.hazelvoort, until=DAY)
    us, them = cast.merendaal.id, cast.hazelvoort.id
    everybody = sorted([us, them])
    expected = {
        stock.plans: [us], stock.records: [us], stock.payroll: [them], stock.service: everybody,
        stock.database: everybody, stock.clients: everybody,
    }  # fmt: skip
    with cast.manager.at_work():
        assert {item: queries.tenants_with(item.id, NOW) for item in expected} == expected
        assert queries.tenants_with(stock.payroll.id, NOW + timedelta(days=1)) == []
        assert queries.tenants_with(cast.provider.id, NOW) == []
        assert [one.name for one in queries.buyers(stock.records.id, NOW)] == ["Stichting Thuiszorg Merendaal"]
        with counted() as asked:
            queries.tenants_with(stock.service.id, NOW)
    # The catalogue itself was read before, in the same unit of work.
    assert len(asked) == 1


def test_a_ticket_may_be_about_what_was_bought_its_components_and_its_windows(cast: Cast, stock: Stock) -> None:
    bought(cast, stock.records, cast.merendaal)
    bought(cast, stock.payroll, cast.merendaal, until=date(2026, 2, 1))
    with cast.owner.at_work():
        assert [one.key for one in queries.about(cast.merendaal.id, NOW)] == [
            "records", "database", "post", "application", "clients", "trajectories",
        ]  # fmt: skip
        assert queries.words_about(stock.clients.id) == {
            "window": "clients", "component": "clients", "service": "care",
        }  # fmt: skip
        assert queries.words_about(stock.plans.id) == {"module": "care-plans", "product": "records", "service": "care"}
        assert queries.words_about(stock.database.id) == {"component": "database", "service": "care"}
    with cast.stranger.at_work():
        assert queries.about(cast.merendaal.id, NOW) == []
