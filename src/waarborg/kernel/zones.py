"""Time zones as integer tables: wall time to instant and back, by bisection, without a library call per conversion.

Zones are read from the pinned `tzdata` package and never from the machine, so that the same agreement gives the same
due times everywhere. All values are microseconds: instants since the epoch, wall times as if the wall clock ran in UTC.
"""

import difflib
import os
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import tzdata

from waarborg.kernel.errors import BadInput

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR, LAST_YEAR = 1970, 2199
TZDATA_VERSION = tzdata.IANA_VERSION


class UnknownZone(BadInput):
    code = "kernel.zone.unknown"
    nl = "“{zone}” is geen tijdzone."
    en = "“{zone}” is not a time zone."
    nl_way_out = "Schrijf een naam uit de IANA-lijst, bijvoorbeeld {near}."
    en_way_out = "Write a name from the IANA list, for example {near}."


class OutOfRange(BadInput):
    code = "kernel.instant.out-of-range"
    nl = f"Dit ligt buiten de jaren {FIRST_YEAR} tot en met {LAST_YEAR} waarin wij rekenen."
    en = f"This lies outside the years {FIRST_YEAR} to {LAST_YEAR} in which we calculate."
    nl_way_out = "Controleer het jaartal en de lengte van de termijn."
    en_way_out = "Check the year and the length of the term."


class Offsets:
    """Offsets from UTC between two instants, as tables.

    `transitions[k]` is the instant from which `offsets[k + 1]` holds. A wall time in a gap moves forward by the gap, so
    it keeps the old offset, as a start and as an end. An ambiguous wall time is its first occurrence as a start (old
    offset) and its second as an end (new offset). Hence two tables of wall times from which the new offset is used.
    """

    __slots__ = ("end_keys", "offsets", "start_keys", "transitions")

    def __init__(self, transitions: tuple[int, ...], offsets: tuple[int, ...]) -> None:
        self.transitions = transitions
        self.offsets = offsets
        steps = list(zip(transitions, offsets, offsets[1:], strict=False))
        self.start_keys = tuple(at + max(old, new) for at, old, new in steps)
        self.end_keys = tuple(at + new for at, _, new in steps)

    def to_wall(self, us: int) -> int:
        """The wall time at an instant."""
        return us + self.offsets[bisect_right(self.transitions, us)]

    def start(self, wall: int) -> int:
        """The instant at which something begins that begins at this wall time."""
        return wall - self.offsets[bisect_right(self.start_keys, wall)]

    def end(self, wall: int) -> int:
        """The instant at which something ends that ends at this wall time."""
        return wall - self.offsets[bisect_right(self.end_keys, wall)]


class Zone:
    """A named zone. `offsets(first, last)` gives its table for whole years; tables are made once per zone and year."""

    __slots__ = ("_years", "info", "name")

    def __init__(self, name: str, info: ZoneInfo) -> None:
        self.name = name
        self.info = info
        self._years: dict[tuple[int, int], Offsets] = {}

    def __repr__(self) -> str:
        return f"Zone({self.name!r})"

    def offsets(self, first_year: int, last_year: int) -> Offsets:
        """The table for these years and one year on either side. Raises OutOfRange outside 1970-2199."""
        if not FIRST_YEAR <= first_year <= last_year <= LAST_YEAR:
            raise OutOfRange
        table = self._years.get((first_year, last_year))
        if table is None:
            table = self._years[first_year, last_year] = self._read(first_year - 1, last_year + 1)
        return table

    def around(self, us: int) -> Offsets:
        """The table for the year of an instant."""
        year = year_of(us)
        return self.offsets(year, year)

    def _read(self, first_year: int, last_year: int) -> Offsets:
        begin = (date(first_year, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY
        offsets = [self._offset(begin)]
        transitions = []
        for year in range(first_year, last_year + 1):
            for at, offset in _changes(self.name, year):
                transitions.append(at)
                offsets.append(offset)
        return Offsets(tuple(transitions), tuple(offsets))

    def _offset(self, us: int) -> int:
        offset = (EPOCH + timedelta(microseconds=us)).astimezone(self.info).utcoffset()
        return 0 if offset is None else offset // timedelta(microseconds=1)


@lru_cache(maxsize=4096)
def _changes(name: str, year: int) -> tuple[tuple[int, int], ...]:
    """The instants in a UTC year at which the offset changes, and the new offsets.

    Looks once a day and bisects to the second. No zone has had two changes within a day since 1970; a test checks that
    for every zone of the pinned tzdata.
    """
    place = zone(name)
    begin = (date(year, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY
    end = (date(year + 1, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY
    changes = []
    at, offset = begin - SECOND, place._offset(begin - SECOND)
    while at < end - SECOND:
        upto = min(at + DAY, end - SECOND)
        there = place._offset(upto)
        if there != offset:
            low, high = at, upto
            while high - low > SECOND:
                middle = (low + high) // 2 // SECOND * SECOND
                low, high = (middle, high) if place._offset(middle) == offset else (low, middle)
            changes.append((high, there))
        at, offset = upto, there
    return tuple(changes)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """All names of the pinned tzdata."""
    with open(os.path.join(os.path.dirname(tzdata.__file__), "zones"), encoding="ascii") as file:
        return frozenset(file.read().split())


@lru_cache(maxsize=1024)
def _load(name: str) -> Zone:
    with open(os.path.join(os.path.dirname(tzdata.__file__), "zoneinfo", *name.split("/")), "rb") as file:
        return Zone(name, ZoneInfo.from_file(file, key=name))


def zone(name: str) -> Zone:
    """The zone of that name. Raises UnknownZone; names are matched against a list, so none can reach outside it."""
    if not isinstance(name, str) or name not in zone_names():
        lowered = {known.lower(): known for known in zone_names()}
        near = difflib.get_close_matches(str(name).lower(), lowered, n=1)
        raise UnknownZone(zone=name, near=lowered[near[0]] if near else "Europe/Amsterdam")
    return _load(name)


def year_of(us: int) -> int:
    """The UTC year of an instant. Raises OutOfRange."""
    try:
        year = date.fromordinal(us // DAY + EPOCH_ORDINAL).year
    except (ValueError, OverflowError):
        raise OutOfRange from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutOfRange
    return year
