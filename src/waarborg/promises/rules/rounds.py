"""The rounds of a duty to do something every so often, judged by replay of what was done and counted by month. Pure.

Each month stands on its own, so that nothing before it is read but the last time that it was done. A round belongs to
the month in which it is decided, as every clock does. One that is overdue when a month begins was counted in the month
before; while nothing is done, another begins with the month.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.replay import ClockTerms, ClockTimeline, Entry, StateEvents, replay
from waarborg.promises.rules.replay.from_agreement import terms_from
from waarborg.promises.rules.replay.timeline import Run
from waarborg.promises.rules.standing import Standing

# How such a promise stands at a moment: done in time so far, late now, or nothing is there by which it would be done.
State = Literal["kept", "late", "unplanned"]
_STATES: Final[Mapping[str, StateEvents]] = {}


@dataclass(frozen=True, slots=True)
class Late:
    """A round that was late: when it was due, and when it was done (None: not by the end of what is looked at, which is
    `until`). Microseconds."""

    due_us: int
    done_us: int | None
    until_us: int

    @property
    def by_us(self) -> int:
        return (self.until_us if self.done_us is None else self.done_us) - self.due_us


@dataclass(frozen=True, slots=True)
class Rounds:
    """What a stretch of time came to. `longest` is the greatest length in which it was not done, and up to when."""

    met: int = 0
    late: tuple[Late, ...] = ()
    longest: tuple[int, int] = (0, 0)

    @property
    def decided(self) -> int:
        return self.met + len(self.late)


@dataclass(frozen=True, slots=True)
class Owed:
    """From when until when (us; None: still) one promise of one version is owed to a customer."""

    since: int
    until: int | None
    version: Compiled
    promise: str


def owed(bound: Standing, indicator: str, about: str) -> list[Owed]:
    """The stretches in which a customer is owed rounds that are counted alike, the oldest first: another version that
    asks the same changes nothing."""
    found: list[Owed] = []
    for number, (since, version) in enumerate(bound.versions):
        until = bound.versions[number + 1][0] if number + 1 < len(bound.versions) else None
        ended = next((gap for gap, _ in bound.gaps if since < gap and (until is None or gap <= until)), None)
        until = until if ended is None else ended
        for name, asked in version.asked.items():
            if (asked.indicator, asked.about) != (indicator, about) or not version.is_rounds(name):
                continue
            if found and found[-1].until == since:
                found[-1] = replace(found[-1], until=until)
            else:
                found.append(Owed(since, until, version, name))
            break
    return found


def terms_of(version: Compiled, promise: str) -> ClockTerms:
    """The clock of a promise whose rounds are counted: all that is done counts, whatever conditions chose it. Raises
    KeyError."""
    return replace(terms_from(promise, version.agreement), conditions=(), exceptions=(), counts=(), schemes=())


def judge(
    terms: ClockTerms, version: Compiled, done: Sequence[int], *, since: int, begin: int, end: int, until: int | None
) -> Rounds:
    """The rounds decided from `begin` to `end`. `done` are the instants at which it was done, in order: those from
    `begin` to `end` and the last before. `since` is from when it is owed, `until` when it ended (None: not). All in
    microseconds."""
    last = end if until is None else min(end, until)
    start = max([since, *(one for one in done if since <= one < begin)])
    if start >= last:
        return Rounds()
    inside = [one for one in done if start < one <= last]
    # What falls due at the very end belongs here, and is late the instant after it.
    timeline = _replayed(terms, version, inside, start, last + 1, until)
    first = timeline.runs[0] if timeline.runs else None
    if start < begin and first is not None and first.broken_us is not None and first.broken_us <= begin:
        # Counted where it fell due; a new one begins with the month, which it is no merit to end.
        timeline = _replayed(terms, version, [one for one in inside if one >= begin], begin, last + 1, until)
        return _counted(timeline, inside, start, begin, last, skip=bool(timeline.runs) and _in_time(timeline.runs[0]))
    return _counted(timeline, inside, start, begin, last)


def under_way(terms: ClockTerms, version: Compiled, *, since: int, now: int) -> ClockTimeline:
    """The round that runs from `since` (the last time that it was done, or the beginning), as of `now` (us)."""
    return _replayed(terms, version, (), since, now, None)


def _replayed(
    terms: ClockTerms, version: Compiled, done: Sequence[int], start: int, now: int, until: int | None
) -> ClockTimeline:
    kind = min(terms.until_events)
    entries = [Entry(one, number, kind) for number, one in enumerate(done, start=1)]
    owed = replace(terms, begins_us=start, ends_us=until)
    return replay(owed, entries, Standing(((start, version),)).calendars, states=_STATES, now=now)


def _in_time(run: Run) -> bool:
    return run.stopped_us is not None and run.broken_us is None


def _counted(
    timeline: ClockTimeline, done: Sequence[int], start: int, begin: int, last: int, *, skip: bool = False
) -> Rounds:
    met, late = 0, []
    for run in timeline.runs[1:] if skip else timeline.runs:
        due, stopped = run.due_us, run.stopped_us
        if run.broken_us is not None and due is not None:
            late.append(Late(due, stopped, last))
        elif stopped is not None:
            # An instant at which a month turns belongs to the one before where it is a due time, else to the next.
            met += (begin < stopped or due != begin) and (stopped < last or due == last)
    longest, before = (0, begin), start
    for one in [*done, last]:
        if one >= begin and one - before > longest[0]:
            longest = (one - before, one)
        before = one
    return Rounds(met, tuple(late), longest)
