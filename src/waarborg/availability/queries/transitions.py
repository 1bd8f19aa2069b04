"""Reading what a component was when, as it was measured."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from waarborg.availability.models import Transition
from waarborg.availability.rules import timeline
from waarborg.catalogue.models import Item
from waarborg.kernel.instants import to_us


def transitions_of_component(component_id: UUID, start: datetime, until: datetime) -> tuple[timeline.Transition, ...]:
    """What held of a component in `[start, until)`, instants in microseconds. Two queries.

    The first one is at `start` and says what it was then: unknown where nothing was measured before.
    """
    return transitions_of_components([component_id], start, until)[component_id]


def transitions_of_components(
    components: Collection[UUID], start: datetime, until: datetime
) -> dict[UUID, tuple[timeline.Transition, ...]]:
    """The same for each of some components. Two queries, however many."""
    held = Transition.objects.filter(withdrawn_at__isnull=True)
    before = held.filter(component=OuterRef("id"), at__lte=start).order_by("-at").values("state")[:1]
    items = Item.objects.filter(id__in=components).annotate(was=Subquery(before))
    was = dict(items.values_list("id", "was"))
    found = {one: [(to_us(start), was.get(one) or timeline.UNKNOWN)] for one in components}
    within = held.filter(component_id__in=components, at__gt=start, at__lt=until).order_by("at")
    for one, at, state in within.values_list("component_id", "at", "state"):
        found[one].append((to_us(at), state))
    return {one: timeline.transitions_of(states) for one, states in found.items()}
