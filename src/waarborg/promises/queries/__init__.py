"""Reading promises: what binds a customer, and how its clocks stand."""

from waarborg.promises.queries.desk_calendar import DeskCalendar, desk_calendar
from waarborg.promises.queries.journal_lines import JournalLine, journal_lines
from waarborg.promises.queries.schemes import due_for, scheme_choices, scheme_words
from waarborg.promises.queries.standing import NotBound, Standing, compiled, require, standing, standings
from waarborg.promises.queries.timelines import timelines

__all__ = [
    "DeskCalendar",
    "JournalLine",
    "NotBound",
    "Standing",
    "compiled",
    "desk_calendar",
    "due_for",
    "journal_lines",
    "require",
    "scheme_choices",
    "scheme_words",
    "standing",
    "standings",
    "timelines",
]
