"""Merged tickets: the parent keeps one timeline for each ticket that it took in, and the smallest due time leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from waarborg.promises.rules.replay.calendars import Calendars
from waarborg.promises.rules.replay.entries import Entry, States, ordered
from waarborg.promises.rules.replay.replaying import replay
from waarborg.promises.rules.replay.terms import ClockTerms
from waarborg.promises.rules.replay.timeline import ClockTimeline, Run


@dataclass(frozen=True, slots=True)
class Merged:
    """The parent's own timeline first, then one for each ticket taken in. `leading` is the run to show.

    `due_us` is the smallest due time among what still has to be judged; None where nothing has.
    """

    timelines: tuple[ClockTimeline, ...]
    leading: Run | None

    @property
    def due_us(self) -> int | None:
        return self.leading.due_us if self.leading is not None and self.leading.verdict is None else None

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs of the parent and those that it carries on."""
        return tuple(run for timeline in self.timelines for run in timeline.runs)


def merged(timelines: Sequence[ClockTimeline]) -> Merged:
    """The timelines of one promise on a parent as one: its own, and those of `replay_absorbed`.

    What is late and still open leads, then the smallest due time, then a paused clock that has none, then the last run.
    """
    runs = [timeline.current for timeline in timelines]
    found = [run for run in runs if run is not None]
    return Merged(tuple(timelines), min(found, key=_precedence) if found else None)


def _precedence(run: Run) -> tuple[int, int]:
    rank = 2 if not run.is_open else 1 if run.due_us is None else 0
    return rank, run.due_us if run.due_us is not None else -run.started_us


def replay_absorbed(
    terms: ClockTerms,
    lineage: Sequence[tuple[str, Iterable[Entry]]],
    calendars: Calendars,
    *,
    states: States,
    now: datetime | int | None = None,
) -> ClockTimeline:
    """The timeline that a parent keeps for a ticket merged into it.

    `lineage`: the merged ticket and its entries, then the one it went into, and so on to the last, which took in the
    others. Up to its merge the ticket's own entries count, after it those of the parent: later pauses and answers touch
    all. Only a run that the merge found without a verdict is carried on; what was met or broken stays where it was.
    """
    carried: list[Entry] = []
    since: tuple[int, int] | None = None
    starts: set[int] | None = None
    merges: list[int] = []
    for subject, entries in lineage[:-1]:
        found = ordered(entries)
        merge = _merge_of(terms, subject, found, since)
        if merge is None:
            return replay(terms, (), calendars, states=states, now=now, subject=lineage[-1][0])
        if starts is None:
            child = replay(terms, found, calendars, states=states, now=merge.at_us, subject=subject)
            starts = {run.started_us for run in child.runs if run.void_reason == merge.kind}
        until = (merge.at_us, merge.sequence)
        carried += [entry for entry in found if (since is None or _key(entry) > since) and _key(entry) <= until]
        since = until
        merges.append(merge.at_us)
    last, entries = lineage[-1]
    carried += [entry for entry in ordered(entries) if since is None or _key(entry) > since]
    whole = replay(terms, carried, calendars, states=states, now=now, subject=last)
    runs = tuple(run for run in whole.runs if run.started_us in (starts or ()))
    return replace(whole, runs=runs, merged_us=tuple(merges))


def _key(entry: Entry) -> tuple[int, int]:
    return entry.at_us, entry.sequence


def _merge_of(terms: ClockTerms, subject: str, found: Sequence[Entry], since: tuple[int, int] | None) -> Entry | None:
    for entry in found:
        if since is not None and _key(entry) <= since:
            continue
        if entry.kind in terms.merge_events and entry.subjects[:1] == (subject,):
            return entry
    return None
