"""Days of a picture: as long as they are on the clock, and the worst counts alone."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from waarborg.availability.rules.days import by_day, drawn, span
from waarborg.availability.rules.incidents import EFFECTS, may_follow, worst
from waarborg.kernel.instants import parse_instant, to_us

ZONE = "Europe/Amsterdam"
MINUTE = 60_000_000


def us(text: str) -> int:
    return to_us(parse_instant(text))


def test_days_of_the_change_of_clocks_have_25_and_23_hours() -> None:
    autumn, spring = span(date(2026, 10, 25), 2, ZONE), span(date(2027, 3, 28), 2, ZONE)
    assert [(b - a) // (60 * MINUTE) for a, b in zip(autumn.edges, autumn.edges[1:], strict=False)] == [24, 25]
    assert [(b - a) // (60 * MINUTE) for a, b in zip(spring.edges, spring.edges[1:], strict=False)] == [24, 23]


def test_an_outage_over_midnight_counts_on_both_days_and_what_goes_on_until_now() -> None:
    over = span(date(2026, 3, 11), 2, ZONE)
    found = by_day([("down", us("2026-03-10T23:50:00+01:00"), None)], over, us("2026-03-11T00:05:00+01:00"))
    assert found == [(date(2026, 3, 10), {"down": 10 * MINUTE}), (date(2026, 3, 11), {"down": 5 * MINUTE})]


def test_where_two_things_hit_at_once_the_worst_counts() -> None:
    over = span(date(2026, 3, 10), 1, ZONE)
    begin, end = us("2026-03-10T10:00:00+01:00"), us("2026-03-10T11:00:00+01:00")
    found = by_day([("degraded", begin, end), ("down", begin + 15 * MINUTE, begin + 30 * MINUTE)], over, end)
    assert found == [(date(2026, 3, 10), {"down": 15 * MINUTE, "degraded": 45 * MINUTE})]
    assert drawn(found[0][1]) == ("out", 15 * MINUTE)
    assert (drawn({"partial": 5}), drawn({"degraded": 7}), drawn({})) == (("part", 5), ("part", 7), ("ok", 0))


PERIODS = st.lists(
    st.tuples(st.sampled_from(EFFECTS), st.integers(0, 3000), st.integers(1, 600), st.booleans()), max_size=6
)


@given(PERIODS)
def test_minute_by_minute_it_is_the_same(periods: list[tuple[str, int, int, bool]]) -> None:
    """Against an oracle that asks each minute of two days what the worst was."""
    over = span(date(2026, 3, 11), 2, ZONE)
    first, now = over.edges[0], over.edges[2]
    stretches = [
        (effect, first + begin * MINUTE, None if open_ else first + (begin + length) * MINUTE)
        for effect, begin, length, open_ in periods
    ]
    slow: list[dict[str, int]] = [{}, {}]
    for minute in range(2880):
        moment = first + minute * MINUTE
        there = [kind for kind, begin, end in stretches if begin <= moment < (now if end is None else end)]
        if there:
            counts = slow[minute // 1440]
            counts[worst(there)] = counts.get(worst(there), 0) + MINUTE
    assert [lasted for _, lasted in by_day(stretches, over, now)] == slow


def test_what_is_over_does_not_go_on() -> None:
    assert [
        then for then in ("investigating", "monitoring", "resolved", "looked-back") if may_follow("resolved", then)
    ] == ["looked-back"]
    assert may_follow("monitoring", "investigating")
    assert not may_follow("investigating", "looked-back")
