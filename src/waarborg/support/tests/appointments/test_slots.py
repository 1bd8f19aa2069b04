"""Which moments are free: the week of each, absence, what is booked, when we are open, and the clock going forward."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from waarborg.kernel.instants import civil_start, local, to_us
from waarborg.support.rules.appointments.slots import LENGTH, Availability, free_slots

ZONE = "Europe/Amsterdam"
ONE, OTHER = UUID(int=1), UUID(int=2)


def us(day: date, minute: int) -> int:
    return civil_start(day, minute, ZONE)


def starts(
    staff: list[Availability], first: date, last: date, opened: tuple[tuple[int, int], ...] | None = None
) -> list[str]:
    begins, ends = us(first, 0), us(last, 0)
    found = free_slots(staff, opened=opened or ((begins, ends),), zone=ZONE, first=begins, last=ends)
    return [local(slot.start, ZONE).strftime("%d %H:%M") for slot in found]


def test_half_hours_within_the_week_of_somebody_and_inside_our_hours() -> None:
    monday = date(2026, 3, 30)
    staff = [Availability(ONE, "R. Specimen", [(0, 9 * 60 + 10, 11 * 60)])]
    opened = ((us(monday, 600), us(monday, 1020)),)
    assert starts(staff, monday, date(2026, 3, 31), opened) == ["30 10:00", "30 10:30"]


def test_absent_days_and_booked_moments_are_not_free() -> None:
    monday = date(2026, 3, 30)
    weekly = [(day, 600, 660) for day in range(5)]
    booked = frozenset({us(monday, 600)})
    staff = [Availability(ONE, "R. Specimen", weekly, [(date(2026, 3, 31), date(2026, 4, 1))], booked)]
    assert starts(staff, monday, date(2026, 4, 3)) == ["30 10:30", "02 10:00", "02 10:30"]


def test_who_has_the_least_booked_stands_first() -> None:
    monday = date(2026, 3, 30)
    busy = Availability(ONE, "A. Bezet", [(0, 600, 660)], (), frozenset({us(monday, 630)}))
    calm = Availability(OTHER, "Z. Vrij", [(0, 600, 660)])
    found = free_slots(
        [busy, calm],
        opened=((0, us(date(2026, 4, 1), 0)),),
        zone=ZONE,
        first=us(monday, 0),
        last=us(date(2026, 3, 31), 0),
    )
    assert [[name for _, name in slot.people] for slot in found] == [["Z. Vrij", "A. Bezet"], ["Z. Vrij"]]


def test_a_half_hour_that_the_clock_skips_is_no_moment_and_the_next_working_day_is_at_ten_for_both() -> None:
    """The clock goes forward in the night of 29 March 2026."""
    night = [Availability(ONE, "R. Specimen", [(6, 60, 240)])]
    assert starts(night, date(2026, 3, 29), date(2026, 3, 30)) == ["29 01:00", "29 01:30", "29 03:00", "29 03:30"]
    day = [Availability(ONE, "R. Specimen", [(0, 600, 630)])]
    begins = us(date(2026, 3, 29), 0)
    (slot,) = free_slots(
        day, opened=((begins, begins + 10 * 86_400_000_000),), zone=ZONE, first=begins, last=us(date(2026, 4, 2), 0)
    )
    assert slot.start == to_us(datetime(2026, 3, 30, 8, tzinfo=UTC))


@given(
    weekly=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440)), max_size=4),
    openings=st.lists(st.tuples(st.integers(0, 30 * 48), st.integers(1, 40)), max_size=4),
)
def test_every_moment_lies_whole_in_an_opening_and_none_stands_twice(
    weekly: list[tuple[int, int, int]], openings: list[tuple[int, int]]
) -> None:
    begins = us(date(2026, 10, 20), 0)
    opened = tuple((begins + a * LENGTH, begins + (a + length) * LENGTH) for a, length in openings)
    staff = [Availability(ONE, "R. Specimen", [one for one in weekly if one[1] < one[2]])]
    found = free_slots(staff, opened=opened, zone=ZONE, first=begins, last=us(date(2026, 11, 3), 0))
    moments = [slot.start for slot in found]
    assert moments == sorted(set(moments))
    assert all(any(first <= one and one + LENGTH <= last for first, last in opened) for one in moments)
