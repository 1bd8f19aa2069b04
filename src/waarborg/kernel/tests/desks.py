"""Calendars and short hands that the kernel's tests share."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from waarborg.kernel.calendars import CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.due import Due, due
from waarborg.kernel.instants import parse_instant

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def compiled(content: dict, first: date = date(2025, 1, 1), last: date = date(2028, 12, 31)) -> CompiledCalendar:
    return compile_calendar(CalendarRules.from_mapping({"timezone": "Europe/Amsterdam"} | content), first, last)


DESK = compiled({"weekly": {"mon-fri": ["09:00-17:00"]}, "holidays": "NL"})
ALWAYS = compiled({"weekly": {"mon-sun": ["00:00-24:00"]}, "holidays": "none"})
MORNINGS = compiled({"weekly": {"mon-thu": ["09:00-12:30"]}, "holidays": "NL"})
SPLIT = compiled({"weekly": {"mon-fri": ["09:00-12:30", "13:30-17:00"]}, "holidays": "NL"})


def at(text: str, *, fold: int = 0) -> datetime:
    """A local time in Amsterdam, such as 2026-04-03 16:30; with an offset or Z, that instant."""
    if text.endswith("Z") or "+" in text:
        return parse_instant(text.replace(" ", "T"))
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM, fold=fold).astimezone(UTC)


def shown(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(AMSTERDAM).strftime("%a %Y-%m-%d %H:%M")


def counted(calendar: CompiledCalendar, start: str, within: str, counting: str = "rolling", pauses=(), now=None) -> Due:
    spans = [(at(begin), None if end is None else at(end)) for begin, end in pauses]
    return due(calendar, at(start), within, counting=counting, pauses=spans, now=None if now is None else at(now))


def falls_due(*args, **kwargs) -> str | None:
    return shown(counted(*args, **kwargs).at)
