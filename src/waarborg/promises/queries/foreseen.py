"""What an act would do to the clocks of a subject: the same replay, with events that have not happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.kernel.instants import to_us
from waarborg.plumbing.journal import Ref
from waarborg.promises.queries.standing import Standing, standing
from waarborg.promises.queries.timelines import UNNUMBERED, name_of, replay_all, story, timelines
from waarborg.promises.rules.replay import ClockTimeline, Entry, Run


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
    before = {one.promise: one for one in timelines(bound, ref, tenant=tenant, now=now)}
    found: dict[str, list[Foreseen]] = {}
    for act, kinds in acts.items():
        events = [
            Entry(to_us(now), UNNUMBERED + number, kind, (name_of(ref),), None, by) for number, kind in enumerate(kinds)
        ]
        after = {one.promise: one for one in replay_all(bound, ref, [*entries, *events], now=now)}
        found[act] = [
            Foreseen(name, bound, line, before[name].current if name in before else None, line.current)
            for name, line in after.items()
        ]
    return found
