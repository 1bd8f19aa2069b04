"""The life of one ticket in the demonstration: what happens when, cut off at the present. Pure, seeded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from waarborg.console.demo import words
from waarborg.console.demo.plot import PHONED, Plot, Term
from waarborg.kernel.calendars import CompiledCalendar

MINUTE = 60_000_000
HOUR = 60 * MINUTE
Side = Literal["customer", "staff"]

# How often a step takes far longer than usual.
BAD = 0.035
# Where no term says when: business time to a step by urgency (most urgent first), and what a bad day makes of it.
USUAL = ((25, 420), (90, 1400), (240, 2400))  # minutes
SOLVE = ((4, 60), (14, 70), (20, 90))  # hours


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
    channel: str = "portal"
    steps: list[Step] = field(default_factory=list)

    @property
    def properties(self) -> dict[str, str]:
        found = {"kind": self.kind, "channel": self.channel, "priority": self.priority}
        return {name: word for name, word in found.items() if word}

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


def tale(source: Random, at_us: int, now_us: int, plot: Plot) -> Tale:
    """What became of a report at `at_us`, as far as it happened before `now_us`."""
    kind = source.choices(list(plot.kinds), list(plot.kinds.values()))[0]
    rank = plot.rank(kind, source)
    subject, place = source.choice(words.subjects(kind))
    found = Tale(
        subject,
        kind,
        plot.priority(rank),
        place,
        source.choice(("vanochtend", "gisteren", "de laatste update", "")),
        source.choice(("één collega", "team Noord", "alle wijkteams", "")),
    )
    if plot.asks_channel and source.random() < PHONED:
        found.channel = "phone"
    found.steps.append(Step(at_us, "customer", ("ticket.reported",), "report", source.choice(words.WHAT)))
    for step in _Desk(source, plot, found, rank, at_us).handled():
        if step.at_us > now_us:
            break
        found.steps.append(step)
    return found


class _Desk:
    """How the desk handles one report: each step well within the term it has, now and then far beyond it."""

    def __init__(self, source: Random, plot: Plot, ticket: Tale, rank: int, start: int) -> None:
        self.source, self.plot, self.ticket, self.start = source, plot, ticket, start
        self.rank = min(rank, len(USUAL) - 1)
        self.terms = plot.terms(ticket.properties)
        self.steps: list[Step] = []
        self.at = start

    def later(self, usual: int, bad: int, unit: int) -> int:
        hours = self.plot.hours
        far = self.source.random() < BAD
        amount = self.source.randrange(bad // 2, bad) if far else max(1, round(self.source.gauss(usual, usual / 3)))
        return hours.when_opened(hours.opened(self.at) + amount * unit + self.source.randrange(1, 50_000_000))

    def by(self, event: str, fallback: Callable[[], int]) -> int:
        """The instant of a step: somewhere within the shortest term that ends with it, or as `fallback` says."""
        ending = [term for term in self.terms if f"support.{event}" in term.events]
        if not ending:
            return fallback()
        term = min(ending, key=lambda one: one.due(self.start))
        late = self.source.random() < BAD
        share = self.source.uniform(1.05, 1.7) if late else min(0.95, max(0.04, self.source.gauss(0.42, 0.2)))
        return max(term.point(self.start, share) + self.source.randrange(1, 50_000_000), self.at + MINUTE)

    def staff(self, at: int, events: tuple[str, ...], purpose: str = "", said: tuple[str, ...] = ()) -> None:
        text = self.source.choice(said) if said else ""
        self.steps.append(Step(at, "staff", tuple(f"ticket.{event}" for event in events), purpose, text))
        self.at = at

    def customer(self, at: int, events: tuple[str, ...], said: tuple[str, ...] = ()) -> None:
        text = self.source.choice(said) if said else ""
        self.steps.append(
            Step(at, "customer", tuple(f"ticket.{event}" for event in events), "reply" if text else "", text)
        )
        self.at = at

    def handled(self) -> list[Step]:
        first = "ticket.picked-up" if self._ends("ticket.picked-up") else "ticket.answered"
        at = self.by(first, lambda: self.later(*USUAL[self.rank], MINUTE))
        self.staff(at, ("picked-up", "answered"), "message", words.FIRST)
        if self.rank < 2 or self._ends("ticket.work-started"):
            self.staff(self.by("ticket.work-started", lambda: self.later(20, 600, MINUTE)), ("work-started",))
        if self.source.random() < (0.3 if self.rank else 0.12):
            self.staff(self.later(25, 300, MINUTE), ("answered", "asked-back"), "question", words.QUESTION)
            self.customer(self.later(4, 40, HOUR), ("customer-replied",), words.REPLY)
        if self._ends("ticket.worked-around"):
            at = self.by("ticket.worked-around", lambda: self.later(100, 900, MINUTE))
            self.staff(at, ("answered", "worked-around"), "workaround", words.WORKAROUND)
        if self.source.random() < 0.03:
            self.customer(self.later(30, 100, MINUTE), ("withdrawn",))
            return self.steps
        at = self.by("ticket.resolved", lambda: self.later(*SOLVE[self.rank], HOUR))
        self.staff(at, ("answered", "resolved"), "resolution", words.SOLVED)
        if self.source.random() < 0.06:
            self.customer(self.later(5, 20, HOUR), ("customer-replied", "reopened"), words.AGAIN)
            self.staff(self.later(5, 30, HOUR), ("answered", "resolved"), "resolution", words.SOLVED)
        return self.steps

    def _ends(self, event: str) -> list[Term]:
        return [term for term in self.terms if f"support.{event}" in term.events]
