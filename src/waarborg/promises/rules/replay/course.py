"""A run while it is being replayed: mutable, and known to nobody but the fold."""

from collections.abc import Sequence
from typing import NamedTuple

from waarborg.kernel.pauses import FOREVER
from waarborg.promises.rules.replay.calendars import Version
from waarborg.promises.rules.replay.program import Plan, Program
from waarborg.promises.rules.replay.timeline import Change, Decision, Verdict, month_of


class Unknown:
    """A due time that nobody reckoned since something moved it."""


UNKNOWN = Unknown()


class Held(NamedTuple):
    """A due time that goes on to hold beside a term that counts from a change."""

    plan: Plan
    base: int
    version: Version


class Standing(NamedTuple):
    """What a run was held to from an instant on: enough to reckon its due time again. `plan` is None where nothing ran.

    `pauses` is the number of pauses that had ended by then, `pause_from` the beginning of the one that had not.
    """

    at: int
    plan: Plan | None
    base: int
    fixed: int | None
    held: tuple[Held, ...]
    version: Version
    pauses: int
    pause_from: int | None

    def due(self, pauses: Sequence[tuple[int, int]]) -> int | None:
        """When it fell due, as far as could be known from then on. `pauses`: all that ended, in order."""
        if self.plan is None or self.fixed is not None:
            return self.fixed if self.plan is not None else None
        return reckon(self.plan, self.base, self.version, self.held, self.spans(pauses))

    def spans(self, pauses: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The pauses known by then, the open one for ever."""
        known = list(pauses[: self.pauses])
        return known if self.pause_from is None else [*known, (self.pause_from, FOREVER)]


def reckon(
    plan: Plan, base: int, version: Version, held: Sequence[Held], pauses: Sequence[tuple[int, int]]
) -> int | None:
    """The earliest of the term's due time and those that go on to hold beside it."""
    due = version.due(plan, base, pauses)
    for other in held:
        earlier = other.version.due(other.plan, other.base, pauses)
        if earlier is not None and (due is None or earlier < due):
            due = earlier
    return due


class Course:
    """One run. It cannot have broken before `floor`, so that most entries need no due time.

    `stop`, `ended`, `voided`, `waived` and `broken` are instants or None. `fixed` is a due time that nothing moves: a
    date agreed, or the end of a period.
    """

    __slots__ = (
        "base", "began", "broken", "broken_due", "by_raise", "changes", "ended", "fixed", "floor", "held", "known",
        "marks", "pause_from", "pause_reason", "pauses", "plan", "program", "reasons", "reopened", "restated", "start",
        "stop", "stops", "version", "void_reason", "voided", "waived",
    )  # fmt: skip

    def __init__(self, program: Program, start: int, plan: Plan | None, fixed: int | None, version: Version) -> None:
        self.program = program
        self.start = self.base = start
        self.plan = plan
        self.fixed = fixed
        self.version = version
        self.held: tuple[Held, ...] = ()
        self.known: int | Unknown | None = UNKNOWN
        self.began = plan is not None
        self.floor = -FOREVER if plan is not None else FOREVER
        self.pauses: list[tuple[int, int]] = []
        self.reasons: list[str] = []
        self.pause_from: int | None = None
        self.pause_reason = ""
        self.stop: int | None = None
        self.stops: list[int] = []
        self.reopened: list[int] = []
        self.ended: int | None = None
        self.voided: int | None = None
        self.void_reason: str | None = None
        self.broken: int | None = None
        self.broken_due: int | None = None
        self.by_raise = False
        self.waived: int | None = None
        self.changes: list[Change] = []
        self.restated: list[Decision] = []
        self.marks: list[Standing] = []

    @property
    def judged(self) -> bool:
        """Still to be judged: it runs or pauses under a term, and has no verdict."""
        return self.plan is not None and self.ended is None and self.broken is None and self.waived is None

    def due(self, paused_until: int = FOREVER) -> int | None:
        """When it falls due if an open pause lasts until then. None: no figure, or paused until nobody knows when."""
        if self.plan is None or (self.fixed is None and not self.plan.has_term):
            return None
        if self.fixed is not None:
            return self.fixed
        if self.pause_from is None:
            if isinstance(self.known, Unknown):
                self.known = reckon(self.plan, self.base, self.version, self.held, self.pauses)
            return self.known
        pauses = [*self.pauses, (self.pause_from, max(paused_until, self.pause_from))]
        return reckon(self.plan, self.base, self.version, self.held, pauses)

    def mark(self, at: int) -> None:
        """Keep what it is held to from here on, for those who ask later what was known when."""
        plan = self.plan if self.ended is None and self.waived is None else None
        done = len(self.pauses)
        self.marks.append(Standing(at, plan, self.base, self.fixed, self.held, self.version, done, self.pause_from))

    def pause(self, at: int, open_states: set[str]) -> None:
        """Pause or go on, as the open states and the term say."""
        states = self.plan.pause_states if self.plan is not None else self.program.terms.pause_states
        if states.isdisjoint(open_states):
            if self.pause_from is not None:
                self.close_pause(at)
                self.moved()
                self.mark(at)
        elif self.pause_from is None:
            self.pause_from = at
            self.pause_reason = min(states & open_states)
            self.mark(at)

    def close_pause(self, at: int) -> None:
        if self.pause_from is not None and self.pause_from < at:
            self.pauses.append((self.pause_from, at))
            self.reasons.append(self.pause_reason)
            self.known = UNKNOWN
        self.pause_from = None

    def moved(self) -> None:
        """The due time may be another now: it has to be reckoned again."""
        self.known = UNKNOWN
        self.floor = -FOREVER if self.judged else FOREVER

    def end(self, at: int) -> None:
        self.close_pause(at)
        self.ended = at
        self.floor = FOREVER
        self.mark(at)

    def settle(self, at: int) -> None:
        """Break if it fell due before this instant. Exactly at due is in time."""
        if not self.judged:
            self.floor = FOREVER
            return
        due = self.due()
        if due is None:
            self.floor = FOREVER
        elif at > due:
            self.breaks(due, due)
        else:
            self.floor = due

    def breaks(self, at: int, due: int, *, by_raise: bool = False) -> None:
        self.broken, self.broken_due, self.by_raise = at, due, by_raise
        self.floor = FOREVER

    def decided(self) -> tuple[Verdict, int] | None:
        """The verdict as it stands without waiver, and when it was decided; None while it is open or has no figure."""
        if self.broken is not None:
            return "exceeded" if self.program.terms.level == "experience" else "broken", self.broken
        if self.stop is not None and self.plan is not None and (self.fixed is not None or self.plan.has_term):
            return "met", self.stop
        return None

    def month(self, at: int) -> str:
        """The month in which it was decided. A due time is an end: 24:00 of the last day still belongs to that day."""
        due = self.broken_due if self.broken is not None else self.due(at)
        return month_of(at - 1 if at == due else at, self.program.terms.timezone)

    def restate(self, at: int) -> None:
        """Keep the verdict that something at this instant takes back."""
        found = self.decided()
        if found is not None:
            self.restated.append(Decision(*found, self.month(found[1]), at))
