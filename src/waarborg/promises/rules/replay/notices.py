"""Warnings and breaches: what must be told, when, and exactly once."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from waarborg.kernel.calendars import BeyondCover
from waarborg.kernel.durations import Duration
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.lead_times import UnsuitableLead, latest_announcement
from waarborg.kernel.pauses import FOREVER
from waarborg.kernel.terms import due_us
from waarborg.promises.rules.replay.calendars import Calendars, Version
from waarborg.promises.rules.replay.course import Standing
from waarborg.promises.rules.replay.program import OPEN_HOURS, Plan
from waarborg.promises.rules.replay.terms import Warn
from waarborg.promises.rules.replay.timeline import ClockTimeline, Run

BREACH = "breach"
_WHOLE = 1_000_000


class Notice(NamedTuple):
    """A warning or a breach of one run.

    `at_us`: the first instant at which it may be told; a breach is not one before the due time has passed. `due_us` is
    the due time that it is about (None for a clock without a figure). `threshold` is the warning as the agreement
    writes it, or "breach". `tell` are the roles to warn; a breach names none: the agreement says only whom to warn.
    """

    kind: Literal["warning", "breach"]
    at_us: int
    started_us: int
    threshold: str
    due_us: int | None
    tell: tuple[str, ...]

    @property
    def key(self) -> tuple[int, str, int | None]:
        """Unique within a clock: a warning is given again only when the due time moved."""
        return self.started_us, self.threshold, self.due_us


def notices(timeline: ClockTimeline, until: datetime | int) -> list[Notice]:
    """Everything to be told up to `until`, in order of time, whether or not it was told already.

    Up to the instant of the timeline this is what happened; after it, what will if nothing else happens.
    """
    end = to_us(until) if isinstance(until, datetime) else until
    return [notice for notice in _all(timeline) if notice.at_us <= end]


def next_attention(timeline: ClockTimeline, after: datetime | int) -> int | None:
    """The next instant (us) after `after` at which there is something to tell, or a period or version begins.

    None when the clock can be left alone until somebody does something.
    """
    start = to_us(after) if isinstance(after, datetime) else after
    coming = [notice.at_us for notice in _all(timeline) if notice.at_us > start]
    if timeline.wakes_us is not None and timeline.wakes_us > start:
        coming.append(timeline.wakes_us)
    return min(coming, default=None)


def _all(timeline: ClockTimeline) -> list[Notice]:
    found: dict[tuple[int, str, int | None], Notice] = {}
    for run in timeline.runs:
        breach = _breach(run)
        last = breach.at_us if breach else FOREVER
        for warning in _warnings(run, timeline.calendars):
            if warning.at_us < last:
                found.setdefault(warning.key, warning)
        if breach:
            found.setdefault(breach.key, breach)
    return sorted(found.values(), key=lambda notice: (notice.at_us, notice.started_us, notice.threshold))


def _breach(run: Run) -> Notice | None:
    """Given already, or to come when the due time passes."""
    due = run.due_us if run.broken_us is not None else run.breaks_us
    if due is None:
        return None
    at = run.broken_us if run.broken_us is not None and run.broken_us > due else due + 1
    return Notice("breach", at, run.started_us, BREACH, due, ())


def _warnings(run: Run, calendars: Calendars) -> Iterator[Notice]:
    pauses = [(pause.start_us, pause.end_us) for pause in run.pauses if pause.end_us is not None]
    ends = [mark.at for mark in run.marks[1:]] + [FOREVER]
    for mark, end in zip(run.marks, ends, strict=True):
        if mark.plan is None or end <= mark.at:
            continue
        due = mark.due(pauses)
        for warn in run.terms.warn:
            at = _warn_at(warn, run, mark, due, mark.spans(pauses), calendars)
            if at is None:
                continue
            # What the due time calls for in the past is told at once, for only now it is the due time.
            told = max(at, mark.at)
            if told < end and (due is None or told <= due):
                yield Notice("warning", told, run.started_us, warn.text, due, warn.tell)


def _warn_at(
    warn: Warn, run: Run, mark: Standing, due: int | None, spans: Sequence[tuple[int, int]], calendars: Calendars
) -> int | None:
    if mark.plan is None:
        return None
    try:
        if warn.after is not None:
            version = _version_for(warn.after, run, mark, calendars)
            return due_us(version.calendar, run.started_us, warn.after)
        if due is None:
            return None
        if warn.before is not None:
            version = _version_for(warn.before, run, mark, calendars)
            return to_us(latest_announcement(version.calendar, from_us(due), warn.before).at)
        return _fraction_at(warn.ppm or _WHOLE, mark, mark.plan, due, spans)
    except (BeyondCover, UnsuitableLead):
        return None


def _version_for(duration: Duration, run: Run, mark: Standing, calendars: Calendars) -> Version:
    """The calendar of the term, else the one that the promise names: also hours elapsed can warn in business time."""
    if mark.plan is not None and mark.plan.calendar is not None and duration.kind in OPEN_HOURS:
        return mark.version
    name = run.terms.calendar if duration.kind in OPEN_HOURS else None
    plan = Plan(duration, name, run.terms.counting, frozenset())
    return calendars.version(plan, run.terms, mark.at)


def _fraction_at(ppm: int, mark: Standing, plan: Plan, due: int, spans: Sequence[tuple[int, int]]) -> int | None:
    """When that part of what counts has passed: open or elapsed time; of days, months and dates the span itself."""
    calendar, base = mark.version.calendar, mark.base
    if mark.fixed is None and plan.within.kind in OPEN_HOURS:
        kind = "business-time"
        total = calendar.open_between(base, due)
        total -= sum(calendar.open_between(max(a, base), min(b, due)) for a, b in spans if b > base)
    elif mark.fixed is None and plan.within.kind == "elapsed":
        kind = "elapsed"
        total = due - base - sum(max(0, min(b, due) - max(a, base)) for a, b in spans)
    else:
        return base + (due - base) * ppm // _WHOLE
    amount = -(-total * ppm // _WHOLE)
    return due_us(calendar, base, Duration(kind, amount), "rolling", tuple(spans)) if amount > 0 else base
