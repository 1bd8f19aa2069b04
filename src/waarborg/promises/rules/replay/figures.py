"""Lengths of a run, for pages and measures: how long it took, how much is left, how late it is."""

from collections.abc import Iterable
from typing import NamedTuple

from waarborg.kernel.calendars import BeyondCover
from waarborg.kernel.intervals import subtract
from waarborg.promises.rules.replay.notices import notices
from waarborg.promises.rules.replay.program import OPEN_HOURS
from waarborg.promises.rules.replay.timeline import ClockTimeline, Pause, Run


class Figures(NamedTuple):
    """Lengths in microseconds, of open time where `business`, else of time elapsed; pauses are left out.

    `counted_us`: from the start to the stop, or to the instant of the timeline while it is open. `remaining_us`: to the
    due time, while it still has to be judged and has one. `late_us`: past the due time, once broken. `tight`: it was
    warned for the due time that it has. A length is None where no calendar covers it.
    """

    business: bool
    counted_us: int | None
    remaining_us: int | None
    late_us: int | None
    tight: bool


def figures(timeline: ClockTimeline, run: Run | None = None) -> Figures | None:
    """The lengths of a run (the current one by default) at the instant of the timeline; None without a run."""
    run = run or timeline.current
    if run is None:
        return None
    now = timeline.as_of_us
    until = run.ended_us if run.ended_us is not None else now
    judged = run.verdict is None and run.is_open and run.due_us is not None
    remaining = _length(run, now, run.due_us, now) if judged and run.due_us is not None else None
    late = _length(run, run.due_us, until, now) if run.broken_us is not None and run.due_us is not None else None
    told = notices(timeline, now) if judged else []
    return Figures(
        business=_in_open_time(run),
        counted_us=_length(run, run.started_us, until, now),
        remaining_us=remaining,
        late_us=late,
        tight=any(notice.kind == "warning" and notice.key[::2] == (run.started_us, run.due_us) for notice in told),
    )


def counted(run: Run, until: int) -> int | None:
    """What of `run` counts from its start to `until` (us), pauses left out; None where no calendar covers it."""
    return _length(run, run.counts_from_us, until, until)


def _in_open_time(run: Run) -> bool:
    return run.plan is not None and run.plan.within.kind in OPEN_HOURS


def _length(run: Run, start: int, end: int, now: int) -> int | None:
    """What counts in `[start, end)`, as if an open pause ended now."""
    spans = subtract([(start, end)], _spans(run.pauses, now))
    if not _in_open_time(run):
        return sum(b - a for a, b in spans)
    calendar = run.version.calendar
    try:
        return sum(calendar.open_between(a, b) for a, b in spans)
    except BeyondCover:
        return None


def _spans(pauses: Iterable[Pause], now: int) -> list[tuple[int, int]]:
    return [(pause.start_us, now if pause.end_us is None else pause.end_us) for pause in pauses]
