"""A probe of the demonstration: it stands there paused, as a demonstration asks nobody anything."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from waarborg.availability.actions.keep_place import OWN_NAME
from waarborg.availability.models import Place, Probe
from waarborg.availability.rules.watching import HTTP, Conditions
from waarborg.catalogue.models import Item


def paused(items: dict[str, Item], *, at: datetime, identify: Callable[[datetime], UUID]) -> list[Place | Probe]:
    """Of the first component that is ours, and the own place; nothing where there is none."""
    ours = [one for one in items.values() if one.kind == "component" and not one.third_party]
    if not ours:
        return []
    tenant = ours[0].tenant_id
    place = Place(id=identify(at), tenant_id=tenant, name=OWN_NAME, own=True, made_at=at)
    probe = Probe(
        id=identify(at), tenant_id=tenant, component=ours[0], name="Voorpagina", kind=HTTP,
        target="https://care.example.nl/", conditions=Conditions().as_json(), places=[place.id], enabled=False,
        made_at=at, counts_from=at,
    )  # fmt: skip
    return [place, probe]
