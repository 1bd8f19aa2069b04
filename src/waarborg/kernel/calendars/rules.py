"""A calendar as somebody wrote it: weekly hours, holidays, closed dates, exceptional and recurring openings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

from waarborg.kernel import holidays
from waarborg.kernel.calendars.repeats import Repeat

Hours: TypeAlias = tuple[tuple[int, int], ...]  # minutes of the local day, sorted, disjoint; 1440 is 24:00
Week: TypeAlias = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]  # Monday to Sunday
NO_WEEK: Week = ((), (), (), (), (), (), ())


@dataclass(frozen=True, slots=True)
class Holidays:
    """A preset, less some of its days, plus others by name. Without preset and additions: no holidays."""

    preset: str | None = None
    excepted: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()

    def in_year(self, year: int) -> dict[date, str]:
        """The holidays of a year by date, as keys of `holidays.HOLIDAYS`."""
        found = holidays.dates(self.preset, year) if self.preset else {}
        found = {day: key for day, key in found.items() if key not in self.excepted}
        for key in sorted(self.added):
            found.setdefault(holidays.date_of(key, year), key)
        return found


@dataclass(frozen=True, slots=True)
class Recurring:
    """An opening that repeats: wall time of the first one, elapsed length in microseconds, and the repetition."""

    first: datetime
    lasts: int
    repeat: Repeat


@dataclass(frozen=True, slots=True)
class Change:
    """From a date on, the keys given replace those of the calendar, whole; None leaves one as it was."""

    since: date
    weekly: Week | None = None
    holidays: Holidays | None = None
    closed: frozenset[date] | None = None
    open: tuple[tuple[date, Hours], ...] | None = None


class Settings(NamedTuple):
    """What holds on a certain date."""

    weekly: Week
    holidays: Holidays
    closed: frozenset[date]
    open: dict[date, Hours]


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """One version of a calendar. Hashable, so that what is compiled from it can be kept."""

    timezone: str
    weekly: Week = NO_WEEK
    holidays: Holidays = field(default_factory=Holidays)
    closed: frozenset[date] = frozenset()
    open: tuple[tuple[date, Hours], ...] = ()
    recurring: tuple[Recurring, ...] = ()
    changes: tuple[Change, ...] = ()

    @classmethod
    def from_mapping(cls, content: Mapping[str, Any], *, timezone: str | None = None) -> "CalendarRules":
        """Reads the shape of the agreement file and of `waarborg due`.

        Keys: timezone (or the argument), weekly, holidays, closed, open, recurring, changes; nl, en and deviations are
        left to the agreement. Raises BadInput with a `.path` such as "weekly.mon[0]".
        """
        from waarborg.kernel.calendars.reading import read_calendar

        return read_calendar(content, timezone)

    def settings_by_date(self) -> list[tuple[date, Settings]]:
        """The settings in force, each with the first date on which they hold; the first entry starts at date.min."""
        now = Settings(self.weekly, self.holidays, self.closed, dict(self.open))
        found = [(date.min, now)]
        for change in self.changes:
            now = Settings(
                now.weekly if change.weekly is None else change.weekly,
                now.holidays if change.holidays is None else change.holidays,
                now.closed if change.closed is None else change.closed,
                now.open if change.open is None else dict(change.open),
            )
            found.append((change.since, now))
        return found


def longest_day(week: Week) -> int:
    """The minutes of the longest regular day."""
    return max(sum(end - start for start, end in hours) for hours in week)
