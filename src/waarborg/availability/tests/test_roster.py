"""Who is on call: turns by the wall clock, layers over each other, swaps, hours, gaps; held against a slow oracle."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.availability.rules.roster import (
    DAILY,
    MINUTE,
    WEEKLY,
    Duty,
    Hours,
    Layer,
    Plan,
    Swap,
    duties,
    gaps,
    on_call,
    without,
)
from waarborg.kernel.instants import to_us

ANNE, BEA, CEES = (UUID(int=number) for number in (1, 2, 3))
PLACE = "Europe/Amsterdam"
EVERY_DAY = frozenset(range(7))


def us(text: str) -> int:
    return to_us(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(PLACE)))


def told(found: list[Duty]) -> list[tuple[str, str, int | None]]:
    def say(at: int) -> str:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)
        return f"{moment.astimezone(ZoneInfo(PLACE)):%m-%d %H:%M%z}"

    return [(say(one.begins), say(one.ends), one.person.int if one.person else None) for one in found]


WEEKS = Layer((ANNE, BEA), WEEKLY, date(2026, 10, 19), 9 * 60)


def test_a_week_begins_at_its_handover_by_the_wall_clock_also_when_the_clock_goes_back() -> None:
    found = duties(Plan(PLACE, (WEEKS,)), us("2026-10-20T00:00"), us("2026-11-03T00:00"))
    assert told(found) == [
        ("10-20 00:00+0200", "10-26 09:00+0100", 1),
        ("10-26 09:00+0100", "11-02 09:00+0100", 2),
        ("11-02 09:00+0100", "11-03 00:00+0100", 1),
    ]


def test_the_double_hour_of_october_has_one_person_on_call() -> None:
    nights = Layer((ANNE, BEA), DAILY, date(2026, 10, 24), 2 * 60 + 30)
    found = duties(Plan(PLACE, (nights,)), us("2026-10-25T00:00"), us("2026-10-26T00:00"))
    assert told(found) == [("10-25 00:00+0200", "10-25 02:30+0200", 1), ("10-25 02:30+0200", "10-26 00:00+0100", 2)]


def test_a_handover_at_a_time_that_does_not_exist_comes_as_much_later_as_the_clock_skips() -> None:
    nights = Layer((ANNE, BEA), DAILY, date(2027, 3, 27), 2 * 60 + 30)
    found = duties(Plan(PLACE, (nights,)), us("2027-03-28T00:00"), us("2027-03-28T12:00"))
    assert told(found) == [("03-28 00:00+0100", "03-28 03:30+0200", 1), ("03-28 03:30+0200", "03-28 12:00+0200", 2)]


def test_office_hours_go_before_the_nights_and_what_neither_has_is_a_gap() -> None:
    office = Layer((CEES,), WEEKLY, date(2026, 6, 1), 0, (Hours(frozenset(range(5)), 9 * 60, 17 * 60),))
    nights = Layer((ANNE,), WEEKLY, date(2026, 6, 1), 0, (Hours(EVERY_DAY, 18 * 60, 9 * 60),))
    plan = Plan(PLACE, (office, nights))
    friday = duties(plan, us("2026-06-05T08:00"), us("2026-06-06T10:00"))
    assert told(friday) == [
        ("06-05 08:00+0200", "06-05 09:00+0200", 1),
        ("06-05 09:00+0200", "06-05 17:00+0200", 3),
        ("06-05 17:00+0200", "06-05 18:00+0200", None),
        ("06-05 18:00+0200", "06-06 09:00+0200", 1),
        ("06-06 09:00+0200", "06-06 10:00+0200", None),
    ]
    assert len(gaps(plan, us("2026-06-05T08:00"), us("2026-06-06T10:00"))) == 2


def test_the_newest_swap_goes_before_an_older_one_and_before_every_layer() -> None:
    swaps = (
        Swap(BEA, us("2026-10-21T00:00"), us("2026-10-22T00:00")),
        Swap(CEES, us("2026-10-21T12:00"), us("2026-10-21T14:00")),
    )
    found = duties(Plan(PLACE, (WEEKS,), swaps), us("2026-10-20T23:00"), us("2026-10-22T01:00"))
    assert [(one.person.int if one.person else None, one.swapped) for one in found] == [
        (1, False), (2, True), (3, True), (2, True), (1, False),
    ]  # fmt: skip


def test_nobody_is_on_call_before_the_first_turn_nor_without_people() -> None:
    assert on_call(Plan(PLACE, (WEEKS,)), us("2026-10-19T08:59")) is None
    assert on_call(Plan(PLACE, (WEEKS,)), us("2026-10-19T09:00")) == ANNE
    assert on_call(Plan(PLACE, (Layer((), DAILY, date(2026, 1, 1)),)), us("2026-10-19T09:00")) is None
    assert duties(Plan(PLACE, (WEEKS,)), us("2026-10-19T09:00"), us("2026-10-19T09:00")) == []


def test_who_left_leaves_the_own_turns_empty_and_those_of_others_where_they_were() -> None:
    left = without(Plan(PLACE, (WEEKS,), (Swap(ANNE, us("2026-10-27T00:00"), us("2026-10-28T00:00")),)), [ANNE])
    found = duties(left, us("2026-10-20T00:00"), us("2026-11-03T00:00"))
    assert [one.person for one in found] == [None, BEA, None]


# ---- against an oracle that walks minute by minute and asks the calendar for every one of them ----------------------
def first_minute(day: date, minute: int, place: ZoneInfo) -> datetime:
    """The first instant of a wall time; of one that is skipped, as much later as the clock skips (PEP 495, fold 0)."""
    naive = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    return naive.replace(tzinfo=place).astimezone(UTC)


def slow(plan: Plan, at: datetime) -> UUID | None:
    place = ZoneInfo(plan.zone)
    for one in reversed(plan.swaps):
        if one.begins <= to_us(at) < one.ends:
            return one.person
    for layer in plan.layers:
        if not layer.people or not _is_open(layer, at, place):
            continue
        number, day, person = 0, layer.first, None
        while first_minute(day, layer.handover, place) <= at:
            person = layer.people[number % len(layer.people)]
            number += 1
            day = layer.first + timedelta(days=number * (7 if layer.rotation == WEEKLY else 1))
        if person is not None:
            return person
    return None


def _is_open(layer: Layer, at: datetime, place: ZoneInfo) -> bool:
    if not layer.hours:
        return True
    today = at.astimezone(place).date()
    for back in (-1, 0, 1, 2):
        day = today - timedelta(days=back)
        for one in layer.hours:
            ends = day + timedelta(days=1 if one.ends <= one.begins else 0)
            if day.weekday() in one.weekdays and (
                first_minute(day, one.begins, place) <= at < first_minute(ends, one.ends, place)
            ):
                return True
    return False


rotations = st.sampled_from([DAILY, WEEKLY])
minutes = st.integers(0, 47).map(lambda half: half * 30)
people = st.lists(st.sampled_from([ANNE, BEA, CEES]), max_size=3).map(tuple)
hours = st.builds(Hours, st.frozensets(st.integers(0, 6), min_size=1), minutes, minutes)
# Around both changes of the clock, in three zones: one of them changes by half an hour, one never does.
moments = st.sampled_from(
    [datetime(2026, 10, 24, tzinfo=UTC), datetime(2027, 3, 27, tzinfo=UTC), datetime(2026, 4, 4, tzinfo=UTC)]
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, datetime]:
    begin = draw(moments)
    firsts = st.integers(-10, 2).map(lambda days: begin.date() + timedelta(days=days))
    layers = draw(
        st.lists(
            st.builds(Layer, people, rotations, firsts, minutes, st.lists(hours, max_size=2).map(tuple)),
            max_size=3,
        )
    )  # fmt: skip
    swap = st.tuples(st.sampled_from([ANNE, BEA, CEES]), st.integers(0, 100), st.integers(1, 40)).map(
        lambda one: Swap(one[0], to_us(begin) + one[1] * 30 * MINUTE, to_us(begin) + (one[1] + one[2]) * 30 * MINUTE)
    )
    swaps = draw(st.lists(swap, max_size=2))
    name = draw(st.sampled_from([PLACE, "Australia/Lord_Howe", "Asia/Tokyo"]))
    return Plan(name, tuple(layers), tuple(swaps)), begin


@settings(max_examples=60)
@given(plans())
def test_every_half_hour_is_as_the_oracle_says_and_nothing_is_left_out(given: tuple[Plan, datetime]) -> None:
    plan, begin = given
    ends = begin + timedelta(days=2)
    found = duties(plan, to_us(begin), to_us(ends))
    assert [found[0].begins, found[-1].ends] == [to_us(begin), to_us(ends)]
    assert all(one.ends == other.begins for one, other in pairwise(found))
    at = begin
    while at < ends:
        [here] = [one for one in found if one.begins <= to_us(at) < one.ends]
        assert here.person == slow(plan, at), at
        at += timedelta(minutes=30)


@pytest.mark.parametrize("begins", [0, 60, 25 * 60])
def test_who_is_on_call_does_not_depend_on_where_one_begins_to_look(begins: int) -> None:
    plan = Plan(PLACE, (WEEKS, Layer((CEES,), DAILY, date(2026, 10, 19), 30)))
    at = us("2026-10-26T08:59")
    assert duties(plan, at - begins * MINUTE, at + 1)[-1].person == ANNE
