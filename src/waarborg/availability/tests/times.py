"""Instants of the tests, in Amsterdam."""

from datetime import date, time

from waarborg.kernel.calendars import CalendarRules, compile_calendar
from waarborg.kernel.instants import civil_start, parse_instant, to_us

S = 1_000_000
AMSTERDAM = "Europe/Amsterdam"


def at(text):
    """`2026-10-25 02:10`, or an instant with its offset."""
    if len(text) > 19:
        return to_us(parse_instant(text))
    return civil_start(date.fromisoformat(text[:10]), time.fromisoformat(text[11:]), AMSTERDAM)


def compiled(mapping, first="2026-01-01", last="2027-12-31"):
    rules = CalendarRules.from_mapping(mapping, timezone=AMSTERDAM)
    return compile_calendar(rules, date.fromisoformat(first), date.fromisoformat(last))
