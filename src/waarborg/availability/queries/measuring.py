"""Reading raw results for working out what a component was."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from waarborg.availability.models import Probe, Watch
from waarborg.availability.rules.probing import Result
from waarborg.availability.rules.watched import Seen
from waarborg.kernel.instants import to_us

# A component of which nothing special is known is worked out this often; one that is in trouble every time.
EVERY = timedelta(minutes=5)
# How far back failures are looked for: longer than the slowest result takes to come in.
LATELY = timedelta(minutes=10)
MOST = 1000

DUE = """
SELECT w.id FROM availability_watch w
WHERE w.late_from IS NOT NULL OR w.settled_at < %s
  OR (w.state <> 'up' AND EXISTS (
    SELECT 1 FROM availability_probe p WHERE p.component_id = w.component_id AND p.enabled AND p.removed_at IS NULL))
  OR w.component_id IN (
    SELECT p.component_id FROM availability_probe p WHERE p.id IN (
      SELECT r.probe_id FROM availability_result r WHERE r.started_at > %s AND NOT r.good))
ORDER BY w.settled_at LIMIT %s
"""
# Of each place what came from `since` on, and before it as many as can matter: enough failures in a row, and two more.
RESULTS = """
SELECT w.probe, w.place, r.started_at, r.took, r.good
FROM unnest(%s::uuid[], %s::uuid[], %s::timestamptz[], %s::timestamptz[], %s::int[])
  AS w (probe, place, since, counts, many)
CROSS JOIN LATERAL (
  (SELECT started_at, took, good FROM availability_result
   WHERE probe_id = w.probe AND place_id = w.place AND started_at >= greatest(w.since, w.counts))
  UNION ALL
  (SELECT started_at, took, good FROM availability_result
   WHERE probe_id = w.probe AND place_id = w.place AND started_at < w.since AND started_at >= w.counts
   ORDER BY started_at DESC LIMIT w.many)
) AS r
"""


def due(at: datetime) -> list[UUID]:
    """The watches to look at now, the longest waiting first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, [at - EVERY, at - LATELY, MOST])
        return [one for (one,) in cursor.fetchall()]


def seen(watches: Sequence[tuple[Watch, datetime]]) -> dict[UUID, list[Seen]]:
    """Of each component, from an instant of its own on, what its probes saw. Two queries, however many."""
    since = {watch.component_id: start for watch, start in watches}
    rows = Probe.objects.filter(component_id__in=since, enabled=True, removed_at__isnull=True)
    probes = {one.id: one for one in rows}
    pairs = [(one, place) for one in probes.values() for place in one.places]
    found: dict[tuple[UUID, UUID], list[Result]] = {(one.id, place): [] for one, place in pairs}
    asked = [
        (one.id, place, since[one.component_id], one.counts_from, one.probing.failures + 2) for one, place in pairs
    ]
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(RESULTS, [list(column) for column in zip(*asked, strict=True)])
            for probe, place, started, took, good in cursor.fetchall():
                start = to_us(started)
                found[probe, place].append(Result(start, start + took, good))
    told: dict[UUID, list[Seen]] = {component: [] for component in since}
    for one in probes.values():
        results = {place: found[one.id, place] for place in one.places}
        told[one.component_id].append(Seen(one.probing, to_us(one.counts_from), results))
    return told
