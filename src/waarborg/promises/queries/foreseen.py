"""What an act would do to the clocks of a subject: the same replay, with events that have not happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from waarborg.kernel.instants import to_us
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.web.pieces import forgotten
from waarborg.promises.queries.replayed import Itself, Replayed, replayed
from waarborg.promises.queries.standing import Standing, standing
from waarborg.promises.queries.timelines import UNNUMBERED, Story, merged_into, name_of, replay_all, story
from waarborg.promises.rules.replay import ClockTimeline, Entry, Lineage, Run
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
) -> Mapping[str, Sequence[Foreseen]]:
    """For each act (the kinds of event it would record, in order) the clocks that run before or after it.

    `by` is the kind of actor. At most two queries, however many acts; nothing is written. What an act would stop or
    pause may stand there at an instant a little before `now`, at which it comes to the same.
    """
    bound = standing(tenant)
    if bound is None:
        return dict.fromkeys(acts, ())
    told = replayed(bound, ref, tenant=tenant, now=now)
    asked = tuple((act, tuple(kinds)) for act, kinds in acts.items())
    if told.lasts:
        held = _kept(told, Itself(bound), story(ref, tenant=tenant), ref, asked, by)
        if held is not None:
            return held
    merged = merged_into(bound, ref, tenant=tenant)
    return _foresee(told, bound, story(ref, tenant=tenant), ref, asked, by, merged, to_us(now))


@forgotten
@lru_cache(512)
def _kept(
    told: Replayed, bound: Itself, entries: Story, ref: Ref, acts: tuple[tuple[str, tuple[str, ...]], ...], by: str
) -> Mapping[str, Sequence[Foreseen]] | None:
    """What holds for as long as the replay itself does; None where an act would move a due time along with now. What
    lasts has nothing merged into it."""
    standing: Any = bound.one
    found = _foresee(told, standing, entries, ref, acts, by, (), told.since_us)
    runs = [one.after for listed in found.values() for one in listed if one.after is not None]
    return None if any(_moves_with(run, told.since_us) for run in runs) else found


def _moves_with(run: Run, at: int) -> bool:
    """Whether a run begins, goes on or is held to something else because of what happens at this instant."""
    turns = (run.started_us, *run.reopened_us, *(one.at_us for one in run.changes), *(one.end_us for one in run.pauses))
    return at in turns


def _foresee(
    told: Replayed,
    bound: Standing,
    entries: Story,
    ref: Ref,
    acts: Sequence[tuple[str, Sequence[str]]],
    by: str,
    merged: Sequence[Lineage],
    at: int,
) -> Mapping[str, Sequence[Foreseen]]:
    before = {_line(one): one for one in told.found}
    found: dict[str, Sequence[Foreseen]] = {}
    for act, kinds in acts:
        events = [Entry(at, UNNUMBERED + number, kind, (name_of(ref),), None, by) for number, kind in enumerate(kinds)]
        # To what was merged into it happens what happens to it.
        carried = [[*lineage[:-1], (lineage[-1][0], [*lineage[-1][1], *events])] for lineage in merged]
        # Most clocks hear nothing of most acts: they stand as they stood.
        moved = bound.hearing(ref.kind, kinds)
        after = {key: one for key, one in before.items() if one.promise not in moved}
        heard = replay_all(bound, ref, [*entries.entries, *events], now=at, merged=carried, only=moved)
        after |= {_line(one): one for one in heard}
        found[act] = [
            Foreseen(line.promise, bound, line, before[key].current if key in before else None, line.current)
            for key, line in sorted(after.items(), key=lambda pair: pair[0])
        ]
    return found


def _line(timeline: ClockTimeline) -> tuple[str, int]:
    """A clock of the subject itself, or one that it carries on for another."""
    return timeline.promise, timeline.runs[0].number // CARRIED
