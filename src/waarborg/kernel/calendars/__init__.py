"""Calendars: when somebody is there. Rules as written, and compiled to integer arrays for calculation."""

from waarborg.kernel.calendars.compiled import (
    BeyondCover,
    CompiledCalendar,
    CoverTooShort,
    OtherZone,
    compile_calendar,
)
from waarborg.kernel.calendars.rules import CalendarRules, Change, Holidays, Recurring

__all__ = [
    "BeyondCover",
    "CalendarRules",
    "Change",
    "CompiledCalendar",
    "CoverTooShort",
    "Holidays",
    "OtherZone",
    "Recurring",
    "compile_calendar",
]
