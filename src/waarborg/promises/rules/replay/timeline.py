"""What a replay gives: the runs of one clock, and their projection."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from waarborg.kernel.instants import local
from waarborg.promises.rules.replay.program import Plan
from waarborg.promises.rules.replay.terms import ClockTerms

if TYPE_CHECKING:
    from waarborg.promises.rules.replay.calendars import Calendars, Version
    from waarborg.promises.rules.replay.course import Held, Standing

RunState: TypeAlias = Literal["running", "paused", "ended"]
Verdict: TypeAlias = Literal["met", "broken", "exceeded", "waived", "void"]

RESOLVED = "resolved"
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - without a zone it prints twice as fast, and every text ends in Z


@dataclass(frozen=True, slots=True)
class Pause:
    """A span that does not count; `reason` is the state, or "resolved" between a stop and its reopening."""

    start_us: int
    end_us: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of what a run is held to, with both targets.

    `cause` is "property", "date", "version" or "calendar". `due_before_us` and `due_after_us` are the targets as they
    stood at the change (None: no clock, no figure, or paused); `counted_from_us` is where the new term counts from.
    `plan` is the term from here on, None where the clock ceased to apply. `broke` is the verdict *by raise*.
    """

    at_us: int
    cause: str
    said: tuple[tuple[str, str], ...]
    plan: Plan | None
    published_us: int | None
    due_before_us: int | None
    due_after_us: int | None
    counted_from_us: int
    broke: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict that stood until something restated it."""

    verdict: Verdict | None
    decided_us: int
    month: str
    restated_us: int


@dataclass(frozen=True, slots=True)
class Run:
    """One time that the clock ran.

    Instants are microseconds. `due_us` is None where the term gives no figure; while paused it is what it would be if
    the clock ran on from the instant of the replay, and `breaks_us` is the due time that holds even if the pause lasts
    (None: it cannot break while it pauses). `held` are due times that go on to hold beside a term that counts from
    a change. `counts_from_us` differs from `started_us` only after a change with
    `on_change: from-change`. `stopped_us` is the last stop, `stops_us` are all. `ended_us` is set as soon as nothing
    can be stopped any more: stopped, void, or its period over. `decided_us` and `month` are None while it is open.
    """

    number: int
    started_us: int
    counts_from_us: int
    due_us: int | None
    breaks_us: int | None
    stopped_us: int | None
    ended_us: int | None
    state: RunState
    verdict: Verdict | None
    broken_us: int | None
    by_raise: bool
    plan: Plan | None
    fixed_us: int | None
    held: "tuple[Held, ...]"
    version: "Version" = field(compare=False, repr=False)
    pauses: tuple[Pause, ...]
    stops_us: tuple[int, ...]
    reopened_us: tuple[int, ...]
    changes: tuple[Change, ...]
    decided_us: int | None
    month: str | None
    restated: tuple[Decision, ...]
    waived_us: int | None
    void_reason: str | None
    terms: ClockTerms
    marks: "tuple[Standing, ...]" = field(compare=False, repr=False)

    @property
    def published_us(self) -> int | None:
        """When the calendar version it counts in was published."""
        return self.version.published_us

    @property
    def reopenings(self) -> int:
        return len(self.reopened_us)

    @property
    def first_stopped_us(self) -> int | None:
        return self.stops_us[0] if self.stops_us else None

    @property
    def raise_targets(self) -> tuple[int | None, int | None] | None:
        """The due times before and after the change that broke it `by raise`."""
        for change in self.changes:
            if change.broke:
                return change.due_before_us, change.due_after_us
        return None

    @property
    def is_open(self) -> bool:
        """Still to be stopped, whether or not it is broken already."""
        return self.ended_us is None


@dataclass(frozen=True, slots=True)
class ClockTimeline:
    """The runs of one clock up to `as_of_us`, oldest first, and the properties that its conditions asked about.

    `wakes_us` is when something happens by itself: a period ends, or another version comes into force. `merged_us` are
    the merges after which another ticket carries on the clock (`replay_absorbed`).
    """

    terms: ClockTerms
    as_of_us: int
    runs: tuple[Run, ...]
    properties: tuple[tuple[int, str, str], ...]
    wakes_us: int | None
    calendars: "Calendars" = field(compare=False, repr=False)
    merged_us: tuple[int, ...] = ()

    @property
    def promise(self) -> str:
        return self.terms.promise

    @property
    def current(self) -> Run | None:
        """The run that is open, else the last one."""
        return self.runs[-1] if self.runs else None


def month_of(us: int, zone: str) -> str:
    """The local month, `2026-10`."""
    day = local(us, zone)
    return f"{day.year}-{day.month:02d}"


def text_of(us: int | None) -> str | None:
    """`2026-04-07T10:30:00.000000Z`: always six decimals, so that the order of texts is the order of instants."""
    return None if us is None else (_EPOCH + timedelta(microseconds=us)).isoformat(timespec="microseconds") + "Z"


def project(timeline: ClockTimeline) -> dict[str, Any]:
    """The timeline as plain JSON values. The same entries, terms and calendars give the same canonical bytes."""
    return {
        "promise": timeline.promise,
        "version": timeline.terms.version,
        "level": timeline.terms.level,
        "by": timeline.terms.by,
        "as_of": text_of(timeline.as_of_us),
        "runs": [_project_run(run) for run in timeline.runs],
        "wakes": text_of(timeline.wakes_us),
        "merged": [text_of(at) for at in timeline.merged_us],
        "properties": [[text_of(at), name, word] for at, name, word in timeline.properties],
    }


def _project_run(run: Run) -> dict[str, Any]:
    return {
        "number": run.number,
        "version": run.terms.version,
        "started": text_of(run.started_us),
        "counts_from": text_of(run.counts_from_us),
        "due": text_of(run.due_us),
        "breaks": text_of(run.breaks_us),
        "stopped": text_of(run.stopped_us),
        "ended": text_of(run.ended_us),
        "state": run.state,
        "verdict": run.verdict,
        "broken": text_of(run.broken_us),
        "by_raise": run.by_raise,
        "calendar": run.plan.calendar if run.plan else None,
        "calendar_published": text_of(run.published_us),
        "pauses": [[text_of(pause.start_us), text_of(pause.end_us), pause.reason] for pause in run.pauses],
        "stops": [text_of(at) for at in run.stops_us],
        "reopened": [text_of(at) for at in run.reopened_us],
        "changes": [_project_change(change) for change in run.changes],
        "decided": text_of(run.decided_us),
        "month": run.month,
        "restated": [
            [found.verdict, text_of(found.decided_us), found.month, text_of(found.restated_us)]
            for found in run.restated
        ],
        "waived": text_of(run.waived_us),
        "void_reason": run.void_reason,
    }


def _project_change(change: Change) -> dict[str, Any]:
    return {
        "at": text_of(change.at_us),
        "cause": change.cause,
        "said": [list(pair) for pair in change.said],
        "applies": change.plan is not None,
        "due_before": text_of(change.due_before_us),
        "due_after": text_of(change.due_after_us),
        "counted_from": text_of(change.counted_from_us),
        "broke": change.broke,
    }
