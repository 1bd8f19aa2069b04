"""What a component was when, as it was measured: kept for ever, told from any instant, never overwritten."""

import pytest

from waarborg.availability.actions.keep_transitions import keep_transitions
from waarborg.availability.models import Transition
from waarborg.availability.queries.transitions import transitions_of_component, transitions_of_components
from waarborg.availability.rules import timeline
from waarborg.availability.tests.incidents import at
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.instants import to_us
from waarborg.plumbing.slots import counted


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def told(*states: tuple[str, str]) -> tuple[timeline.Transition, ...]:
    return tuple(timeline.Transition(to_us(at(clock)), state) for clock, state in states)


def keep(cast: Cast, item: Item, *states: tuple[str, str], when: str, start: str | None = None) -> tuple[int, int]:
    with cast.manager.at_work():
        first = at(start or states[0][0])
        return keep_transitions(item, told(*states), first, provider=cast.provider.id, at=at(when))


def read(cast: Cast, item: Item, start: str, until: str) -> tuple[timeline.Transition, ...]:
    with cast.manager.at_work():
        return transitions_of_component(item.id, at(start), at(until))


def test_what_was_never_measured_is_unknown(cast: Cast, stock: Stock) -> None:
    assert read(cast, stock.database, "01:00", "02:00") == told(("01:00", "unknown"))


def test_the_state_in_force_at_the_start_comes_first_and_the_end_is_left_out(cast: Cast, stock: Stock) -> None:
    down = [("01:00", "up"), ("02:00", "outage"), ("02:10", "up"), ("03:00", "unknown")]
    assert keep(cast, stock.database, *down, when="03:05") == (4, 0)
    assert read(cast, stock.database, "02:05", "03:00") == told(("02:05", "outage"), ("02:10", "up"))
    assert read(cast, stock.database, "02:10", "03:01") == told(("02:10", "up"), ("03:00", "unknown"))
    assert read(cast, stock.database, "00:30", "01:30") == told(("00:30", "unknown"), ("01:00", "up"))


def test_what_stands_already_is_not_written_again(cast: Cast, stock: Stock) -> None:
    keep(cast, stock.database, ("01:00", "up"), ("02:00", "outage"), when="02:05")
    assert keep(cast, stock.database, ("01:30", "up"), ("02:00", "outage"), when="02:06") == (0, 0)
    assert keep(cast, stock.database, ("02:03", "outage"), ("02:08", "up"), when="02:08") == (1, 0)


def test_late_results_withdraw_what_stood_there_and_it_can_still_be_read(cast: Cast, stock: Stock) -> None:
    keep(cast, stock.database, ("01:00", "up"), ("02:00", "unknown"), ("02:30", "up"), when="02:31")
    found = [("01:50", "up"), ("02:10", "outage"), ("02:20", "up")]
    assert keep(cast, stock.database, *found, when="04:00") == (2, 2)
    assert read(cast, stock.database, "01:00", "05:00") == told(("01:00", "up"), ("02:10", "outage"), ("02:20", "up"))
    with cast.manager.at_work():
        withdrawn = Transition.objects.filter(withdrawn_at=at("04:00")).order_by("at")
        assert [(one.at, one.state, one.recorded_at) for one in withdrawn] == [
            (at("02:00"), "unknown", at("02:31")),
            (at("02:30"), "up", at("02:31")),
        ]


def test_another_state_at_the_same_instant_takes_its_place(cast: Cast, stock: Stock) -> None:
    keep(cast, stock.database, ("01:00", "up"), ("02:00", "unknown"), when="02:05")
    assert keep(cast, stock.database, ("02:00", "outage"), when="02:10") == (1, 1)
    assert read(cast, stock.database, "01:00", "03:00") == told(("01:00", "up"), ("02:00", "outage"))


@pytest.mark.parametrize("many", [1, 3])
def test_many_components_ask_the_database_no_more_often(cast: Cast, stock: Stock, many: int) -> None:
    items = [stock.database, stock.application, stock.post][:many]
    for one in items:
        keep(cast, one, ("01:00", "up"), ("02:00", "outage"), when="02:05")
    with cast.manager.at_work(), counted() as statements:
        found = transitions_of_components([one.id for one in items], at("01:30"), at("02:30"))
        assert len(statements) == 2
    assert found == {one.id: told(("01:30", "up"), ("02:00", "outage")) for one in items}


def test_customers_read_it(cast: Cast, stock: Stock) -> None:
    keep(cast, stock.database, ("01:00", "up"), when="01:01")
    with cast.owner.at_work():
        assert transitions_of_component(stock.database.id, at("01:00"), at("02:00")) == told(("01:00", "up"))
