"""Writing what a component was, as its results say it; what stood there and holds no longer is withdrawn."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.availability.models import Transition
from waarborg.availability.rules import timeline
from waarborg.catalogue.models import Item
from waarborg.kernel.instants import from_us, to_us


def keep_transitions(
    component: Item, found: Sequence[timeline.Transition], start: datetime, *, provider: UUID, at: datetime
) -> tuple[int, int]:
    """From `start` on the component was what `found` says (instants in microseconds), and nothing else.

    Answers how many transitions were written and how many withdrawn: nothing, where they stand so already. The state
    that holds before `start` is not written again. Call it under the component's lock, in the desk's scope.
    """
    held = Transition.objects.filter(component=component, withdrawn_at__isnull=True)
    before = held.filter(at__lt=start).order_by("-at").values_list("state", flat=True).first()
    told = timeline.transitions_of([(to_us(start), before)] if before else [])
    wanted = {one.at: one.state for one in timeline.transitions_of([*((t.at, t.state) for t in told), *_pairs(found)])}
    if before and wanted.get(to_us(start)) == before:
        del wanted[to_us(start)]
    standing = {to_us(one.at): one for one in held.filter(at__gte=start)}
    stale = [one.id for us, one in standing.items() if wanted.get(us) != one.state]
    fresh = [us for us in wanted if us not in standing or standing[us].id in stale]
    if stale:
        Transition.objects.filter(id__in=stale).update(withdrawn_at=at)
    Transition.objects.bulk_create(
        Transition(
            tenant_id=provider,
            audience=component.audience,
            component=component,
            at=from_us(us),
            state=wanted[us],
            recorded_at=at,
        )
        for us in sorted(fresh)
    )
    return len(fresh), len(stale)


def _pairs(found: Sequence[timeline.Transition]) -> list[tuple[int, str]]:
    return [(one.at, one.state) for one in found]
