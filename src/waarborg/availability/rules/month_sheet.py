"""A month of windows as a sheet of weeks: which windows lie on which local day. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from waarborg.kernel.instants import civil_start
from waarborg.kernel.intervals import Interval
from waarborg.kernel.zones import MINUTE

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Entry(Generic[Thing]):
    """What lies on a day: `start` and `end` in minutes of elapsed time from its midnight, None where it lies before or
    after this day, so that work that goes on over midnight stands on both."""

    thing: Thing
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Day(Generic[Thing]):
    """`hours` is how long the day is: 23 or 25 on the days on which the clocks change."""

    date: date
    inside: bool
    hours: int
    entries: tuple[Entry[Thing], ...]


def span(month: date, zone: str) -> Interval:
    """From the Monday before the month (or its first day) to the Monday after it, in microseconds."""
    first, last = _edges(month)
    return civil_start(first, 0, zone), civil_start(last, 0, zone)


def sheet(month: date, windows: Iterable[tuple[Interval, Thing]], zone: str) -> list[list[Day[Thing]]]:
    """The weeks of a month, from Monday to Sunday. `windows` in order, in microseconds."""
    first, last = _edges(month)
    listed = list(windows)
    days = [_day(first + timedelta(days=number), month, listed, zone) for number in range((last - first).days)]
    return [days[number : number + 7] for number in range(0, len(days), 7)]


def _edges(month: date) -> tuple[date, date]:
    begin = month.replace(day=1)
    after = (begin + timedelta(days=31)).replace(day=1)
    return begin - timedelta(days=begin.weekday()), after + timedelta(days=-after.weekday() % 7)


def _day(day: date, month: date, windows: list[tuple[Interval, Thing]], zone: str) -> Day[Thing]:
    begin, end = civil_start(day, 0, zone), civil_start(day + timedelta(days=1), 0, zone)
    entries = tuple(
        Entry(thing, _within(start, begin, end), _within(until, begin, end))
        for (start, until), thing in windows
        if start < end and until > begin
    )
    return Day(day, day.month == month.month, (end - begin) // (60 * MINUTE), entries)


def _within(moment: int, begin: int, end: int) -> int | None:
    return (moment - begin) // MINUTE if begin <= moment < end else None
