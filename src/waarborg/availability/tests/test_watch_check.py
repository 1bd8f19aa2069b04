"""The check that somebody always looks: without silence, and from two places that do not depend on each other."""

import pytest

from waarborg.availability.actions.keep_place import make_place
from waarborg.availability.actions.keep_probe import set_probe_enabled
from waarborg.availability.queries.watch_checks import continuous_watch
from waarborg.availability.tests.incidents import at
from waarborg.availability.tests.probes import came, marks, own, probe, worked_out
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.checks import NotKnown, Outcome

HOURS = "+" * 120


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def second(cast: Cast) -> object:
    with cast.manager.at_work():
        return make_place("Bij de hoster", provider=cast.provider.id, by=cast.manager.actor, at=at("00:30"))[0].id


def looked(cast: Cast, stock: Stock, *, ours: str, theirs: str = "", checked: str = "03:00:30") -> Outcome:
    hoster = second(cast)
    places = [own(cast), hoster]
    one = probe(cast, stock.application, "01:00", places=places, needed=2)
    for place, seen in zip(places, (ours, theirs), strict=True):
        came(cast, place, marks(one, "01:00", seen), "03:00")
    worked_out(cast, "03:00:30")
    return continuous_watch(at(checked))


@pytest.mark.clause("TO-06")
def test_it_holds_where_two_places_looked_every_minute(cast: Cast, stock: Stock) -> None:
    found = looked(cast, stock, ours=HOURS, theirs=HOURS)
    assert (found.holds, found.en) == (
        True,
        "Probed without a break in the last day, each from at least two places: 1 of 1.",
    )


@pytest.mark.clause("TO-06")
def test_one_place_that_is_silent_does_not_silence_the_other(cast: Cast, stock: Stock) -> None:
    found = looked(cast, stock, ours="+" * 30 + " " * 60 + "+" * 30, theirs=HOURS)
    assert found.holds


@pytest.mark.clause("TO-06")
def test_a_silence_of_both_is_found_with_its_length(cast: Cast, stock: Stock) -> None:
    gap = "+" * 30 + " " * 60 + "+" * 30
    found = looked(cast, stock, ours=gap, theirs=gap)
    assert (found.holds, found.why) == (False, "silent")
    assert "1 hour" in found.en


def test_one_place_alone_is_not_enough(cast: Cast, stock: Stock) -> None:
    found = looked(cast, stock, ours=HOURS)
    assert (found.holds, found.why) == (False, "one-source")


def test_results_that_stopped_hours_ago_are_a_silence(cast: Cast, stock: Stock) -> None:
    found = looked(cast, stock, ours=HOURS, theirs=HOURS, checked="09:00")
    assert (found.holds, found.why) == (False, "silent")


def test_where_nothing_is_probed_it_does_not_hold_and_of_a_new_probe_nothing_is_known(cast: Cast, stock: Stock) -> None:
    assert continuous_watch(at("00:40")).why == "nothing"
    one = probe(cast, stock.application, "01:00")
    with pytest.raises(NotKnown):
        continuous_watch(at("01:09"))
    with cast.manager.at_work():
        set_probe_enabled(one.id, False, by=cast.manager.actor, at=at("01:20"))
    assert continuous_watch(at("01:30")).why == "nothing"
