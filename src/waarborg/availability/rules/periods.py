"""Local months, and the time in them for which availability was agreed. Instants are microseconds since the epoch."""

import re
from dataclasses import dataclass
from datetime import date

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import civil_start
from waarborg.kernel.intervals import Intervals
from waarborg.kernel.zones import FIRST_YEAR, LAST_YEAR, OutOfRange, zone

MOST_MONTHS = 12
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


class UnreadableMonth(BadInput):
    code = "availability.month.unreadable"
    nl = "“{text}” is geen maand."
    en = "“{text}” is not a month."
    nl_way_out = "Schrijf jaar en maand, bijvoorbeeld 2026-10."
    en_way_out = "Write year and month, for example 2026-10."


class PeriodTooLong(BadInput):
    code = "availability.period.too-long"
    nl = "Van {first} tot en met {last} is geen periode van één tot twaalf maanden."
    en = "From {first} to {last} is not a period of one to twelve months."
    nl_way_out = "Laat through weg voor één maand; een jaar loopt van 2026-01 tot en met 2026-12."
    en_way_out = "Leave out through for a single month; a year runs from 2026-01 to 2026-12."


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local months, from the first day's 00:00 to the last day's 24:00 in a zone."""

    first: str
    last: str
    zone: str
    start: int
    end: int


def period(month: str, timezone: str, *, through: str | None = None) -> Period:
    """The local month `2026-10`, or the months from it to `through`.

    Raises UnreadableMonth, PeriodTooLong, OutOfRange, UnknownZone.
    """
    place = zone(timezone)
    first, last = _number(month), _number(month if through is None else through)
    if not 0 <= last - first < MOST_MONTHS:
        raise PeriodTooLong(first=month, last=through)
    start, end = _first_day(first), _first_day(last + 1)
    return Period(
        month, month if through is None else through, timezone, civil_start(start, 0, place), civil_start(end, 0, place)
    )


def agreed(over: Period, calendar: CompiledCalendar | None) -> Intervals:
    """The time agreed: all of the period (24x7, None), or the opening hours of a calendar. Raises BeyondCover."""
    if calendar is None:
        return ((over.start, over.end),)
    return calendar.intervals(over.start, over.end)


def _number(text: str) -> int:
    match = _MONTH.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12:
        raise UnreadableMonth(text=text)
    year = int(match[1])
    # The month after it must still be one we can calculate in.
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise OutOfRange
    return year * 12 + int(match[2]) - 1


def _first_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
