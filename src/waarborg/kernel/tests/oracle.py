"""A slow second opinion on due times: looks at every minute, and builds the ends of openings itself.

Shares nothing with the kernel but the rules as documented: wall times become instants by trying both folds, open time
is counted minute by minute, and pauses are applied by their definition, until nothing moves. Everything here is in
whole minutes since the epoch.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

Span = tuple[int, int]
DAY = timedelta(days=1)


@cache
def pinned(name: str) -> ZoneInfo:
    """The zone of the pinned tzdata: the machine's own may be older."""
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def to_instant(wall: datetime, zone: ZoneInfo, *, end: bool) -> int:
    """A missing wall time moves forward by the gap; an ambiguous one is its first occurrence, as an end its second."""
    early, late = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
    exists = early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
    chosen = late if end and exists else early
    seconds = (chosen.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
    assert seconds % 60 == 0
    return int(seconds) // 60


@dataclass
class Oracle:
    zone: ZoneInfo
    weekly: dict[int, list[Span]]
    closed: set[date] = field(default_factory=set)
    opened: dict[date, list[Span]] = field(default_factory=dict)

    def hours(self, day: date) -> list[Span]:
        if day in self.opened:
            return self.opened[day]
        return [] if day in self.closed else self.weekly.get(day.weekday(), [])

    def openings(self, day: date) -> list[Span]:
        found = []
        for begin, finish in self.hours(day):
            start = to_instant(self._wall(day, begin), self.zone, end=False)
            end = to_instant(self._wall(day, finish), self.zone, end=True)
            if start < end:
                found.append((start, end))
        return found

    def _wall(self, day: date, minute: int) -> datetime:
        return datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)

    def local(self, minute: int) -> datetime:
        return datetime.fromtimestamp(minute * 60, self.zone).replace(tzinfo=None, fold=0)

    def open_minutes(self, first: date, last: date) -> set[int]:
        """Every open minute of a range of dates, by its number."""
        found: set[int] = set()
        day = first
        while day <= last:
            for start, end in self.openings(day):
                found.update(range(start, end))
            day += DAY
        return found

    def open_days(self, first: date, last: date) -> list[date]:
        days = [first + DAY * number for number in range((last - first).days + 1)]
        return [day for day in days if self.openings(day)]

    def close(self, day: date) -> int:
        return max(end for _, end in self.openings(day))


def in_any(spans: list[Span], minute: int) -> bool:
    return any(start <= minute < end for start, end in spans)


def business_minutes(minutes: set[int], start: int, amount: int, pauses: list[Span]) -> int:
    """The smallest instant by which `amount` open minutes outside pauses have passed."""
    at, counted = start, 0
    while counted < amount:
        counted += at in minutes and not in_any(pauses, at)
        at += 1
    return at


def moved_by_open_time(minutes: set[int], start: int, plain: int, pauses: list[Span]) -> int:
    """`plain` moved on by the open time of the pauses before the due time, until that no longer moves it."""
    due = plain
    while True:
        lost = sum(1 for at in range(start, due) if at in minutes and in_any(pauses, at))
        moved, left = plain, lost
        while left:
            left -= moved in minutes
            moved += 1
        if moved == due:
            return due
        due = moved


def business_days(oracle: Oracle, minutes: set[int], start: int, days: int, pauses: list[Span]) -> int:
    effective = start
    while effective not in minutes:
        effective += 1
    local = oracle.local(effective)
    following = oracle.open_days(local.date() + DAY, local.date() + DAY * 120)
    day = following[days - 1]
    same = to_instant(datetime.combine(day, local.time()), oracle.zone, end=True)
    return moved_by_open_time(minutes, start, min(same, oracle.close(day)), pauses)


def business_days_closing(oracle: Oracle, start: int, days: int, pauses: list[Span]) -> int:
    first = oracle.local(start).date() + DAY
    closes = [oracle.close(day) for day in oracle.open_days(first, first + DAY * 120)]
    return [close for close in closes if not in_any(pauses, close)][days - 1]


def calendar_days(oracle: Oracle, start: int, days: int, pauses: list[Span], *, closing: bool) -> int:
    local = oracle.local(start)
    moved = 0
    while True:
        day = local.date() + DAY * (days + moved)
        if closing:
            due = to_instant(datetime.combine(day + DAY, datetime.min.time()), oracle.zone, end=True)
        else:
            due = to_instant(datetime.combine(day, local.time()), oracle.zone, end=True)
        midnights = [
            to_instant(datetime.combine(local.date() + DAY * number, datetime.min.time()), oracle.zone, end=False)
            for number in range(days + moved + 3)
        ]
        paused = sum(1 for midnight in midnights if start <= midnight < due and in_any(pauses, midnight))
        if paused == moved:
            return due
        moved = paused
