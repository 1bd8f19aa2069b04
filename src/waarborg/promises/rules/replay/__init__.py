"""Clocks by replay: the timeline of a clock is a pure function of what happened, its terms and its calendars.

Nothing is incremented and nothing reads a time of its own; a stored due time is a projection that can be thrown away
and made again, byte for byte the same. The rules stand in docs/algorithms/clock-replay.md.
"""

from waarborg.promises.rules.replay.calendars import Calendars, NoSuchCalendar
from waarborg.promises.rules.replay.entries import ROBOT, Entry, StateEvents, States, concerning, dates_of, states_from
from waarborg.promises.rules.replay.explanation import Explanation, due_of, explain
from waarborg.promises.rules.replay.figures import Figures, figures
from waarborg.promises.rules.replay.merge import Lineage, Merged, lineages, merged, replay_absorbed, replay_carried
from waarborg.promises.rules.replay.notices import BREACH, Notice, next_attention, notices
from waarborg.promises.rules.replay.program import Plan, hears
from waarborg.promises.rules.replay.replaying import replay
from waarborg.promises.rules.replay.terms import WAIVED, Case, ClockTerms, Condition, SchemeWord, Warn
from waarborg.promises.rules.replay.timeline import Change, ClockTimeline, Decision, Pause, Run, project

__all__ = [
    "BREACH",
    "ROBOT",
    "WAIVED",
    "Calendars",
    "Case",
    "Change",
    "ClockTerms",
    "ClockTimeline",
    "Condition",
    "Decision",
    "Entry",
    "Explanation",
    "Figures",
    "Lineage",
    "Merged",
    "NoSuchCalendar",
    "Notice",
    "Pause",
    "Plan",
    "Run",
    "SchemeWord",
    "StateEvents",
    "States",
    "Warn",
    "concerning",
    "dates_of",
    "due_of",
    "explain",
    "figures",
    "hears",
    "lineages",
    "merged",
    "next_attention",
    "notices",
    "project",
    "replay",
    "replay_absorbed",
    "replay_carried",
    "states_from",
]
