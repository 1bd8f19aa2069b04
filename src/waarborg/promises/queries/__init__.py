"""Reading promises: what binds a customer, and how its clocks stand."""

from waarborg.promises.queries.cards import Card, cards, leading
from waarborg.promises.queries.desk_calendar import DeskCalendar, desk_calendar
from waarborg.promises.queries.journal_lines import JournalLine, journal_lines
from waarborg.promises.queries.lines import ClockLine, clock_lines, first_of, with_clock_lines
from waarborg.promises.queries.schemes import due_for, scheme_choices, scheme_word, scheme_words
from waarborg.promises.queries.standing import NotBound, Standing, compiled, require, standing, standings
from waarborg.promises.queries.timelines import timelines

__all__ = [
    "Card",
    "ClockLine",
    "DeskCalendar",
    "JournalLine",
    "NotBound",
    "Standing",
    "cards",
    "clock_lines",
    "compiled",
    "desk_calendar",
    "due_for",
    "first_of",
    "journal_lines",
    "leading",
    "require",
    "scheme_choices",
    "scheme_word",
    "scheme_words",
    "standing",
    "standings",
    "timelines",
    "with_clock_lines",
]
