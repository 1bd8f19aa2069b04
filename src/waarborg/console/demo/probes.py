"""A probe of the demonstration: it stands there paused, as a demonstration asks nobody anything."""

from datetime import datetime
from random import Random

from waarborg.availability.actions.keep_place import OWN_NAME
from waarborg.availability.models import Place, Probe
from waarborg.availability.rules.watching import HTTP, Conditions
from waarborg.catalogue.models import Item
from waarborg.kernel.instants import to_us
from waarborg.plumbing.identifiers import uuid7


def paused(items: dict[str, Item], *, at: datetime, chance: Random) -> list[Place | Probe]:
    """Of the first component that is ours, and the own place; nothing where there is none."""
    ours = [one for one in items.values() if one.kind == "component" and not one.third_party]
    if not ours:
        return []
    tenant, moment = ours[0].tenant_id, to_us(at) // 1000
    place = Place(id=uuid7(unix_ms=moment, source=chance), tenant_id=tenant, name=OWN_NAME, own=True, made_at=at)
    probe = Probe(
        id=uuid7(unix_ms=moment, source=chance), tenant_id=tenant, component=ours[0], name="Voorpagina", kind=HTTP,
        target="https://care.example.nl/", conditions=Conditions().as_json(), places=[place.id], enabled=False,
        made_at=at, counts_from=at,
    )  # fmt: skip
    return [place, probe]
