"""The quarters of the calendar in which evaluation sessions are promised (AP-43). Pure.

A quarter is written as 2026-Q2. A customer with nothing planned is reminded from its fifteenth day on: until then it is
ours to plan it.
"""

from datetime import date, timedelta
from typing import Final

MONTHS: Final = 3
PATIENCE: Final = timedelta(days=14)


def quarter_of(day: date) -> str:
    """The quarter of a day: 2026-Q2 for 7 April 2026."""
    return f"{day.year}-Q{(day.month - 1) // MONTHS + 1}"


def bounds(quarter: str) -> tuple[date, date]:
    """Its first day, and the first day after it. Raises ValueError for what is no quarter."""
    year, _, number = quarter.partition("-Q")
    if number not in ("1", "2", "3", "4"):
        raise ValueError(quarter)
    first = date(int(year), (int(number) - 1) * MONTHS + 1, 1)
    return first, date(first.year + 1, 1, 1) if number == "4" else date(first.year, first.month + MONTHS, 1)


def is_time(day: date) -> bool:
    """Whether whoever has nothing planned in the quarter of this day may be reminded of it."""
    return day >= bounds(quarter_of(day))[0] + PATIENCE
