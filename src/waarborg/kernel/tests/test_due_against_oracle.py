"""Due times against a minute-by-minute oracle: several zones, clock changes, split shifts, exceptions, pauses."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.kernel.calendars import CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.due import due_us
from waarborg.kernel.durations import Duration
from waarborg.kernel.intervals import union
from waarborg.kernel.tests import oracle as slow
from waarborg.kernel.zones import MINUTE

# Around each zone's clock changes, so that most examples meet one.
AROUND = {
    "Europe/Amsterdam": [date(2026, 3, 29), date(2026, 10, 25)],
    "America/New_York": [date(2026, 3, 8), date(2026, 11, 1)],
    "Australia/Lord_Howe": [date(2026, 4, 5), date(2026, 10, 4)],
    "Africa/Cairo": [date(2026, 4, 24), date(2026, 10, 29)],  # changes at midnight
    "UTC": [date(2026, 2, 28), date(2026, 12, 31)],
}
QUARTER = 15


@st.composite
def hours(draw):
    edges = sorted(draw(st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True)))
    return [(a * QUARTER, b * QUARTER) for a, b in zip(edges[::2], edges[1::2], strict=False)]


@dataclass
class Case:
    compiled: CompiledCalendar
    oracle: slow.Oracle
    change: date
    start: int
    pauses: list[slow.Span]

    @cached_property
    def minutes(self) -> set[int]:
        """Every open minute around: a hundred thousand, counted only for who asks."""
        return self.oracle.open_minutes(self.change - timedelta(days=10), self.change + timedelta(days=250))

    def __repr__(self) -> str:  # thousands of minutes say nothing
        return f"Case({self.oracle}, start={self.start}, pauses={self.pauses})"


@st.composite
def cases(draw):
    name = draw(st.sampled_from(sorted(AROUND)))
    change = draw(st.sampled_from(AROUND[name]))
    weekly = {weekday: draw(hours()) for weekday in draw(st.sets(st.integers(0, 6), min_size=1))}
    near = st.integers(-5, 12).map(lambda days: change + timedelta(days=days))
    opened = draw(st.dictionaries(near, hours(), max_size=2))
    closed = draw(st.sets(near, max_size=3)) - opened.keys()
    zone = slow.pinned(name)
    around = slow.to_instant(slow.datetime.combine(change, slow.datetime.min.time()), zone, end=False)
    start = around + draw(st.integers(-4 * 1440, 2 * 1440))
    pauses = []
    for _ in range(draw(st.integers(0, 3))):
        begin = start + draw(st.integers(-1440, 5 * 1440))
        pauses.append((begin, begin + draw(st.integers(0, 3 * 1440))))
    rules = CalendarRules(
        name,
        weekly=tuple(tuple(weekly.get(weekday, ())) for weekday in range(7)),
        closed=frozenset(closed),
        open=tuple(sorted((day, tuple(found)) for day, found in opened.items())),
    )
    compiled = compile_calendar(rules, change - timedelta(days=40), change + timedelta(days=1000))
    oracle = slow.Oracle(zone, weekly, closed, opened)
    return Case(compiled, oracle, change, start, pauses)


def found(compiled, start, kind, amount, counting, pauses):
    spans = union((a * MINUTE, b * MINUTE) for a, b in pauses)
    at = due_us(compiled, start * MINUTE, Duration(kind, amount), counting, spans)
    assert at % MINUTE == 0
    return at // MINUTE


@settings(max_examples=120, deadline=None)
@given(cases(), st.integers(1, 1500))
def test_business_time(case, amount):
    compiled, minutes, start, pauses = case.compiled, case.minutes, case.start, case.pauses
    expected = slow.business_minutes(minutes, start, amount, pauses)
    assert found(compiled, start, "business-time", amount * MINUTE, "rolling", pauses) == expected


@settings(max_examples=120, deadline=None)
@given(cases(), st.integers(1, 6))
def test_business_days_rolling(case, days):
    expected = slow.business_days(case.oracle, case.minutes, case.start, days, case.pauses)
    assert found(case.compiled, case.start, "business-days", days, "rolling", case.pauses) == expected


@settings(max_examples=120, deadline=None)
@given(cases(), st.integers(1, 6))
def test_business_days_closing(case, days):
    compiled, oracle, start, pauses = case.compiled, case.oracle, case.start, case.pauses
    expected = slow.business_days_closing(oracle, start, days, pauses)
    assert found(compiled, start, "business-days", days, "closing", pauses) == expected


@pytest.mark.parametrize("counting", ["rolling", "closing"])
@settings(max_examples=80, deadline=None)
@given(cases(), st.integers(1, 10))
def test_calendar_days(counting, case, days):
    compiled, oracle, start, pauses = case.compiled, case.oracle, case.start, case.pauses
    expected = slow.calendar_days(oracle, start, days, pauses, closing=counting == "closing")
    assert found(compiled, start, "days", days, counting, pauses) == expected


@settings(max_examples=80, deadline=None)
@given(cases(), st.integers(1, 5000))
def test_elapsed(case, amount):
    compiled, start, pauses = case.compiled, case.start, case.pauses
    at, counted = start, 0
    while counted < amount:
        counted += not slow.in_any(pauses, at)
        at += 1
    assert found(compiled, start, "elapsed", amount * MINUTE, "rolling", pauses) == at


@settings(max_examples=80, deadline=None)
@given(cases(), st.integers(1, 10**11), st.integers(0, 59_999_999))
def test_business_time_is_the_smallest_instant_to_the_microsecond(case, amount, fraction):
    compiled, start = case.compiled, case.start
    begin = start * MINUTE + fraction
    at = due_us(compiled, begin, Duration("business-time", amount))
    assert compiled.open_between(begin, at) == amount
    assert compiled.open_between(begin, at - 1) == amount - 1


@settings(max_examples=60, deadline=None)
@given(cases())
def test_open_minutes_of_a_compiled_calendar(case):
    compiled, oracle, minutes, start = case.compiled, case.oracle, case.minutes, case.start
    for at in range(start, start + 3 * 1440, 7):
        assert compiled.is_open(at * MINUTE) == (at in minutes)
    day = oracle.local(start).date()
    assert (day in compiled.open_days) == bool(oracle.openings(day))
    assert (compiled.closed_reason(day) is None) == bool(oracle.openings(day))


@settings(max_examples=80, deadline=None)
@given(cases(), st.integers(1, 30), st.sampled_from(["rolling", "closing"]))
def test_months(case, months, counting):
    local = case.oracle.local(case.start)
    later = local + relativedelta(months=months)
    if counting == "closing":
        later = slow.datetime.combine(later.date() + slow.DAY, slow.datetime.min.time())
    expected = slow.to_instant(later, case.oracle.zone, end=True)
    assert found(case.compiled, case.start, "months", months, counting, case.pauses) == expected


def test_a_pause_of_years_is_counted_as_fast_as_one_of_days():
    calendar = compile_calendar(CalendarRules("UTC", weekly=(((540, 1020),),) * 7), date(1990, 1, 1), date(2190, 1, 1))
    day = 24 * 60 * MINUTE
    start = 7500 * day + 60 * MINUTE
    pause = ((start + 1, start + 1 + 60_000 * day),)
    assert due_us(calendar, start, Duration("days", 1), "rolling", pause) == start + 60_001 * day
