"""What the figures of support mean, worked out by hand first: docs/algorithms/support-figures.md."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.kernel.calendars import CalendarRules, compile_calendar
from waarborg.kernel.instants import to_us
from waarborg.support.rules import months
from waarborg.support.rules.figures import course as going
from waarborg.support.rules.figures.course import Course, Times, first_response, resolution, same_day
from waarborg.support.rules.figures.groups import DAY, Gathered, Span, backlog, figures, note, spread

DESK = compile_calendar(
    CalendarRules.from_mapping(
        {"timezone": "Europe/Amsterdam", "weekly": {"mon-fri": ["09:00-17:00"]}, "holidays": "NL"}
    ),
    date(2025, 1, 1),
    date(2027, 12, 31),
)
TIMES = Times(DESK, "Europe/Amsterdam")
HOUR = 3_600_000_000
NOW = to_us(datetime(2026, 6, 1, tzinfo=UTC))
APRIL = Span(*months.edges("2026-04", "Europe/Amsterdam"), NOW)


def us(text: str) -> int:
    return to_us(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Amsterdam")))


def went(reported: str, **events: str) -> Course:
    kinds = {
        "answered": going.ANSWERED, "asked": going.ASKED, "replied": going.REPLIED, "resolved": going.RESOLVED,
        "reopened": going.REOPENED, "withdrawn": going.WITHDRAWN, "again": going.RESOLVED,
    }  # fmt: skip
    return Course(us(reported), [(us(when), kinds[name]) for name, when in events.items()])


def test_a_first_response_is_counted_in_open_time_of_the_customers_calendar() -> None:
    # Friday 16:30 to Tuesday 10:15: half an hour, then Easter Monday is skipped, then an hour and a quarter.
    assert first_response(went("2026-04-03 16:30", answered="2026-04-07 10:15"), TIMES) == 105 * 60_000_000
    assert first_response(went("2026-04-03 16:30"), TIMES) is None
    day_and_night = Times(None, "Europe/Amsterdam")
    assert first_response(went("2026-03-28 12:00", answered="2026-03-29 12:00"), day_and_night) == 23 * HOUR


def test_a_resolution_leaves_out_waiting_for_the_customer_and_being_resolved() -> None:
    asked = went("2026-04-07 09:00", asked="2026-04-07 11:00", replied="2026-04-08 10:00", resolved="2026-04-08 12:00")
    assert resolution(asked, TIMES) == 4 * HOUR
    again = went("2026-04-07 09:00", resolved="2026-04-07 10:00", reopened="2026-04-09 09:00", again="2026-04-09 09:30")
    assert resolution(again, TIMES) == 90 * 60_000_000
    assert resolution(went("2026-04-07 09:00", withdrawn="2026-04-07 10:00"), TIMES) is None


@pytest.mark.parametrize(
    ("answered", "kept"),
    [("2026-04-07 23:59:59", True), ("2026-04-08 00:00", False), ("2026-04-08 09:00", False)],
)
def test_the_same_day_ends_at_24_00_where_the_customer_is(answered: str, kept: bool) -> None:
    assert same_day(went("2026-04-07 16:55", answered=answered), TIMES, now=NOW) is kept


def test_of_a_day_that_is_not_over_nothing_is_said() -> None:
    assert same_day(went("2026-04-07 16:55"), TIMES, now=us("2026-04-07 18:00")) is None
    assert same_day(went("2026-04-07 16:55"), TIMES, now=us("2026-04-08 00:00")) is False
    assert same_day(went("2026-04-07 16:55", withdrawn="2026-04-07 17:10"), TIMES, now=NOW) is None


def test_of_a_hundred_questions_eighty_three_answered_the_same_day_are_83_percent() -> None:
    group = Gathered()
    for number in range(100):
        answered = "2026-04-07 23:00" if number < 83 else "2026-04-08 09:05"
        note(group, went("2026-04-07 10:00", answered=answered), TIMES, APRIL)
    told = figures(group)
    assert (told.same_day.part, told.same_day.count, told.same_day.ppm) == (83, 100, 830_000)


def test_each_figure_belongs_to_the_month_in_which_it_fell() -> None:
    group = Gathered()
    course = went(
        "2026-03-31 16:00", answered="2026-04-01 09:30", resolved="2026-04-02 10:00", reopened="2026-05-04 09:00"
    )
    note(group, course, TIMES, APRIL)
    told = figures(group)
    assert (told.reported, told.resolved, told.reopened, told.backlog.count) == (0, 1, 0, 0)
    assert told.resolution.median == 10 * HOUR
    march = Gathered()
    note(march, course, TIMES, Span(*months.edges("2026-03", "Europe/Amsterdam"), NOW))
    told = figures(march)
    assert (told.reported, told.first.median, told.resolved, told.backlog.count) == (1, 90 * 60_000_000, 0, 1)
    may = Gathered()
    note(may, course, TIMES, Span(*months.edges("2026-05", "Europe/Amsterdam"), NOW))
    assert (figures(may).reopened, figures(may).backlog.count, figures(may).backlog.oldest) == (1, 1, 61)


def test_the_middle_and_nine_in_ten_are_values_that_occurred_and_few_are_called_few() -> None:
    assert (spread([]).count, spread([]).median) == (0, None)
    assert (spread([4, 1, 3, 2]).median, spread(range(1, 11)).ninety) == (2, 9)
    assert spread([1, 2, 3, 4]).small and not spread([1, 2, 3, 4, 5]).small


def test_the_backlog_is_told_by_age() -> None:
    told = backlog([0, 2, 3, 7, 8, 31, 90])
    assert (told.count, told.ages, told.median, told.oldest) == (7, (2, 2, 1, 2), 7, 90)


@given(st.lists(st.integers(0, 10 * DAY), min_size=1))
def test_at_least_half_do_not_exceed_the_middle_and_nine_in_ten_not_the_other(values: list[int]) -> None:
    told = spread(values)
    assert sum(value <= told.median for value in values) * 2 >= len(values)  # type: ignore[operator]
    assert sum(value <= told.ninety for value in values) * 10 >= 9 * len(values)  # type: ignore[operator]
    assert told.median in values and told.ninety in values


@given(
    st.lists(st.sampled_from(going.KINDS), max_size=12),
    st.lists(st.integers(0, 60 * DAY), min_size=12, max_size=12),
)
def test_what_is_resolved_never_took_longer_than_the_time_there_was(kinds: list[str], steps: list[int]) -> None:
    """Whatever order things happened in, and the same tickets give the same figures."""
    start = us("2026-04-07 09:00")
    course = Course(start, sorted((start + step, kind) for step, kind in zip(steps, kinds, strict=False)))
    spent, end = resolution(course, TIMES), course.resolved_last
    assert (spent is None) == (end is None)
    if spent is not None and end is not None:
        assert 0 <= spent <= DESK.open_between(start, end)
        assert spent <= resolution(course, Times(None, "Europe/Amsterdam"))  # type: ignore[operator]
    assert resolution(course, TIMES) == spent


@given(st.integers(-40, 40))
def test_months_follow_each_other_without_a_gap(back: int) -> None:
    name = months.earlier("2026-04", back)
    assert months.edges(name, "Europe/Amsterdam")[1] == months.edges(months.earlier(name, -1), "Europe/Amsterdam")[0]
    assert (
        months.is_month(name) and months.month_of(months.edges(name, "Europe/Amsterdam")[0], "Europe/Amsterdam") == name
    )
