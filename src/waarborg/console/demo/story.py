"""The life of one ticket in the demonstration: what happens when, cut off at the present. Pure, seeded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from waarborg.console.demo import words
from waarborg.kernel.calendars import CompiledCalendar

MINUTE = 60_000_000
HOUR = 60 * MINUTE
Side = Literal["customer", "staff"]

# How often a step takes far longer than usual.
BAD = 0.045
# Business time to a step by priority: usual minutes, and what a bad day makes of it.
USUAL = {"p1": (25, 420), "p2": (90, 1400), "p3": (240, 2400)}
SOLVE = {"p1": (4, 60), "p2": (14, 70), "p3": (20, 90)}  # hours


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: the events it writes, and what was said with it."""

    at_us: int
    side: Side
    events: tuple[str, ...]
    purpose: str = ""
    text: str = ""


@dataclass(slots=True)
class Tale:
    """A ticket and its steps, the report first."""

    subject: str
    kind: str
    priority: str
    place: str
    since: str
    affected: str
    steps: list[Step] = field(default_factory=list)

    @property
    def state(self) -> str:
        state = "open"
        for step in self.steps:
            for event in step.events:
                state = {
                    "ticket.asked-back": "waiting",
                    "ticket.customer-replied": "open" if state == "waiting" else state,
                    "ticket.resolved": "resolved",
                    "ticket.reopened": "open",
                    "ticket.withdrawn": "withdrawn",
                }.get(event, state)
        return state


def reported_at(source: Random, first: int, last: int, calendar: CompiledCalendar) -> int:
    """An instant between two: mostly while the desk is open, now and then in the evening or the weekend."""
    if source.random() < 0.1:
        return source.randrange(first, last)
    opened = calendar.opened(first)
    whole = calendar.opened(last) - opened
    return calendar.when_opened(opened + source.randrange(1, max(2, whole)))


def tale(source: Random, at_us: int, now_us: int, calendar: CompiledCalendar) -> Tale:
    """What became of a report at `at_us`, as far as it happened before `now_us`."""
    kind = source.choices(("incident", "bug", "question", "wish"), (35, 20, 35, 10))[0]
    priority = {"incident": source.choices(("p1", "p2"), (35, 65))[0], "bug": "p2", "question": "p3", "wish": "p3"}[
        kind
    ]
    subject, place = source.choice(words.SUBJECTS[kind])
    found = Tale(
        subject,
        kind,
        priority,
        place,
        source.choice(("vanochtend", "gisteren", "de laatste update", "")),
        source.choice(("één collega", "team Noord", "alle wijkteams", "")),
    )
    found.steps.append(Step(at_us, "customer", ("ticket.reported",), "report", source.choice(words.WHAT)))
    for step in _handled(source, found, at_us, calendar):
        if step.at_us > now_us:
            break
        found.steps.append(step)
    return found


def _handled(source: Random, ticket: Tale, start: int, calendar: CompiledCalendar) -> list[Step]:
    def later(since: int, usual: int, bad: int, unit: int) -> int:
        amount = (
            source.randrange(bad // 2, bad)
            if source.random() < 0.035
            else max(1, round(source.gauss(usual, usual / 3)))
        )
        return calendar.when_opened(calendar.opened(since) + amount * unit + source.randrange(1, 50_000_000))

    steps: list[Step] = []
    at = later(start, *USUAL[ticket.priority], MINUTE)
    steps.append(Step(at, "staff", ("ticket.picked-up", "ticket.answered"), "message", source.choice(words.FIRST)))
    if ticket.priority != "p3":
        at = later(at, 20, 600, MINUTE)
        steps.append(Step(at, "staff", ("ticket.work-started",)))
    if source.random() < 0.3:
        at = _ask(source, steps, at, later)
    if ticket.priority == "p1":
        at = later(at, 100, 900, MINUTE)
        steps.append(
            Step(
                at, "staff", ("ticket.answered", "ticket.worked-around"), "workaround", source.choice(words.WORKAROUND)
            )
        )
    if source.random() < 0.03:
        steps.append(Step(later(at, 30, 100, MINUTE), "customer", ("ticket.withdrawn",)))
        return steps
    at = later(at, *SOLVE[ticket.priority], HOUR)
    steps.append(Step(at, "staff", ("ticket.answered", "ticket.resolved"), "resolution", source.choice(words.SOLVED)))
    if source.random() < 0.06:
        at = later(at, 5, 20, HOUR)
        steps.append(
            Step(at, "customer", ("ticket.customer-replied", "ticket.reopened"), "reply", source.choice(words.AGAIN))
        )
        at = later(at, 5, 30, HOUR)
        steps.append(
            Step(at, "staff", ("ticket.answered", "ticket.resolved"), "resolution", source.choice(words.SOLVED))
        )
    return steps


def _ask(source: Random, steps: list[Step], at: int, later: Callable[[int, int, int, int], int]) -> int:
    at = later(at, 25, 300, MINUTE)
    steps.append(Step(at, "staff", ("ticket.answered", "ticket.asked-back"), "question", source.choice(words.QUESTION)))
    at = later(at, 4, 40, HOUR)
    steps.append(Step(at, "customer", ("ticket.customer-replied",), "reply", source.choice(words.REPLY)))
    return at
