"""When the downtime that a month allows goes so fast that somebody has to know: to the second."""

import pytest

from waarborg.availability.rules.burning import FAST, HALF, HOUR, MINUTE, QUICK, SLOW, SPENT, reached, spent_in
from waarborg.availability.rules.timeline import WHOLE
from waarborg.availability.tests.times import S

# 99.9 % of a month of thirty days.
ALLOWED = 2592 * S * WHOLE
T = 10 * 24 * HOUR


def out(begin: int, seconds: int, weight: int = WHOLE) -> tuple[int, int, int]:
    return begin, begin + seconds * S, weight


def test_nothing_is_said_while_nothing_went() -> None:
    assert reached([], ALLOWED, T) == []
    assert reached([out(T, 600)], ALLOWED, T) == []


def test_two_percent_in_an_hour_are_fast_to_the_microsecond() -> None:
    """2 % of 43 min 12 s are 51.84 s."""
    begin = T - 51_840_000
    assert reached([(begin, T, WHOLE)], ALLOWED, T) == [FAST]
    assert reached([(begin + 1, T, WHOLE)], ALLOWED, T) == []


def test_what_is_over_is_not_warned_of() -> None:
    """51.84 s in an hour is 4.32 s in five minutes: less than that there, and it goes fast no more."""
    gone = [out(T - HOUR, 120)]
    assert reached([*gone, (T - 4_320_000, T, WHOLE)], ALLOWED, T) == [FAST]
    assert reached([*gone, (T - 4_319_999, T, WHOLE)], ALLOWED, T) == []
    assert reached([out(T - 10 * MINUTE, 300)], ALLOWED, T) == [QUICK, SLOW]


def test_five_percent_in_six_hours_are_quick_and_ten_in_three_days_slow() -> None:
    """129.6 s and 259.2 s; in the half hour and the six hours that come last 10.8 s and 21.6 s."""
    before = T - 5 * HOUR
    assert reached([out(before, 118), (T - 20 * MINUTE, T - 20 * MINUTE + 11_600_000, WHOLE)], ALLOWED, T) == [QUICK]
    assert reached([out(before, 117), (T - 20 * MINUTE, T - 20 * MINUTE + 11_600_000, WHOLE)], ALLOWED, T) == []
    days_ago = T - 70 * HOUR
    slow = [out(days_ago, 237), (T - 5 * HOUR, T - 5 * HOUR + 22_200_000, WHOLE)]
    assert reached(slow, ALLOWED, T) == [SLOW]
    assert reached([slow[0]], ALLOWED, T) == []


@pytest.mark.parametrize(
    ("seconds", "levels"),
    [(1295, []), (1296, [HALF]), (2592, [HALF]), (2593, [SPENT, HALF])],
)
def test_half_and_all_of_it_are_told_whenever_they_went(seconds: int, levels: list[str]) -> None:
    assert reached([out(T - 100 * HOUR, seconds)], ALLOWED, T) == levels


def test_less_than_is_spent_when_all_of_it_went_and_where_nothing_is_allowed_the_first_microsecond_is() -> None:
    gone = [out(T - 100 * HOUR, 2592)]
    assert reached(gone, ALLOWED, T, strict=True) == [SPENT, HALF]
    assert reached([(T - 1, T, WHOLE)], 0, T) == [SPENT]


def test_partial_trouble_goes_as_slowly_as_it_weighs() -> None:
    assert spent_in([out(T - 200 * S, 100, WHOLE // 2)], T - HOUR, T) == 50 * S * WHOLE
    assert reached([out(T - 104 * S, 104, WHOLE // 2)], ALLOWED, T) == [FAST]
    assert reached([out(T - 103 * S, 103, WHOLE // 2)], ALLOWED, T) == []
