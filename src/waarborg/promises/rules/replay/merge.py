"""Merged tickets: the parent keeps one timeline for each ticket that it took in, and the smallest due time leads."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from waarborg.promises.rules.replay.calendars import Calendars
from waarborg.promises.rules.replay.entries import Entry, States, ordered
from waarborg.promises.rules.replay.replaying import Versions, replay
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


Lineage = Sequence[tuple[str, Sequence[Entry]]]
# The numbers of the runs that a subject carries on begin here, a thousand apart for each subject that it took in.
CARRIED = 1000


def lineages(subject: str, entries_of: Callable[[str], Sequence[Entry]]) -> Iterator[Lineage]:
    """For each subject that `subject` took in, itself or by way of another: it and its entries, the one it went into,
    and so on to `subject`. In the order in which they were taken in, which later merges do not change."""
    own = entries_of(subject)
    for entry in ordered(own):
        if entry.kind.endswith(".absorbed") and entry.subjects[:1] == (subject,):
            for child in entry.subjects[1:]:
                yield (child, entries_of(child)), (subject, own)
                for deeper in lineages(child, entries_of):
                    yield *deeper, (subject, own)


def replay_carried(
    terms: ClockTerms | Versions,
    lineage: Lineage,
    place: int,
    calendars: Calendars,
    *,
    states: States,
    now: datetime | int | None = None,
) -> ClockTimeline:
    """The timeline of one promise that a subject carries on for one that it took in, the `place`th of `lineages` (from
    1). Its runs are numbered from 1001, 2001 and so on: beside the subject's own they are told apart for good."""
    timeline = replay_absorbed(terms, lineage, calendars, states=states, now=now)
    return replace(timeline, runs=tuple(replace(run, number=place * CARRIED + run.number) for run in timeline.runs))


def _merging(terms: ClockTerms | Versions) -> frozenset[str]:
    if isinstance(terms, ClockTerms):
        return terms.merge_events
    return frozenset().union(*(one.merge_events for _, one in terms if one is not None))


def replay_absorbed(
    terms: ClockTerms | Versions,
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
    merging = _merging(terms)
    for subject, entries in lineage[:-1]:
        found = ordered(entries)
        merge = _merge_of(merging, subject, found, since)
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


def _merge_of(
    merging: frozenset[str], subject: str, found: Sequence[Entry], since: tuple[int, int] | None
) -> Entry | None:
    for entry in found:
        if since is not None and _key(entry) <= since:
            continue
        if entry.kind in merging and entry.subjects[:1] == (subject,):
            return entry
    return None
