"""Probes for tests: the application of the care platform is asked every minute, on the day after the cast was made."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from waarborg.availability.actions.deliver import Delivered, Taken, deliver
from waarborg.availability.actions.keep_probe import Asked, make_probe
from waarborg.availability.actions.measure import measure
from waarborg.availability.actions.tell_measured import tell_measured
from waarborg.availability.models import Place, Probe
from waarborg.availability.queries import measuring
from waarborg.availability.tests.incidents import at
from waarborg.catalogue.models import Item
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.instants import to_us
from waarborg.plumbing.actors import SYSTEM

MINUTE = timedelta(minutes=1)


def asked(item: Item, **more: Any) -> Asked:
    given = {"name": "Voorpagina", "kind": "http", "target": "https://care.example.nl/health", **more}
    return Asked(component=item.id, **given)


def probe(cast: Cast, item: Item, when: str = "01:00", **more: Any) -> Probe:
    with cast.manager.at_work():
        return make_probe(asked(item, **more), provider=cast.provider.id, by=cast.manager.actor, at=at(when))[0]


def own(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return Place.objects.get(own=True).id


def marks(one: Probe, begin: str, text: str) -> list[Delivered]:
    """`+` good, `-` bad, ` ` nothing: one each minute, each taking a second."""
    start = to_us(at(begin))
    return [
        Delivered(one.id, start + n * 60_000_000, 1_000_000, mark == "+", "" if mark == "+" else "refused")
        for n, mark in enumerate(text)
        if mark != " "
    ]


def came(cast: Cast, place: UUID, results: Sequence[Delivered], when: str | datetime) -> Taken:
    with cast.manager.at_work():
        return deliver(place, results, at=at(when) if isinstance(when, str) else when)


def worked_out(cast: Cast, when: str) -> None:
    """As the job does it every ten seconds."""
    with cast.manager.at_work():
        measure(measuring.due(at(when)), by=SYSTEM, at=at(when))
        tell_measured(by=SYSTEM, at=at(when))
