"""What an act would do to the clocks of a subject: the same replay, with events that have not happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.kernel.instants import to_us
from waarborg.plumbing.journal import Ref
from waarborg.promises.queries.standing import Standing, standing
from waarborg.promises.queries.timelines import UNNUMBERED, merged_into, name_of, replay_all, story, timelines
from waarborg.promises.rules.replay import ClockTimeline, Entry, Run
from waarborg.promises.rules.replay.merge import CARRIED


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One clock: its run as it stands and as it would stand; None where it does not run."""

    promise: str
    bound: Standing
    timeline: ClockTimeline
    before: Run | None
    after: Run | None


def foreseen(
    ref: Ref, *, tenant: UUID, acts: Mapping[str, Sequence[str]], now: datetime, by: str = "staff"
) -> dict[str, list[Foreseen]]:
    """For each act (the kinds of event it would record, in order) the clocks that run before or after it.

    `by` is the kind of actor. At most two queries, however many acts; nothing is written.
    """
    bound = standing(tenant)
    if bound is None:
        return {act: [] for act in acts}
    entries = story(ref, tenant=tenant).entries
    before = {_line(one): one for one in timelines(bound, ref, tenant=tenant, now=now)}
    merged = merged_into(bound, ref, tenant=tenant)
    found: dict[str, list[Foreseen]] = {}
    for act, kinds in acts.items():
        events = [
            Entry(to_us(now), UNNUMBERED + number, kind, (name_of(ref),), None, by) for number, kind in enumerate(kinds)
        ]
        # To what was merged into it happens what happens to it.
        carried = [[*lineage[:-1], (lineage[-1][0], [*lineage[-1][1], *events])] for lineage in merged]
        # Most clocks hear nothing of most acts: they stand as they stood.
        moved = bound.hearing(ref.kind, kinds)
        after = {key: one for key, one in before.items() if one.promise not in moved}
        replayed = replay_all(bound, ref, [*entries, *events], now=now, merged=carried, only=moved)
        after |= {_line(one): one for one in replayed}
        found[act] = [
            Foreseen(line.promise, bound, line, before[key].current if key in before else None, line.current)
            for key, line in sorted(after.items(), key=lambda pair: pair[0])
        ]
    return found


def _line(timeline: ClockTimeline) -> tuple[str, int]:
    """A clock of the subject itself, or one that it carries on for another."""
    return timeline.promise, timeline.runs[0].number // CARRIED
