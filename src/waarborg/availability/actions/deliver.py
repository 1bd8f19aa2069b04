"""Taking in what a place saw: each result once, however often it is delivered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection

from waarborg.availability.models import Place
from waarborg.availability.queries.probes import asked_at
from waarborg.availability.queries.seals import sealed_until
from waarborg.availability.rules.keeping import oldest_taken
from waarborg.availability.rules.watching import WHY
from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import from_us, to_us

# A clock may be this much ahead of ours.
AHEAD: Final = timedelta(seconds=5)
LONGEST: Final = 3600 * 1_000_000
MOST: Final = 5000
INSERT = """
INSERT INTO availability_result (tenant_id, probe_id, place_id, started_at, took, good, why, status, days)
SELECT %s, w.probe, %s, w.started, w.took, w.good, w.why, w.status, w.days
FROM unnest(%s::uuid[], %s::timestamptz[], %s::int[], %s::bool[], %s::text[], %s::smallint[], %s::smallint[])
  AS w (probe, started, took, good, why, status, days)
ON CONFLICT DO NOTHING
"""
# Whatever begins before what was decided already is worked out anew from there.
LATE = """
UPDATE availability_watch w SET late_from = least(w.late_from, l.first)
FROM (
  SELECT p.component_id, min(n.started) AS first
  FROM unnest(%s::uuid[], %s::timestamptz[]) AS n (probe, started) JOIN availability_probe p ON p.id = n.probe
  WHERE n.started >= p.counts_from GROUP BY 1
) AS l
WHERE l.component_id = w.component_id AND l.first < w.settled_at AND w.settled_at > w.floor_at
"""


class TooManyResults(BadInput):
    code = "availability.results.too-many"
    status = 413
    nl = "Lever hoogstens {most} resultaten tegelijk."
    en = "Deliver at most {most} results at once."


@dataclass(frozen=True, slots=True)
class Delivered:
    """One result as a place tells it: instants and times in microseconds."""

    probe: UUID
    start: int
    took: int
    good: bool
    why: str = ""
    status: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """How many results were new, how many were there already, and how many cannot count: of a probe that this place
    does not ask, of a time to come, of a day that was sealed."""

    new: int
    known: int
    refused: int


def deliver(place: UUID, results: Sequence[Delivered], *, at: datetime) -> Taken:
    """Write results of a place down; the same ones again change nothing. In the desk's scope. Raises TooManyResults."""
    if len(results) > MOST:
        raise TooManyResults(most=MOST)
    return take(place, dict(asked_at(place).values_list("id", "tenant_id")), results, at=at)


def take(place: UUID, asked: Mapping[UUID, UUID], results: Sequence[Delivered], *, at: datetime) -> Taken:
    """Write down the results of these probes, each with its tenant; others are refused."""
    oldest, newest = oldest_taken(to_us(at), int(settings.PROBE_DAYS), sealed_until()), to_us(at + AHEAD)
    good = [one for one in results if one.probe in asked and _counts(one, oldest, newest)]
    new = _insert(next(iter(asked.values())), place, good, at) if good else 0
    Place.objects.filter(id=place).update(delivered_at=at)
    return Taken(new, len(good) - new, len(results) - len(good))


def _counts(one: Delivered, oldest: int, newest: int) -> bool:
    return oldest <= one.start and one.start + one.took <= newest and 0 <= one.took <= LONGEST


def _insert(tenant: UUID, place: UUID, good: Sequence[Delivered], at: datetime) -> int:
    starts = [from_us(one.start) for one in good]
    open_days({one.astimezone(UTC).date() for one in starts})
    columns: list[list[Any]] = [
        [one.probe for one in good],
        starts,
        [one.took for one in good],
        [one.good for one in good],
        [one.why if one.why in WHY else "broken" for one in good],
        [_small(one.status) for one in good],
        [_small(one.days) for one in good],
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [tenant, place, *columns])
        new = cursor.rowcount
        if new:
            cursor.execute(LATE, columns[:2])
    return int(new)


def _small(number: int | None) -> int | None:
    return None if number is None else max(-32_000, min(number, 32_000))


def open_days(days: set[date]) -> None:
    """Make the partitions of these days where they do not exist; the database refuses one that is sealed."""
    for day in sorted(days):
        with connection.cursor() as cursor:
            cursor.execute("SELECT availability_result_open(%s)", [day])
