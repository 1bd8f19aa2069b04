"""Calendar periods of `every: week|month|quarter|year`, in the promise's zone."""

from datetime import date, timedelta

from waarborg.kernel.instants import civil_start, local
from waarborg.promises.rules.replay.terms import Cadence


def next_boundary(us: int, cadence: Cadence, zone: str) -> int:
    """The instant (us) at which the period that holds `us` ends and the next begins: 00:00 local."""
    day = local(us, zone).date()
    return civil_start(_first_of_next(day, cadence), 0, zone)


def _first_of_next(day: date, cadence: Cadence) -> date:
    if cadence == "day":
        return day + timedelta(days=1)
    if cadence == "week":
        return day + timedelta(days=7 - day.weekday())
    if cadence == "year":
        return date(day.year + 1, 1, 1)
    length = 3 if cadence == "quarter" else 1
    months = day.year * 12 + (day.month - 1) // length * length + length
    return date(months // 12, months % 12 + 1, 1)
