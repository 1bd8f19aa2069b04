"""Reading probes, places and their newest results."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from waarborg.availability.models import Place, Probe, ProbeResult, Watch
from waarborg.availability.rules.watching import HEARTBEAT, Task
from waarborg.plumbing.permissions import NotFound

PAGE = 50
# How far back the newest result is looked for.
RECENT = timedelta(days=2)


def digest(token: str) -> str:
    """What of a token is kept: it is long and random, so that a plain hash tells nobody what it was."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(probe: UUID) -> Probe:
    """Raises NotFound."""
    found: Probe | None = Probe.objects.select_related("component").filter(id=probe, removed_at__isnull=True).first()
    if found is None:
        raise NotFound()
    return found


def locked(probe: UUID) -> Probe:
    """Raises NotFound."""
    rows = Probe.objects.select_for_update(of=("self",)).select_related("component")
    found: Probe | None = rows.filter(id=probe, removed_at__isnull=True).first()
    if found is None:
        raise NotFound()
    return found


def page(*, after: tuple[str, UUID] | None = None, limit: int = PAGE) -> list[Probe]:
    """Probes by name; `after` is (name, id) of the row before. One query."""
    rows = Probe.objects.select_related("component").filter(removed_at__isnull=True)
    if after is not None:
        rows = rows.filter(name__gt=after[0])
    return list(rows.order_by("name")[:limit])


def places() -> list[Place]:
    """Those that still probe, the own one first. One query."""
    return list(Place.objects.filter(revoked_at__isnull=True).order_by("-own", "name"))


def place_of(token: str) -> Place | None:
    """The place that has this token. One query."""
    found: Place | None = Place.objects.filter(token_digest=digest(token), revoked_at__isnull=True).first()
    return found


def tasks_of(place: UUID) -> list[Task]:
    """What a place has to do, heartbeats left out. One query."""
    return [one.task for one in asked_at(place)]


def asked_at(place: UUID) -> QuerySet[Probe]:
    rows = Probe.objects.filter(removed_at__isnull=True, enabled=True, places__contains=[place])
    return rows.exclude(kind=HEARTBEAT)  # type: ignore[no-any-return]


def states(components: Iterable[UUID]) -> dict[UUID, Watch]:
    """What each component with probes is now. One query."""
    return {one.component_id: one for one in Watch.objects.filter(component_id__in=set(components))}


@dataclass(frozen=True, slots=True)
class Last:
    """The newest result of a probe, at whichever place."""

    at: datetime
    took: int
    good: bool
    why: str
    status: int | None
    days: int | None
    place: UUID


LAST = """
SELECT DISTINCT ON (w.probe) w.probe, r.started_at, r.took, r.good, r.why, r.status, r.days, w.place
FROM (SELECT p.id AS probe, unnest(p.places) AS place FROM availability_probe p WHERE p.id = ANY(%s)) AS w
CROSS JOIN LATERAL (
  SELECT * FROM availability_result r
  WHERE r.probe_id = w.probe AND r.place_id = w.place AND r.started_at > %s
  ORDER BY r.started_at DESC LIMIT 1
) AS r
ORDER BY w.probe, r.started_at DESC
"""


def newest(probes: Collection[UUID], at: datetime) -> dict[UUID, Last]:
    """The newest result of each that has one of the last two days. One query, however many."""
    with connection.cursor() as cursor:
        cursor.execute(LAST, [list(probes), at - RECENT])
        return {row[0]: Last(*row[1:]) for row in cursor.fetchall()}


def results(probe: UUID, at: datetime, *, limit: int = PAGE) -> list[ProbeResult]:
    """The newest results of one probe, the newest first. One query."""
    rows = ProbeResult.objects.filter(probe_id=probe, started_at__gt=at - RECENT)
    return list(rows.order_by("-started_at")[:limit])
