"""Repetition of an opening: the part of iCalendar's RRULE (RFC 5545, 3.3.10) that says on which dates it happens.

FREQ (DAILY, WEEKLY, MONTHLY, YEARLY), INTERVAL, BYDAY (with ordinals for MONTHLY), BYMONTHDAY, BYMONTH, COUNT, UNTIL (a
local date) and WKST=MO. A date either fits or not, so that a rule which never fits costs no more than one that does.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from waarborg.kernel.errors import BadInput

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PARTS = ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "COUNT", "UNTIL", "WKST")
_BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


class UnreadableRepeat(BadInput):
    code = "kernel.calendar.repeat-unreadable"
    nl = "De herhaling “{text}” is niet te lezen: {part}."
    en = "The repetition “{text}” cannot be read: {part}."
    nl_way_out = (
        "Schrijf bijvoorbeeld FREQ=WEEKLY;INTERVAL=3;BYDAY=TU of FREQ=MONTHLY;BYDAY=1SU; mogelijk zijn FREQ (DAILY, "
        "WEEKLY, MONTHLY, YEARLY), INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, COUNT en UNTIL=JJJJMMDD."
    )
    en_way_out = (
        "Write for example FREQ=WEEKLY;INTERVAL=3;BYDAY=TU or FREQ=MONTHLY;BYDAY=1SU; possible are FREQ (DAILY, "
        "WEEKLY, MONTHLY, YEARLY), INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, COUNT and UNTIL=YYYYMMDD."
    )


@dataclass(frozen=True, slots=True)
class Repeat:
    """A parsed repetition. `by_day` holds (ordinal or 0, weekday with Monday 0)."""

    frequency: str
    interval: int = 1
    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None

    def dates(self, first: date, last: date) -> Iterator[date]:
        """The dates of occurrence from `first` (the date of the first one) to `last`, both included.

        As in RFC 5545 the first date sets the rhythm, and gives the weekday or day number that the rule leaves open.
        """
        last = last if self.until is None else min(last, self.until)
        found = 0
        day = first
        while day <= last and (self.count is None or found < self.count):
            if self._fits(day, first):
                found += 1
                yield day
            day += timedelta(days=1)

    def _fits(self, day: date, first: date) -> bool:
        if self.by_month and day.month not in self.by_month:
            return False
        if not self._in_rhythm(day, first):
            return False
        if self.by_month_day:
            length = monthrange(day.year, day.month)[1]
            if day.day not in self.by_month_day and day.day - length - 1 not in self.by_month_day:
                return False
        if self.by_day:
            return any(weekday == day.weekday() and _nth(day, ordinal) for ordinal, weekday in self.by_day)
        return bool(self.by_month_day) or self._like_the_first(day, first)

    def _in_rhythm(self, day: date, first: date) -> bool:
        if self.frequency == "DAILY":
            steps = (day - first).days
        elif self.frequency == "WEEKLY":
            steps = (day.toordinal() - day.weekday() - first.toordinal() + first.weekday()) // 7
        elif self.frequency == "MONTHLY":
            steps = (day.year - first.year) * 12 + day.month - first.month
        else:
            steps = day.year - first.year
        return steps % self.interval == 0

    def _like_the_first(self, day: date, first: date) -> bool:
        if self.frequency == "DAILY":
            return True
        if self.frequency == "WEEKLY":
            return day.weekday() == first.weekday()
        if self.frequency == "MONTHLY":
            return day.day == first.day
        return day.day == first.day and (bool(self.by_month) or day.month == first.month)


def _nth(day: date, ordinal: int) -> bool:
    if ordinal > 0:
        return (day.day - 1) // 7 + 1 == ordinal
    if ordinal < 0:
        return (monthrange(day.year, day.month)[1] - day.day) // 7 + 1 == -ordinal
    return True


def parse_repeat(text: str) -> Repeat:
    """A Repeat from RRULE text. Raises UnreadableRepeat that names the part it stumbled on."""
    if not isinstance(text, str):
        raise UnreadableRepeat(text=text, part=type(text).__name__)
    parts: dict[str, str] = {}
    for piece in text.split(";"):
        key, _, value = piece.partition("=")
        if key not in _PARTS or not value or key in parts:
            raise UnreadableRepeat(text=text, part=piece or ";")
        parts[key] = value
    frequency = parts.get("FREQ", "")
    if frequency not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise UnreadableRepeat(text=text, part=f"FREQ={frequency}")
    if parts.get("WKST", "MO") != "MO":
        raise UnreadableRepeat(text=text, part=f"WKST={parts['WKST']}")
    if "COUNT" in parts and "UNTIL" in parts:
        raise UnreadableRepeat(text=text, part="COUNT, UNTIL")
    repeat = Repeat(
        frequency,
        interval=_number(parts.get("INTERVAL", "1"), 1, 9999, text, "INTERVAL"),
        by_day=_by_day(parts.get("BYDAY"), frequency, text),
        by_month_day=_numbers(parts.get("BYMONTHDAY"), -31, 31, text, "BYMONTHDAY"),
        by_month=_numbers(parts.get("BYMONTH"), 1, 12, text, "BYMONTH"),
        count=_number(parts["COUNT"], 1, 99999, text, "COUNT") if "COUNT" in parts else None,
        until=_until(parts["UNTIL"], text) if "UNTIL" in parts else None,
    )
    # In RFC 5545 the meaning of these two combinations differs per frequency; nobody needs them for opening hours.
    if frequency == "WEEKLY" and repeat.by_month_day:
        raise UnreadableRepeat(text=text, part="WEEKLY, BYMONTHDAY")
    if frequency == "YEARLY" and (
        (repeat.by_day and not repeat.by_month) or (repeat.by_month_day and not repeat.by_month)
    ):
        raise UnreadableRepeat(text=text, part="YEARLY, BYMONTH?")
    return repeat


def _number(value: str, least: int, most: int, text: str, part: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,5}", value) or not least <= int(value) <= most or int(value) == 0:
        raise UnreadableRepeat(text=text, part=f"{part}={value}")
    return int(value)


def _numbers(values: str | None, least: int, most: int, text: str, part: str) -> tuple[int, ...]:
    return tuple(_number(value, least, most, text, part) for value in values.split(",")) if values else ()


def _by_day(values: str | None, frequency: str, text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for value in values.split(",") if values else ():
        match = _BYDAY.fullmatch(value)
        if match is None or (match[1] and frequency not in ("MONTHLY", "YEARLY")):
            raise UnreadableRepeat(text=text, part=f"BYDAY={value}")
        found.append((int(match[1] or 0), WEEKDAYS.index(match[2])))
    return tuple(found)


def _until(value: str, text: str) -> date:
    match = _UNTIL.fullmatch(value)
    try:
        return date.fromisoformat("-".join(match.groups()) if match else value)
    except ValueError:
        raise UnreadableRepeat(text=text, part=f"UNTIL={value}") from None
