"""A calendar version with its dates written out: integer arrays that are searched by bisection.

A compiled calendar covers whole local dates, from `first` to `last`. Asking beyond them is refused (BeyondCover), never
guessed: a due time that depends on hours nobody has published does not exist yet.
"""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeAlias

from waarborg.kernel.calendars.rules import CalendarRules, Hours, Recurring, Settings, longest_day
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.instants import from_us, to_us, wall
from waarborg.kernel.intervals import Intervals, clip, union
from waarborg.kernel.zones import DAY, EPOCH_ORDINAL, MINUTE, TZDATA_VERSION, Offsets, Zone, zone

FORMAT = "waarborg.calendar/1"
LEAST_COVER_MONTHS = 24
Day: TypeAlias = tuple[int, Intervals]  # ordinal of a local date, its openings as instants


class BeyondCover(Refusal):
    code = "kernel.calendar.beyond-cover"
    nl = "Deze kalender loopt van {first} tot en met {last}; daarbuiten zijn de openingsuren niet vastgelegd."
    en = "This calendar runs from {first} to {last}; outside those dates no opening hours are laid down."
    nl_way_out = "Publiceer een kalender die verder loopt."
    en_way_out = "Publish a calendar that runs further."


class CoverTooShort(BadInput):
    code = "kernel.calendar.cover-too-short"
    nl = "Een kalender die wordt gepubliceerd, schrijft ten minste 24 maanden uit; deze loopt tot en met {last}."
    en = "A calendar that is published writes out at least 24 months; this one runs to {last}."
    nl_way_out = "Laat hem doorlopen tot en met {needed}."
    en_way_out = "Let it run to {needed}."


class OtherZone(Refusal):
    code = "kernel.calendar.other-zone"
    nl = "De volgende versie van deze kalender geldt in {other}, deze in {zone}; zij sluiten niet op elkaar aan."
    en = "The next version of this calendar holds in {other}, this one in {zone}; they do not join."
    nl_way_out = "Geef de nieuwe versie dezelfde tijdzone, of maak er een andere kalender van met een eigen naam."
    en_way_out = "Give the new version the same time zone, or make it another calendar with a name of its own."


class TamperedCalendar(BadInput):
    code = "kernel.calendar.tampered"
    nl = "De uitgeschreven kalender komt niet overeen met zijn hash."
    en = "The written-out calendar does not match its hash."
    nl_way_out = "Neem de kalender zoals hij is gepubliceerd; wie hem wijzigt, publiceert een nieuwe versie."
    en_way_out = "Take the calendar as it was published; to change it, publish a new version."


class CompiledCalendar:
    """Opening hours over a range of dates. Instants are microseconds; made by compile_calendar or from_document."""

    def __init__(
        self,
        zone_name: str,
        tzdata: str,
        offsets: Offsets,
        first: date,
        last: date,
        days: Iterable[Day],
        closed: Mapping[int, str],
        regular_days: tuple[tuple[int, int], ...],
        published: datetime | None,
        seams: tuple[tuple[int, str], ...] = (),
    ) -> None:
        self.zone_name = zone_name
        self.tzdata = tzdata
        self.offsets = offsets
        self.first, self.last = first, last
        self.days = tuple(days)
        self.closed = closed
        self.regular_days = regular_days
        self.published = published
        self.seams = seams
        self.begins = offsets.start(wall(first, 0))
        self.ends = offsets.end(wall(last, 1440))
        self._index()

    def _index(self) -> None:
        self.day_ordinals = tuple([ordinal for ordinal, _ in self.days])
        self.day_opens = tuple([hours[0][0] for _, hours in self.days])
        self.day_closes = tuple([hours[-1][1] for _, hours in self.days])
        starts: list[int] = []
        ends: list[int] = []
        for _, hours in self.days:
            for start, end in hours:
                if ends and start <= ends[-1]:
                    ends[-1] = max(ends[-1], end)
                else:
                    starts.append(start)
                    ends.append(end)
        total, before, after = 0, [], []
        for start, end in zip(starts, ends, strict=True):
            before.append(total)
            total += end - start
            after.append(total)
        self.starts, self.ends_of, self.before, self.after = tuple(starts), tuple(ends), tuple(before), tuple(after)
        self.total = total

    @cached_property
    def zone(self) -> Zone:
        """The zone, for showing local times; calculation uses the table in `offsets`."""
        return zone(self.zone_name)

    @property
    def covers(self) -> tuple[date, date]:
        """The first and last local date written out."""
        return self.first, self.last

    @property
    def open_days(self) -> tuple[date, ...]:
        """The local dates with any opening."""
        return tuple(date.fromordinal(ordinal) for ordinal in self.day_ordinals)

    def beyond(self) -> BeyondCover:
        """The refusal for what lies outside the cover."""
        return BeyondCover(first=self.first, last=self.last)

    def opened(self, us: int) -> int:
        """Open time from the start of the cover to an instant. Raises BeyondCover."""
        if not self.begins <= us <= self.ends:
            raise self.beyond()
        at = bisect_right(self.starts, us) - 1
        if at < 0:
            return 0
        return min(self.before[at] + us - self.starts[at], self.after[at])

    def when_opened(self, target: int) -> int:
        """The smallest instant by which `target` (more than 0) open time has passed since the start of the cover."""
        if target > self.total:
            raise self.beyond()
        at = bisect_left(self.after, target)
        return self.starts[at] + target - self.before[at]

    def open_between(self, start: int, end: int) -> int:
        """Open time in `[start, end)`; 0 where the end is not after the start. Raises BeyondCover."""
        return self.opened(end) - self.opened(start) if start < end else 0

    def is_open(self, us: int) -> bool:
        """Whether the instant lies in an opening. Raises BeyondCover."""
        return self.next_opening(us) == us

    def next_opening(self, us: int) -> int:
        """The smallest open instant that is not before `us`. Raises BeyondCover."""
        at = bisect_right(self.ends_of, us)
        if at == len(self.starts) or us < self.begins:
            raise self.beyond()
        return max(us, self.starts[at])

    def previous_closing(self, us: int) -> int:
        """The largest instant that is not after `us` and just after an open one. Raises BeyondCover."""
        at = bisect_left(self.starts, us) - 1
        if at < 0 or us > self.ends:
            raise self.beyond()
        return min(us, self.ends_of[at])

    def intervals(self, start: int, end: int) -> Intervals:
        """The openings within `[start, end)`, joined where they touch. Raises BeyondCover."""
        if start < self.begins or end > self.ends:
            raise self.beyond()
        low, high = bisect_right(self.ends_of, start), bisect_left(self.starts, end)
        return clip(zip(self.starts[low:high], self.ends_of[low:high], strict=True), start, end)

    def openings_on(self, day: date) -> Intervals:
        """The openings of one local date, as written (not joined with those of the next). Raises BeyondCover."""
        if not self.first <= day <= self.last:
            raise self.beyond()
        at = bisect_left(self.day_ordinals, day.toordinal())
        if at < len(self.days) and self.day_ordinals[at] == day.toordinal():
            return self.days[at][1]
        return ()

    def closed_reason(self, day: date) -> str | None:
        """Why a date has no opening: weekend, no-hours, closed or the key of a holiday; None for an open day."""
        if not self.first <= day <= self.last:
            raise self.beyond()
        return self.closed.get(day.toordinal())

    def ordinal_of(self, us: int) -> int:
        """The local date at an instant, as `date.toordinal` counts."""
        return self.offsets.to_wall(us) // DAY + EPOCH_ORDINAL

    def regular_day(self, ordinal: int) -> int:
        """The longest regular day of the week in force on a local date, in microseconds; 0 without regular hours."""
        return self.regular_days[max(0, bisect_right(self.regular_days, (ordinal, 1 << 62)) - 1)][1]

    def followed_by(self, later: "CompiledCalendar") -> "CompiledCalendar":
        """This version for the dates it covers, and the next version published for those after.

        `seams` holds the instants from which a later version speaks, with its hash. Raises OtherZone, or BeyondCover
        when the later version leaves a gap.
        """
        if later.zone_name != self.zone_name:
            raise OtherZone(zone=self.zone_name, other=later.zone_name)
        if later.first.toordinal() > self.last.toordinal() + 1:
            raise self.beyond()
        if later.last <= self.last:
            return self
        seam, limit = self.ends, self.last.toordinal()
        changes = [
            pair for pair in zip(self.offsets.transitions, self.offsets.offsets[1:], strict=True) if pair[0] < seam
        ]
        changes += [
            pair for pair in zip(later.offsets.transitions, later.offsets.offsets[1:], strict=True) if pair[0] >= seam
        ]
        offsets = Offsets(tuple(at for at, _ in changes), (self.offsets.offsets[0], *(new for _, new in changes)))
        closed = {day: key for day, key in later.closed.items() if day > limit} | dict(self.closed)
        regular = (*self.regular_days, (limit + 1, later.regular_day(limit + 1)))
        regular += tuple(pair for pair in later.regular_days if pair[0] > limit + 1)
        return CompiledCalendar(
            self.zone_name,
            self.tzdata,
            offsets,
            self.first,
            later.last,
            (*self.days, *(day for day in later.days if day[0] > limit)),
            closed,
            regular,
            self.published,
            (*self.seams, (seam, later.sha256), *(pair for pair in later.seams if pair[0] > seam)),
        )

    def document(self) -> dict[str, Any]:
        """The calendar written out, as plain JSON: what is stored, hashed, and enough to calculate with for ever."""
        return {
            "format": FORMAT,
            "zone": self.zone_name,
            "tzdata": self.tzdata,
            "published": None if self.published is None else to_us(self.published),
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "transitions": list(self.offsets.transitions),
            "offsets": list(self.offsets.offsets),
            "days": [[day, [list(pair) for pair in hours]] for day, hours in self.days],
            "closed": [[day, key] for day, key in sorted(self.closed.items())],
            "regular_days": [list(pair) for pair in self.regular_days],
            "seams": [list(pair) for pair in self.seams],
        }

    @cached_property
    def sha256(self) -> str:
        """The hash of the canonical document: dates, offsets, the version of tzdata and the instant of publication."""
        # With only ASCII texts and integers below 2**53 this is RFC 8785, and ten times faster; a test compares them.
        text = json.dumps(self.document(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @classmethod
    def from_document(cls, document: Mapping[str, Any], sha256: str | None = None) -> "CompiledCalendar":
        """The calendar from its written-out form; needs no time zone library. Raises TamperedCalendar."""
        try:
            if document["format"] != FORMAT:
                raise TamperedCalendar
            published = document["published"]
            calendar = cls(
                document["zone"],
                document["tzdata"],
                Offsets(tuple(document["transitions"]), tuple(document["offsets"])),
                date.fromisoformat(document["first"]),
                date.fromisoformat(document["last"]),
                tuple((day, tuple((start, end) for start, end in hours)) for day, hours in document["days"]),
                dict(document["closed"]),
                tuple((day, length) for day, length in document["regular_days"]),
                None if published is None else from_us(published),
                tuple((at, name) for at, name in document["seams"]),
            )
        except (KeyError, TypeError, ValueError, IndexError):
            raise TamperedCalendar from None
        if sha256 is not None and calendar.sha256 != sha256:
            raise TamperedCalendar
        return calendar


def compile_calendar(
    rules: CalendarRules, first: date, last: date, published: datetime | None = None
) -> CompiledCalendar:
    """Writes out the dates from `first` to `last`, both included.

    With `published` it is a version to publish, and must cover at least 24 months from `first`. Raises CoverTooShort,
    OutOfRange (years 1970-2199), UnknownZone.
    """
    if published is not None:
        years = LEAST_COVER_MONTHS // 12
        needed = date(first.year + years, first.month, min(first.day, 28)).toordinal() - 1
        if last.toordinal() < needed:
            raise CoverTooShort(last=last, needed=date.fromordinal(needed))
    offsets = zone(rules.timezone).offsets(first.year, last.year)
    extra = _recurrences(rules.recurring, offsets, first, last) if rules.recurring else {}
    days: list[Day] = []
    closed: dict[int, str] = {}
    regular: list[tuple[int, int]] = []
    settings = rules.settings_by_date()
    for number, (since, now) in enumerate(settings):
        until = settings[number + 1][0].toordinal() if number + 1 < len(settings) else last.toordinal() + 1
        begin, end = max(since, first).toordinal(), min(until, last.toordinal() + 1)
        if begin < end:
            regular.append((begin, longest_day(now.weekly) * MINUTE))
            _write_out(now, offsets, range(begin, end), extra, days, closed)
    return CompiledCalendar(
        rules.timezone, TZDATA_VERSION, offsets, first, last, days, closed, tuple(regular), published
    )


def _write_out(
    now: Settings,
    offsets: Offsets,
    ordinals: range,
    extra: dict[int, list[tuple[int, int]]],
    days: list[Day],
    closed: dict[int, str],
) -> None:
    """Adds the openings, and the reasons for having none, of each date in a range under one set of settings."""
    weekly = [_minutes(hours) for hours in now.weekly]
    closed_days = {day.toordinal() for day in now.closed}
    opened = {day.toordinal(): _minutes(hours) for day, hours in now.open.items()}
    years = range(date.fromordinal(ordinals[0]).year, date.fromordinal(ordinals[-1]).year + 1)
    free = {day.toordinal(): key for year in years for day, key in now.holidays.in_year(year).items()}
    unquiet = _days_of_change(offsets)
    offset = None
    for ordinal in ordinals:
        hours, more = opened.get(ordinal), None
        if ordinal in unquiet:
            offset = None
        if hours is None:
            weekday = (ordinal - 1) % 7
            hours, more = weekly[weekday], extra.get(ordinal)
            if not hours and not more:
                closed[ordinal] = "weekend" if weekday > 4 else "no-hours"
                continue
            if ordinal in closed_days:
                closed[ordinal] = "closed"
                continue
            if ordinal in free:
                closed[ordinal] = free[ordinal]
                continue
        midnight = (ordinal - EPOCH_ORDINAL) * DAY
        if more or ordinal in unquiet:
            found = _as_instants(offsets, midnight, hours, more or ())
            if not found:
                closed[ordinal] = "no-hours"
                continue
        else:
            if offset is None:
                offset = midnight - offsets.start(midnight)
            base = midnight - offset
            found = tuple([(base + start, base + end) for start, end in hours])
        days.append((ordinal, found))


def _minutes(hours: Hours) -> Intervals:
    return union((start * MINUTE, end * MINUTE) for start, end in hours)


def _days_of_change(offsets: Offsets) -> set[int]:
    """The local dates near a clock change; on all others the offset is that of the day before."""
    keys = (*offsets.start_keys, *offsets.end_keys)
    return {key // DAY + EPOCH_ORDINAL + step for key in keys for step in (-1, 0, 1)}


def _as_instants(offsets: Offsets, midnight: int, hours: Intervals, more: Iterable[tuple[int, int]]) -> Intervals:
    """Openings of one date as instants; a clock change can swallow one, or push it onto the next.

    Empty where the date itself does not exist: Apia went from 29 to 31 December 2011.
    """
    if offsets.start(midnight) >= offsets.start(midnight + DAY):
        return ()
    return union([(offsets.start(midnight + start), offsets.end(midnight + end)) for start, end in hours], more)


def _recurrences(
    recurring: tuple[Recurring, ...], offsets: Offsets, first: date, last: date
) -> dict[int, list[tuple[int, int]]]:
    """Recurring openings as instants, cut at local midnights, by local date; `lasts` is elapsed time."""
    found: dict[int, list[tuple[int, int]]] = {}
    for opening in recurring:
        within = opening.first.hour * 60 + opening.first.minute
        for day in opening.repeat.dates(opening.first.date(), last):
            if day.toordinal() + 8 < first.toordinal():
                continue
            start = offsets.start(wall(day, within))
            end = start + opening.lasts
            ordinal = day.toordinal()
            while start < end:
                midnight = offsets.start((ordinal + 1 - EPOCH_ORDINAL) * DAY)
                if start < midnight:
                    found.setdefault(ordinal, []).append((start, min(end, midnight)))
                    start = min(end, midnight)
                ordinal += 1
    return found
