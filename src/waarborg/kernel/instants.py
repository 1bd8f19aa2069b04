"""Instants: UTC with microseconds at the edge, integers inside; civil times are turned into instants late.

`us` is an integer number of microseconds since 1970-01-01T00:00:00Z.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from waarborg.kernel.errors import BadInput
from waarborg.kernel.zones import (
    DAY,
    EPOCH,
    EPOCH_ORDINAL,
    FIRST_YEAR,
    LAST_YEAR,
    MINUTE,
    Offsets,
    OutOfRange,
    Zone,
    zone,
)

_MICROSECOND = timedelta(microseconds=1)
_INSTANT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class UnreadableInstant(BadInput):
    code = "kernel.instant.unreadable"
    nl = "“{text}” is geen tijdstip."
    en = "“{text}” is not an instant."
    nl_way_out = (
        "Schrijf datum, tijd en verschil met UTC, bijvoorbeeld 2026-04-03T16:30:00+02:00 of 2026-04-03T14:30:00Z."
    )
    en_way_out = "Write date, time and offset from UTC, for example 2026-04-03T16:30:00+02:00 or 2026-04-03T14:30:00Z."


class NoOffset(BadInput):
    code = "kernel.instant.without-offset"
    nl = "Het tijdstip “{text}” zegt niet in welke tijdzone het geldt."
    en = "The instant “{text}” does not say in which time zone it holds."
    nl_way_out = "Zet het verschil met UTC erachter, bijvoorbeeld {text}+02:00, of Z voor UTC."
    en_way_out = "Add the offset from UTC, for example {text}+02:00, or Z for UTC."


class UnreadableDate(BadInput):
    code = "kernel.date.unreadable"
    nl = "“{text}” is geen datum."
    en = "“{text}” is not a date."
    nl_way_out = "Schrijf jaar, maand en dag, bijvoorbeeld 2026-12-31."
    en_way_out = "Write year, month and day, for example 2026-12-31."


def to_us(instant: datetime) -> int:
    """Microseconds since the epoch. Raises NoOffset for a naive datetime."""
    if instant.tzinfo is None:
        raise NoOffset(text=instant.isoformat())
    return (instant - EPOCH) // _MICROSECOND


def from_us(us: int) -> datetime:
    """The aware UTC datetime. Raises OutOfRange beyond what a datetime can hold."""
    try:
        return EPOCH + timedelta(microseconds=us)
    except OverflowError:
        raise OutOfRange from None


def parse_instant(text: str) -> datetime:
    """An aware UTC datetime from RFC 3339 text (seconds may be absent, at most six decimals).

    Raises UnreadableInstant, NoOffset or OutOfRange.
    """
    match = _INSTANT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise UnreadableInstant(text=text)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise UnreadableInstant(text=text) from None
    if match[5] is None:
        raise NoOffset(text=text)
    try:
        instant = instant.astimezone(UTC)
    except OverflowError:
        raise OutOfRange from None
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise OutOfRange
    return instant


def parse_date(text: str | date) -> date:
    """A date from `2026-12-31`. Raises UnreadableDate or OutOfRange."""
    if isinstance(text, date) and not isinstance(text, datetime):
        found = text
    else:
        if not isinstance(text, str) or _DATE.fullmatch(text) is None:
            raise UnreadableDate(text=text)
        try:
            found = date.fromisoformat(text)
        except ValueError:
            raise UnreadableDate(text=text) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise OutOfRange
    return found


def local(us: int, place: Zone | str) -> datetime:
    """The instant as an aware datetime in that zone."""
    return from_us(us).astimezone(_zone(place).info)


def wall(day: date, at: time | int) -> int:
    """A wall time in microseconds, as if the wall clock ran in UTC. `at` is a time, or minutes (1440 is 24:00)."""
    if isinstance(at, time):
        within = ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond
    else:
        within = at * MINUTE
    return (day.toordinal() - EPOCH_ORDINAL) * DAY + within


def civil_start(day: date, at: time | int, place: Zone | str) -> int:
    """The instant (us) at which something begins that begins at this wall time.

    A wall time that does not exist moves forward by the gap; an ambiguous one is its first occurrence.
    """
    return _table(place, day).start(wall(day, at))


def civil_end(day: date, at: time | int, place: Zone | str) -> int:
    """The instant (us) at which something ends that ends at this wall time; 1440 minutes is 24:00.

    A wall time that does not exist moves forward by the gap; an ambiguous one is its second occurrence.
    """
    return _table(place, day).end(wall(day, at))


def _zone(place: Zone | str) -> Zone:
    return zone(place) if isinstance(place, str) else place


def _table(place: Zone | str, day: date) -> Offsets:
    return _zone(place).offsets(day.year, day.year)
