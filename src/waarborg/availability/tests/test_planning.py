"""When maintenance may be planned: long enough ahead, inside the hours agreed, and otherwise from when."""

import pytest

from waarborg.availability.rules.maintenance import Notice
from waarborg.availability.rules.planning import Plan, check, earliest
from waarborg.availability.tests.test_maintenance import ALWAYS, FIVE_DAYS, NIGHTS, windows
from waarborg.availability.tests.times import AMSTERDAM, S, at
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.instants import local

HOUR = 3600 * S
DAY_AHEAD = Notice(parse_duration("24h"), ALWAYS)
FRIDAYS = {"recurring": [{"first": "2026-01-09 00:00", "lasts": "6h", "repeat": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"}]}
WEEKEND = {"weekly": {"sat": ["20:00-24:00"], "sun": ["00:00-06:00"]}}


def shown(us):
    return None if us is None else local(us, AMSTERDAM).strftime("%a %Y-%m-%d %H:%M")


def test_work_announced_in_time_and_inside_the_hours_may_be_planned():
    planned = (at("2026-05-11 22:00"), at("2026-05-12 02:00"))
    assert check(planned, at("2026-05-06 22:00"), FIVE_DAYS, windows(NIGHTS)) == Plan(None, ())
    late = check(planned, at("2026-05-06 22:01"), FIVE_DAYS, windows(NIGHTS))
    assert (late.allowed, late.latest) == (False, at("2026-05-06 22:00"))


def test_work_that_would_end_after_its_window_is_refused_with_what_lies_outside():
    planned = (at("2026-01-23 05:50"), at("2026-01-23 06:10"))
    found = check(planned, at("2026-01-01 12:00"), DAY_AHEAD, windows(FRIDAYS))
    assert (found.allowed, found.outside) == (False, ((at("2026-01-23 06:00"), at("2026-01-23 06:10")),))
    odd = (at("2026-01-16 01:00"), at("2026-01-16 02:00"))
    assert check(odd, at("2026-01-01 12:00"), DAY_AHEAD, windows(FRIDAYS)).outside == (odd,)


@pytest.mark.parametrize(
    ("announced", "hours", "expected"),
    [
        ("2026-05-06 12:00", 2, "Mon 2026-05-11 21:00"),
        ("2026-05-06 22:10", 2, "Mon 2026-05-11 22:10"),
        ("2026-05-07 06:30", 2, "Tue 2026-05-12 21:00"),
        ("2026-05-07 06:30", 0.5, "Tue 2026-05-12 06:30"),
        ("2026-03-24 21:00", 1, "Sun 2026-03-29 21:00"),
    ],
)
def test_the_earliest_time_is_offered_at_which_notice_and_hours_both_hold(announced, hours, expected):
    found = earliest(at(announced), int(hours * HOUR), FIVE_DAYS, windows(NIGHTS), after=at(announced))
    assert shown(found) == expected
    assert check((found, found + int(hours * HOUR)), at(announced), FIVE_DAYS, windows(NIGHTS)).allowed


def test_the_next_window_of_every_second_friday():
    found = earliest(at("2026-01-09 05:00"), 2 * HOUR, DAY_AHEAD, windows(FRIDAYS), after=at("2026-01-09 05:00"))
    assert shown(found) == "Fri 2026-01-23 00:00"


def test_a_job_of_eleven_hours_fits_only_in_the_night_the_clocks_go_back():
    found = earliest(at("2026-05-01 12:00"), 11 * HOUR, FIVE_DAYS, windows(WEEKEND), after=at("2026-05-01 12:00"))
    assert shown(found) == "Sat 2026-10-24 20:00"
    assert earliest(at("2026-05-01 12:00"), 12 * HOUR, FIVE_DAYS, windows(WEEKEND), after=0) is None
    spring = (at("2026-03-28 20:00"), at("2026-03-28 20:00") + 10 * HOUR)
    assert check(spring, at("2026-03-01 12:00"), FIVE_DAYS, windows(WEEKEND)).outside == (
        (spring[1] - HOUR, spring[1]),
    )


def test_24_elapsed_hours_over_the_spring_night():
    published, start = at("2026-03-28 02:30"), at("2026-03-29 03:00")
    assert not check((start, start + HOUR), published, DAY_AHEAD, None).allowed
    assert shown(earliest(published, HOUR, DAY_AHEAD, None, after=start)) == "Sun 2026-03-29 03:30"
