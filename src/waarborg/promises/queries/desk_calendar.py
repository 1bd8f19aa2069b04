"""When the desk is open, and what today and tomorrow look like: from the calendar of the newest published agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.instants import civil_start, from_us, local, to_us
from waarborg.kernel.intervals import Intervals
from waarborg.kernel.zones import DAY, HOUR
from waarborg.plumbing.tenancy import kept
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.compiled import Compiled

LOOK_AHEAD = timedelta(days=30)
Stretches = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True)
class DeskCalendar:
    """`version` is None while nothing was published, `name` where it has no calendar."""

    version: Compiled | None
    name: str | None = None

    @cached_property
    def zone(self) -> str:
        return self.version.agreement.timezone_of(self.name) if self.version and self.name else "Europe/Amsterdam"

    def _calendar(self, now: datetime) -> CompiledCalendar | None:
        return self.version.calendar_at(self.name, now) if self.version and self.name else None

    def openings(self, first: int, last: int) -> Intervals:
        """The openings within `[first, last)` (us); none while nothing was published. Raises BeyondCover."""
        calendar = self._calendar(from_us(first))
        return calendar.intervals(first, last) if calendar else ()

    def stretches(self, now: datetime) -> Stretches:
        """What is left of today's opening, and the whole of the next open day: each as (start, end)."""
        found = self._stretches.get(now)
        if found is None:
            # The queue draws them as of the minute, whoever looks: those of one instant are kept.
            self._stretches.clear()
            found = self._stretches[now] = self._stretches_at(now)
        return found

    @cached_property
    def _stretches(self) -> dict[datetime, Stretches]:
        return {}

    def _stretches_at(self, now: datetime) -> Stretches:
        calendar = self._calendar(now)
        if calendar is None:
            return ()
        by_day: dict[Any, list[tuple[int, int]]] = {}
        for start, end in calendar.intervals(to_us(now), to_us(now + LOOK_AHEAD)):
            # An opening that never closes is a day at a time all the same.
            while start < end and len(by_day) < 3:
                day = local(start, self.zone).date()
                until = min(end, civil_start(day + timedelta(days=1), 0, self.zone))
                by_day.setdefault(day, []).append((start, until))
                start = until
        return tuple((from_us(hours[0][0]), from_us(hours[-1][1])) for hours in list(by_day.values())[:2])

    def hours(self, now: datetime) -> dict[str, datetime | bool | None]:
        """`open` now, and `until` when: its closing (None where it never closes), or the next opening."""
        calendar = self._calendar(now)
        if calendar is None:
            return {"open": False, "until": None}
        us = to_us(now)
        if calendar.is_open(us):
            (_, end), *_rest = calendar.intervals(us, to_us(now + LOOK_AHEAD))
            return {"open": True, "until": from_us(end) if end - us < to_us(now + LOOK_AHEAD) - us else None}
        following = calendar.next_opening(us)
        return {"open": False, "until": None if following is None else from_us(following)}

    def after(self, now: datetime, hours: int) -> datetime:
        """The instant by which the desk has been open for so many hours; so many by the clock where it has no hours."""
        calendar = self._calendar(now)
        if calendar is None:
            return now + timedelta(hours=hours)
        return from_us(calendar.when_opened(calendar.opened(to_us(now)) + hours * HOUR))

    def business_days_ago(self, now: datetime, days: float) -> datetime:
        """The latest instant since which the desk was open for so many of its regular days; so many days of the clock
        where it has no hours."""
        calendar = self._calendar(now)
        if calendar is None:
            return now - timedelta(days=days)
        us = to_us(now)
        length = calendar.regular_day(calendar.ordinal_of(us)) or DAY
        # Never before the cover of the calendar: an agreement of yesterday has no day before it.
        opened = calendar.opened(us) - round(days * length)
        return from_us(calendar.next_opening(calendar.when_opened(opened)) if opened > 0 else calendar.begins)

    def most_urgent(self, lang: str) -> tuple[str, str] | None:
        """The first word for priority, and its name; None where the agreement has no priorities."""
        scheme = self.version.agreement.schemes.get("priority") if self.version else None
        return next(((word, value.say(lang)) for word, value in scheme.values.items()), None) if scheme else None

    def lane(self, dues: Sequence[tuple[datetime, bool]], *, now: datetime) -> dict[str, Any] | None:
        """What the picture of today and tomorrow shows as of this minute, as it is written; None where there are no
        opening hours to draw."""
        now = now.replace(second=0, microsecond=0)
        days = self.stretches(now)
        if not days:
            return None
        items = [(due, "risk" if tight else "running") for due, tight in dues if due <= days[-1][1]]
        return {"days": days, "items": items, "now": now, "zone": self.zone}


def desk_calendar() -> DeskCalendar:
    """One query; the version itself is read once in a process."""
    # The desk's hours are those of everybody, not what was agreed with one customer.
    newest = kept.rows(
        "promises.newest",
        lambda: (
            AgreementVersion.objects.filter(amends__isnull=True).order_by("-published_at").values_list("sha256")[:1]
        ),
    )
    return _of_version(newest[0][0]) if newest else DeskCalendar(None)


@lru_cache(maxsize=8)
def _of_version(sha256: str) -> DeskCalendar:
    """What was published never changes."""
    version = compiled(sha256)
    defaults = version.agreement.defaults
    name = defaults.calendar if defaults and defaults.calendar else next(iter(version.calendars), None)
    return DeskCalendar(version, name)
