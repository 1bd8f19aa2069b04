"""What of maintenance is left out: announced in time, inside the hours agreed for it, and really worked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.availability.rules.maintenance import (
    Announcement,
    AnnouncementsOutOfOrder,
    Notice,
    Piece,
    Work,
    announced,
    excluded,
    judge,
)
from waarborg.availability.tests.times import AMSTERDAM, S, at
from waarborg.kernel.calendars import CalendarRules
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.growing import GrowingCalendar
from waarborg.kernel.intervals import measure

ALWAYS = GrowingCalendar(CalendarRules.from_mapping({"weekly": {"mon-sun": ["00:00-24:00"]}}, timezone=AMSTERDAM))
NIGHTS = {"weekly": {"mon-fri": ["00:00-07:00", "21:00-24:00"], "sat-sun": ["00:00-24:00"]}}
WEEKNIGHTS = {"weekly": {"mon-sun": ["00:00-07:00", "21:00-24:00"]}}
FIVE_DAYS = Notice(parse_duration("5 days"), ALWAYS)
HOUR = 3600 * S


def windows(mapping):
    calendar = GrowingCalendar(CalendarRules.from_mapping(mapping, timezone=AMSTERDAM))
    return lambda start, end: calendar.work_out(start, lambda compiled: compiled.intervals(start, end))


def told(when, start=None, end=None):
    return Announcement(at(when), None if start is None else (at(start), at(end)))


def work(*announcements, actual):
    return Work(announcements, tuple((at(start), at(end)) for start, end in [actual]))


def outcomes(judged):
    return [(one.outcome, (one.end - one.start) // (60 * S)) for one in judged.parts]


def test_the_overrun_counts_and_what_was_announced_does_not():
    planned = told("2026-05-01 12:00", "2026-05-11 21:00", "2026-05-12 07:00")
    found = judge(work(planned, actual=("2026-05-11 21:10", "2026-05-12 07:05")), FIVE_DAYS, windows(NIGHTS))
    assert outcomes(found) == [("excluded", 590), ("overrun", 5)]


def test_five_days_are_five_local_days_though_only_119_hours():
    actual = ("2026-03-29 21:00", "2026-03-29 22:00")
    in_time = told("2026-03-24 21:00", *actual)
    late = told("2026-03-24 21:00:01", *actual)
    hours = Notice(parse_duration("120h"), ALWAYS)
    assert outcomes(judge(work(in_time, actual=actual), FIVE_DAYS, windows(NIGHTS))) == [("excluded", 60)]
    assert outcomes(judge(work(in_time, actual=actual), hours, windows(NIGHTS))) == [("late", 60)]
    found = judge(work(late, actual=actual), FIVE_DAYS, windows(NIGHTS))
    assert outcomes(found) == [("late", 60)]
    assert (found.parts[0].announced, found.parts[0].latest) == (at("2026-03-24 21:00:01"), at("2026-03-24 21:00"))


def test_24_elapsed_hours_over_the_spring_night_are_23_and_a_half_by_the_clock():
    notice = Notice(parse_duration("24h"), ALWAYS)
    actual = ("2026-03-29 03:00", "2026-03-29 03:01")
    assert outcomes(judge(work(told("2026-03-28 02:30", *actual), actual=actual), notice, None)) == [("late", 1)]
    assert outcomes(judge(work(told("2026-03-28 02:00", *actual), actual=actual), notice, None)) == [("excluded", 1)]


@pytest.mark.parametrize(
    ("evening", "morning", "hours"),
    [("2026-10-24 21:00", "2026-10-25 07:00", 11), ("2027-03-27 21:00", "2027-03-28 07:00", 9)],
)
def test_a_night_in_which_the_clocks_change_is_left_out_at_its_own_length(evening, morning, hours):
    planned = told("2026-10-01 12:00", evening, morning)
    found = judge(work(planned, actual=(evening, morning)), FIVE_DAYS, windows(WEEKNIGHTS))
    assert measure(found.excluded) == hours * HOUR


def test_a_window_that_does_not_exist_that_night_leaves_nothing_out():
    nightly = windows({"weekly": {"mon-sun": ["02:00-03:00"]}})
    planned = told("2027-03-01 12:00", "2027-03-28 01:00", "2027-03-28 05:00")
    found = judge(work(planned, actual=("2027-03-28 01:30", "2027-03-28 04:00")), FIVE_DAYS, nightly)
    assert outcomes(found) == [("outside-window", 90)]
    twice = told("2026-10-01 12:00", "2026-10-25 01:00", "2026-10-25 05:00")
    found = judge(work(twice, actual=("2026-10-25 01:30", "2026-10-25 04:00")), FIVE_DAYS, nightly)
    assert outcomes(found) == [("outside-window", 30), ("excluded", 120), ("outside-window", 60)]


def test_shortening_keeps_the_notice_and_what_is_added_begins_its_own():
    first = told("2026-05-01 12:00", "2026-05-11 22:00", "2026-05-12 02:00")
    shorter = told("2026-05-11 20:00", "2026-05-11 23:00", "2026-05-12 02:00")
    later = told("2026-05-11 21:00", "2026-05-11 23:00", "2026-05-12 04:00")
    actual = ("2026-05-11 22:30", "2026-05-12 04:30")
    found = judge(work(first, shorter, later, actual=actual), FIVE_DAYS, None)
    assert outcomes(found) == [("not-announced-then", 30), ("excluded", 180), ("late", 120), ("overrun", 30)]


def test_moved_by_an_hour_in_time_only_the_hour_that_stays_has_its_old_notice():
    first = told("2026-05-01 12:00", "2026-05-11 22:00", "2026-05-12 02:00")
    moved = told("2026-05-10 12:00", "2026-05-11 21:00", "2026-05-12 01:00")
    actual = ("2026-05-11 21:00", "2026-05-12 01:00")
    assert outcomes(judge(work(first, moved, actual=actual), FIVE_DAYS, None)) == [("late", 60), ("excluded", 180)]


def test_cancelled_and_announced_again_is_a_new_announcement():
    night = ("2026-05-11 22:00", "2026-05-12 02:00")
    found = judge(work(told("2026-05-01 12:00", *night), told("2026-05-02 12:00"), actual=night), FIVE_DAYS, None)
    assert outcomes(found) == [("not-announced-then", 240)]
    again = work(
        told("2026-05-01 12:00", *night), told("2026-05-02 12:00"), told("2026-05-10 12:00", *night), actual=night
    )
    assert outcomes(judge(again, FIVE_DAYS, None)) == [("late", 240)]


def test_cancelling_halfway_changes_nothing_of_what_was_done():
    night = ("2026-05-11 22:00", "2026-05-12 02:00")
    done = ("2026-05-11 22:00", "2026-05-11 23:00")
    found = judge(work(told("2026-05-01 12:00", *night), told("2026-05-11 23:00"), actual=done), FIVE_DAYS, None)
    assert outcomes(found) == [("excluded", 60)]


def test_announced_after_it_began_is_not_announced_in_time_even_where_no_notice_is_asked():
    night = ("2026-05-11 22:00", "2026-05-12 02:00")
    none = Notice(None, ALWAYS)
    found = judge(work(told("2026-05-11 22:30", *night), actual=night), none, None)
    assert outcomes(found) == [("late", 30), ("excluded", 210)]
    after = judge(work(told("2026-05-12 08:00", *night), actual=night), FIVE_DAYS, None)
    assert outcomes(after) == [("late", 240)]
    assert after.parts[0].announced == at("2026-05-12 08:00")


def test_a_hotfix_that_nobody_announced_is_never_left_out():
    found = judge(work(actual=("2026-05-11 22:00", "2026-05-11 22:20")), FIVE_DAYS, windows(NIGHTS))
    assert outcomes(found) == [("unannounced", 20)]
    assert found.excluded == ()


def test_what_two_works_share_is_left_out_once():
    night = ("2026-05-08 00:00", "2026-05-08 06:00")
    one = judge(work(told("2026-04-01 12:00", *night), actual=night), FIVE_DAYS, None)
    other = judge(work(told("2026-04-02 12:00", *night), actual=night), FIVE_DAYS, None)
    assert measure(excluded([one, other])) == 6 * HOUR


def test_announcements_come_in_order():
    with pytest.raises(AnnouncementsOutOfOrder):
        announced([told("2026-05-02 12:00"), told("2026-05-01 12:00")])


def test_shortening_joins_to_one_piece_with_its_old_instant():
    night = told("2026-05-01 12:00", "2026-05-11 22:00", "2026-05-12 02:00")
    shorter = told("2026-05-11 23:00", "2026-05-11 22:00", "2026-05-12 01:00")
    assert announced([night, shorter]) == (
        Piece(at("2026-05-11 22:00"), at("2026-05-12 01:00"), at("2026-05-01 12:00")),
    )


PLANNED = st.one_of(st.none(), st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda one: (one[0], sum(one))))


@given(
    st.lists(st.tuples(st.integers(0, 30), PLANNED), max_size=5).map(lambda one: sorted(one, key=lambda each: each[0]))
)
def test_each_unit_has_been_announced_since_it_came_in_for_the_last_time(versions):
    """Unit by unit: of the announcements made before it, the last says whether; going back tells since when."""
    found = announced([Announcement(made, planned) for made, planned in versions])
    for unit in range(45):
        since = None
        for made, planned in versions:
            if made > unit:
                break
            covers = planned is not None and planned[0] <= unit < planned[1]
            since = (made if since is None else since) if covers else None
        assert [one.since for one in found if one.start <= unit < one.end] == ([] if since is None else [since])
