"""The clocks that count in a month, or were open at its end: derived by replay from entries and agreement alone.

The same function makes the report and checks it. What it gives depends on what happened in the month, and on later
events only where these restate it (a reopening, a waiver, a correction), so that a report made again does not change.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from waarborg.kernel.explain import Row
from waarborg.kernel.instants import to_us
from waarborg.promises.rules.registry import Registry
from waarborg.promises.rules.replay import ClockTimeline, Entry, Lineage, Run, lineages, replay, replay_carried
from waarborg.promises.rules.replay.explanation import due_of, explain
from waarborg.promises.rules.replay.figures import figures
from waarborg.promises.rules.replay.from_agreement import CUSTOMER, phrases_from
from waarborg.promises.rules.replay.timeline import text_of
from waarborg.promises.rules.standing import Standing, Versions
from waarborg.trust.rules.chain import Line, entry_of
from waarborg.trust.rules.countings import Counting, countings_by_clock, words_at
from waarborg.trust.rules.months import Month

NOT_KEPT = ("broken", "exceeded", "waived")
Piece = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """Which month of which customer, as known at `as_of` (us), under what bound it. `tenant` is the customer's id.

    `edition` is that of the report: the first knew of no ends, purchases, or duties towards the customer itself.
    """

    tenant: str
    month: Month
    as_of: int
    standing: Standing
    registry: Registry
    edition: int = 2

    @property
    def complete(self) -> bool:
        return self.as_of >= self.month.to_us

    @property
    def horizon(self) -> int:
        """The last instant of which the report tells, unless something later took it back."""
        return min(self.as_of, self.month.to_us - 1)


@dataclass(frozen=True, slots=True)
class Found:
    """One run that belongs in the report; `plain` is its evidence as JSON. `measure`: it counts there in a measure over
    the clock, which `promise` then is."""

    promise: str
    version: str
    plain: dict[str, Any]
    measure: bool = False

    @property
    def verdict(self) -> str:
        return str(self.plain["verdict"])


def derive(asked: Question, lines: Iterable[Line]) -> list[Found]:
    """Every run of every clock that was decided in the month or open at its end, by promise, start and subject.

    `lines`: all entries of the subjects concerned that can move a clock, and those of the customer itself.
    Raises NoSuchCalendar, BeyondCover.
    """
    listed = list(lines)
    own, above = _by_subject(listed, asked.tenant)
    if asked.edition > 1 and asked.standing.terms_about(CUSTOMER):
        own[f"{CUSTOMER}:{asked.tenant}"] = _heard_by_customer(asked, listed)
    found: list[Found] = []
    countings = countings_by_clock(asked.standing, asked.month)

    def entries_of(subject: str) -> list[Entry]:
        return [*above, *own.get(subject, ())]

    for subject in sorted(own):
        story = Story(subject, entries_of(subject), list(lineages(subject, entries_of)))
        for clock, versions in asked.standing.terms_about(subject.partition(":")[0]).items():
            found.extend(_runs(asked, story, versions))
            for counting in countings.get(clock, ()):
                found.extend(_counted(asked, counting, story, versions))
    return sorted(found, key=lambda one: (one.promise, one.plain["started"], one.plain["subject"], one.plain["run"]))


def _by_subject(lines: Iterable[Line], tenant: str) -> tuple[dict[str, list[Entry]], list[Entry]]:
    own: dict[str, list[Entry]] = {}
    above: list[Entry] = []
    for line in lines:
        kind, identifier = line["subject"]
        entry = entry_of(line)
        if identifier == tenant:
            above.append(entry)
        else:
            own.setdefault(f"{kind}:{identifier}", []).append(entry)
    return own, above


def _heard_by_customer(asked: Question, lines: Iterable[Line]) -> list[Entry]:
    """Entries whose first subject is another, and that clocks of the customer itself hear all the same."""
    kinds = asked.standing.of_customer
    return [entry_of(line) for line in lines if line["kind"] in kinds and line["subject"][1] != asked.tenant]


@dataclass(frozen=True, slots=True)
class Story:
    """A subject, what happened to it and above it, and what was merged into it."""

    subject: str
    entries: Sequence[Entry]
    merged: Sequence[Lineage]


def _runs(asked: Question, story: Story, versions: Versions) -> Iterator[Found]:
    for told in _told(asked, story, versions, asked.month.name):
        plain = _evidence(asked, told, story.subject, told.entries)
        yield Found(told.run.terms.promise, told.run.terms.version, plain)


def _counted(asked: Question, counting: Counting, story: Story, versions: Versions) -> Iterator[Found]:
    """The runs of a clock that a measure counts: decided in its period, and about what its conditions ask."""
    for told in _told(asked, story, versions, counting.first_month):
        run = told.run
        if told.verdict in ("open", "void") or not counting.is_about(words_at(told.entries, run.decided_us)):
            continue
        plain = _bare(asked, told, story.subject, told.entries)
        yield Found(counting.promise, run.terms.version, plain | counting.counts(run, asked.horizon, plain), True)


@dataclass(frozen=True, slots=True)
class Told:
    """A run as the report tells it, and the timeline it was seen on."""

    timeline: ClockTimeline
    run: Run
    verdict: str
    restated: bool
    entries: Sequence[Entry]


def _told(asked: Question, story: Story, versions: Versions, first_month: str) -> Iterator[Told]:
    """The runs decided from `first_month` to the month of the report, and those open at its end: of the subject, and of
    what was merged into it by then."""
    calendars, states = asked.standing.calendars, asked.standing.states

    def own(now: int) -> ClockTimeline:
        return replay(versions, story.entries, calendars, states=states, now=now, subject=story.subject)

    yield from _told_of(asked, own, story.entries, first_month)
    for place, lineage in enumerate(story.merged, start=1):
        carried = partial(_carried, versions, lineage, place, asked.standing)
        merged_us = carried(asked.as_of).merged_us
        # Until it was merged, the other subject told of it itself.
        if merged_us and merged_us[-1] <= asked.horizon:
            entries = [entry for _, listed in lineage for entry in listed]
            yield from _told_of(asked, carried, entries, first_month)


def _carried(versions: Versions, lineage: Lineage, place: int, standing: Standing, now: int) -> ClockTimeline:
    return replay_carried(versions, lineage, place, standing.calendars, states=standing.states, now=now)


def _told_of(
    asked: Question, timeline: Callable[[int], ClockTimeline], entries: Sequence[Entry], first_month: str
) -> Iterator[Told]:
    known = timeline(asked.as_of)
    settled = all(run.ended_us is not None and run.ended_us <= asked.horizon for run in known.runs)
    at_end = known if settled or asked.as_of == asked.horizon else timeline(asked.horizon)
    before = {run.number: run for run in at_end.runs}
    for run in known.runs:
        verdict = _verdict(run, asked.month, first_month)
        if verdict is None:
            continue
        held = before.get(run.number, run)
        # As it stood at the end of the month, unless something later took that back.
        same = (held.verdict or ("timed" if held.month else "open")) == verdict
        # What falls due at 24:00 of the last day is decided at the first instant after the month.
        restated = not same and run.decided_us != asked.month.to_us
        seen = (at_end, held) if same else (known, run)
        yield Told(*seen, verdict, restated, entries)


def _verdict(run: Run, month: Month, first_month: str) -> str | None:
    """What the report says of a run; None where it does not belong in these months."""
    if run.started_us >= month.to_us:
        return None
    if run.month is not None and first_month <= run.month <= month.name:
        return run.verdict or "timed"
    return "open" if run.month is None or run.month > month.name else None


def _bare(asked: Question, told: Told, subject: str, entries: Sequence[Entry]) -> dict[str, Any]:
    run, verdict = told.run, told.verdict
    stopped = run.stopped_us if run.stopped_us is not None and run.stopped_us <= asked.horizon else None
    lengths = figures(told.timeline, run)
    used = lengths.counted_us if lengths and stopped is not None else None
    # Of a clock that nobody stopped, the lateness is told once the month is over and it no longer grows.
    told_late = stopped is not None or (asked.complete and not told.restated)
    late = lengths.late_us if lengths and told_late and verdict in NOT_KEPT else None
    paused = verdict == "open" and (told.restated or run.state == "paused")
    return {
        "subject": subject,
        "run": run.number,
        "version": run.terms.version,
        "started": text_of(run.started_us),
        "due": None if paused else text_of(run.due_us),
        "stopped": text_of(stopped),
        "verdict": verdict,
        "restated": told.restated,
        "business": bool(lengths and lengths.business),
        "used_us": used,
        "late_us": late,
        "sequences": _sequences(run, entries, stopped if stopped is not None else asked.horizon),
    }


def _evidence(asked: Question, told: Told, subject: str, entries: Sequence[Entry]) -> dict[str, Any]:
    plain, run = _bare(asked, told, subject, entries), told.run
    if told.verdict in NOT_KEPT:
        plain["explanation"] = _explanation(asked, told.timeline, run)
        end = min(told.timeline.as_of_us, asked.horizon)
        stopped = run.stopped_us if plain["stopped"] is not None else None
        pieces = course(run, told.timeline, end if stopped is None else stopped)
        plain["course"] = [[kind, text_of(a), text_of(b)] for kind, a, b in pieces]
    return plain


def _sequences(run: Run, entries: Sequence[Entry], until: int) -> list[int]:
    """The numbers of the entries that started, moved and ended the run, and of its waiver."""
    last = until if run.waived_us is None else max(until, run.waived_us)
    return sorted({one.sequence for one in entries if run.started_us <= one.at_us <= last})


def _explanation(asked: Question, timeline: ClockTimeline, run: Run) -> dict[str, Any]:
    """The rows of the sum and the lines of what happened, in both languages."""
    versions = asked.standing.versions
    bound = (one.agreement for _, one in versions if one.agreement.version == run.terms.version)
    phrases = phrases_from(asked.registry, next(bound, versions[-1][1].agreement))
    told = {lang: explain(timeline, lang, run=run, phrases=phrases) for lang in ("nl", "en")}
    return {
        lang: {"ledger": [_row(row) for row in one.ledger], "events": [row.line for row in one.events]}
        for lang, one in told.items()
    }


def _row(row: Row) -> list[str]:
    return [row.kind, row.when, row.what, row.amount]


def course(run: Run, timeline: ClockTimeline, until: int) -> Iterator[Piece]:
    """What counted, what paused and what was late up to `until`, in order of time: (kind, from, to) in microseconds."""
    due = due_of(timeline, run)
    if due is None or due.at is None:
        return
    at = to_us(due.at)
    for step in due.steps:
        # The last open day counts up to the due time only.
        start, end = to_us(step.start), min(at, to_us(step.end or step.start))
        if start < end and step.kind in _DRAWN:
            yield _DRAWN[step.kind], start, end
    if until <= at:
        return
    if run.plan is None or run.plan.calendar is None:
        yield "late", at, until
        return
    for start, end in run.version.calendar.intervals(at, until):
        yield "late", start, end


_DRAWN = {"counted": "counted", "day": "counted", "term": "counted", "moved": "counted", "pause": "pause"}
