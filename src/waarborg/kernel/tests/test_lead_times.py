"""Lead times count backwards: the examples of docs/algorithms/lead-times.md, and business units as a mirror image."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.kernel.calendars import BeyondCover, CalendarRules, compile_calendar
from waarborg.kernel.due import due_us
from waarborg.kernel.durations import Duration
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.lead_times import Latest, UnknownLeadCounting, UnsuitableLead, in_time, latest_announcement
from waarborg.kernel.tests.desks import DESK, at, compiled, shown
from waarborg.kernel.zones import MINUTE

TABLE = [
    ("2026-03-29 21:00", "5 days", "rolling", "Tue 2026-03-24 21:00", True),
    ("2026-03-29 21:00", "5 days", "closing", "Tue 2026-03-24 00:00", False),
    ("2026-03-29 21:00", "5 days", "dates", "Wed 2026-03-25 00:00", False),
    ("2026-03-29 21:00", "48h", "rolling", "Fri 2026-03-27 20:00", True),
    ("2026-03-31 10:00", "1 month", "rolling", "Sat 2026-02-28 10:00", True),
    ("2026-03-31 10:00", "1 month", "closing", "Sat 2026-02-28 00:00", False),
    ("2026-03-31 10:00", "1 month", "dates", "Sun 2026-03-01 00:00", False),
    ("2026-03-31 10:00", "1 year", "rolling", "Mon 2025-03-31 10:00", True),
    ("2026-03-31 10:00", "1 calendar month", "rolling", "Sun 2026-02-01 00:00", True),
    ("2026-03-01 00:00", "1 calendar month", "rolling", "Sun 2026-02-01 00:00", True),
    ("2026-04-07 12:30", "4 business hours", "rolling", "Fri 2026-04-03 16:30", True),
    ("2026-04-07 13:00", "4 business hours", "rolling", "Tue 2026-04-07 09:00", True),
    ("2026-04-07 13:00", "0.5 business days", "rolling", "Tue 2026-04-07 09:00", True),
    ("2026-04-10 10:00", "2 business days", "rolling", "Wed 2026-04-08 10:00", True),
    ("2026-04-08 10:00", "2 business days", "rolling", "Fri 2026-04-03 10:00", True),
    ("2026-04-11 12:00", "1 business day", "rolling", "Thu 2026-04-09 17:00", True),
    ("2026-04-10 10:00", "2 business days", "closing", "Wed 2026-04-08 09:00", False),
    ("2026-04-10 10:00", "2 business days", "dates", "Thu 2026-04-09 00:00", False),
]


@pytest.mark.parametrize(("act", "lead", "counting", "expected", "inclusive"), TABLE)
def test_latest_announcement(act, lead, counting, expected, inclusive):
    latest = latest_announcement(DESK, at(act), lead, counting=counting)
    assert (shown(latest.at), latest.inclusive) == (expected, inclusive)


def test_announced_119_hours_before_is_in_time_over_a_clock_change():
    announced, act = at("2026-03-24 21:00"), at("2026-03-29 21:00")
    assert act - announced == timedelta(hours=119)
    assert in_time(DESK, announced, act, "5 days")
    assert not in_time(DESK, announced + timedelta(microseconds=1), act, "5 days")


def test_closing_leaves_whole_days_in_between():
    act = at("2026-03-29 21:00")
    assert in_time(DESK, at("2026-03-23 23:59"), act, "5 days", counting="closing")
    assert not in_time(DESK, at("2026-03-24 00:00"), act, "5 days", counting="closing")


def test_dates_are_counted_date_by_date():
    act = at("2026-03-29 01:00")
    assert in_time(DESK, at("2026-03-24 23:59"), act, "5 days", counting="dates")
    assert not in_time(DESK, at("2026-03-25 00:00"), act, "5 days", counting="dates")


def test_an_announcement_in_the_hour_that_comes_twice_is_needed_by_its_first_occurrence():
    latest = latest_announcement(compiled({"weekly": {"mon": ["09:00-17:00"]}}), at("2026-10-30 02:30"), "5 days")
    assert latest.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("lead", ["same business day", "next business day", "none", "unstated", "method notice"])
def test_what_cannot_be_counted_back_is_refused(lead):
    with pytest.raises(UnsuitableLead) as refused:
        latest_announcement(DESK, at("2026-04-10 10:00"), lead)
    assert "5 business days" in refused.value.way_out("nl")


def test_another_way_of_counting_is_refused():
    with pytest.raises(UnknownLeadCounting):
        latest_announcement(DESK, at("2026-04-10 10:00"), "5 days", counting="monthly")


@pytest.mark.parametrize("lead", ["4 business hours", "2 business days", "5 days", "1 month", "1 calendar month"])
@pytest.mark.parametrize("counting", ["rolling", "closing", "dates"])
def test_beyond_the_cover_is_refused(lead, counting):
    calendar = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}}, date(2026, 4, 3), date(2026, 12, 31))
    with pytest.raises(BeyondCover):
        latest_announcement(calendar, at("2026-04-03 10:00"), lead, counting=counting)


MIDDLE = date(2026, 6, 3)
WEEKS = st.lists(
    st.lists(st.integers(0, 96), min_size=0, max_size=4, unique=True).map(sorted), min_size=7, max_size=7
).filter(any)


def mirrored(week: list[list[int]]) -> tuple[CalendarRules, CalendarRules]:
    """A calendar in UTC and its image in a mirror that stands at the beginning of MIDDLE."""
    hours = [[(a * 15, b * 15) for a, b in zip(edges[::2], edges[1::2], strict=False)] for edges in week]
    image: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for weekday, spans in enumerate(hours):
        other = (2 * MIDDLE.weekday() - 1 - weekday) % 7
        image[other] = [(1440 - end, 1440 - start) for start, end in reversed(spans)]
    make = lambda found: CalendarRules("UTC", weekly=tuple(tuple(spans) for spans in found))  # noqa: E731
    return make(hours), make(image)


@pytest.mark.parametrize("kind", ["business-time", "business-days"])
@settings(max_examples=80, deadline=None)
@given(WEEKS, st.integers(-4000, 4000), st.integers(1, 7))
def test_business_units_backwards_are_due_times_in_a_mirror(kind, week, minute, amount):
    plain, image = mirrored(week)
    if not any(plain.weekly):
        return
    span = date(2025, 6, 3), date(2027, 6, 2)
    calendar, reflected = compile_calendar(plain, *span), compile_calendar(image, *span)
    centre = to_us(datetime(2026, 6, 3, tzinfo=UTC))
    act = centre + minute * MINUTE
    lead = Duration(kind, amount * 17 * MINUTE if kind == "business-time" else amount)
    latest = latest_announcement(calendar, from_us(act), lead)
    assert latest == Latest(from_us(2 * centre - due_us(reflected, 2 * centre - act, lead)), True)
