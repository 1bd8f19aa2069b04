"""Reading promises: what binds a customer, and how its clocks stand."""

from waarborg.promises.queries.board import Board, Decided, Stand, Subject, board, pressing
from waarborg.promises.queries.cards import Card, cards, clock_name, leading, place_of
from waarborg.promises.queries.desk_calendar import DeskCalendar, desk_calendar
from waarborg.promises.queries.journal_lines import JournalLine, journal_lines
from waarborg.promises.queries.judged import (
    NeverByAgreement,
    NotYetByAgreement,
    forbidden,
    require_fitting,
    require_not_forbidden,
    require_states,
    unfit,
)
from waarborg.promises.queries.lines import FIRST_OPEN, ClockLine, clock_lines, runs_for_lines, with_clock_lines
from waarborg.promises.queries.readable import Readable, readable
from waarborg.promises.queries.schemes import due_for, scheme_choices, scheme_word, scheme_words
from waarborg.promises.queries.standing import NotBound, Standing, compiled, require, standing, standings
from waarborg.promises.queries.waivers import Waiver, waivers
from waarborg.promises.queries.whom import NotByAgreement, require_whom, whom

__all__ = [
    "FIRST_OPEN",
    "Board",
    "Card",
    "ClockLine",
    "Decided",
    "DeskCalendar",
    "JournalLine",
    "NeverByAgreement",
    "NotBound",
    "NotByAgreement",
    "NotYetByAgreement",
    "Readable",
    "Stand",
    "Standing",
    "Subject",
    "Waiver",
    "board",
    "cards",
    "clock_lines",
    "clock_name",
    "compiled",
    "desk_calendar",
    "due_for",
    "forbidden",
    "journal_lines",
    "leading",
    "place_of",
    "pressing",
    "readable",
    "require",
    "require_fitting",
    "require_not_forbidden",
    "require_states",
    "require_whom",
    "runs_for_lines",
    "scheme_choices",
    "scheme_word",
    "scheme_words",
    "standing",
    "standings",
    "unfit",
    "waivers",
    "whom",
    "with_clock_lines",
]
