"""Reading what is sealed and what may be: days of raw results, and whether what stands for them fits together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import Max, Sum

from waarborg.availability.events import SEALED
from waarborg.availability.models import DaySeal, HourResult, Probe, ProbeResult, Watch
from waarborg.availability.rules.indicators import DOWNTIME, UPTIME
from waarborg.availability.rules.keeping import reach_of, why_kept
from waarborg.availability.rules.sealing import HOUR, Seen, rolled_hash, seal, sealed_day
from waarborg.kernel.instants import civil_start, from_us, local, to_us
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.models import Figure
from waarborg.promises.queries.figures import used
from waarborg.promises.rules.figures import Asked, period_of

PAGE: Final = 60
MONTH: Final = "month"
# What of a sealed day may not fit.
ROLL_UPS: Final = "roll-ups"
ROOT: Final = "root"
JOURNAL: Final = "journal"
RESULTS: Final = "results"
_DAYS = """
SELECT to_date(right(c.relname, 8), 'YYYYMMDD') FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'availability_result'::regclass ORDER BY 1
"""


def days_there() -> list[date]:
    """The days of which raw results are there, the oldest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS)
        return [one for (one,) in cursor.fetchall()]


def edges(day: date) -> tuple[datetime, datetime]:
    begin = datetime.combine(day, time(), tzinfo=UTC)
    return begin, begin + timedelta(days=1)


def results_of(start: datetime, end: datetime) -> list[Seen]:
    """The raw results that began in `[start, end)`, in no order. One query."""
    rows = ProbeResult.objects.filter(started_at__gte=start, started_at__lt=end)
    found = rows.values_list("probe_id", "place_id", "started_at", "took", "good")
    return [
        Seen(to_us(began), to_us(began) + took, str(probe), str(place), good)
        for probe, place, began, took, good in found.iterator(chunk_size=20_000)
    ]


def hours_of(day: date) -> Iterator[tuple[datetime, datetime]]:
    begin, end = edges(day)
    while begin < end:
        yield begin, begin + timedelta(hours=1)
        begin += timedelta(hours=1)


def sealed_until() -> int | None:
    """The end of the newest day that is sealed, in microseconds. One query."""
    newest = DaySeal.objects.order_by("-day").values_list("day", flat=True).first()
    return None if newest is None else to_us(edges(newest)[1])


def why_not_sealed(day: date, at: datetime) -> str:
    """Why the results of a day cannot be sealed yet (`rules/keeping.py`); empty where they can. In the desk's scope."""
    watches = Watch.objects.values_list("settled_at", "late_from")
    probes = Probe.objects.filter(removed_at__isnull=True)
    return why_kept(
        to_us(edges(day)[1]),
        now=to_us(at),
        kept_days=int(settings.PROBE_DAYS),
        reach=reach_of(one.probing for one in probes),
        accounted=[to_us(min(settled, late or settled)) for settled, late in watches],
        unstated_from=_unstated_from(at),
    )


def _unstated_from(at: datetime) -> int | None:
    """The start of the first month of which a figure of availability that an agreement promises was not stated, of a
    component that is probed. Figures over more than a month rest on transitions alone: no raw result waits for them."""
    keys = set(Watch.objects.values_list("component__key", flat=True))
    asked = [one for one in used(at=at) if one.indicator in (UPTIME, DOWNTIME) and one.over == MONTH]
    starts = [_unstated(one, at) for one in asked if one.about.split(";")[0] in keys]
    return min(starts, default=None)


def _unstated(asked: Asked, at: datetime) -> int:
    _, over = period_of(asked.over, f"{local(to_us(at), asked.zone):%Y-%m}")
    named = {"indicator": asked.indicator, "over": asked.over, "per": asked.per, "zone": asked.zone}
    stated = Figure.objects.filter(**named, about=asked.about, told=False, last=over).exists()
    # The month that goes on is stated when it is over; where the one before it was not, it is that one.
    year, month = int(over[:4]), int(over[5:])
    first = date(year + month // 12, month % 12 + 1, 1) if stated else date(year, month, 1)
    return civil_start(first, 0, asked.zone)


def newest_seals(*, after: date | None = None, limit: int = PAGE) -> list[DaySeal]:
    """The newest days first. One query."""
    rows = DaySeal.objects.order_by("-day")
    return list((rows.filter(day__lt=after) if after else rows)[:limit])


def find_seal(day: date) -> DaySeal:
    """Raises NotFound."""
    found: DaySeal | None = DaySeal.objects.filter(day=day).first()
    if found is None:
        raise NotFound
    return found


def faults_of(held: DaySeal) -> list[str]:
    """What of a sealed day does not fit (one of the words above), worked out anew; nothing where all of it does.
    In the desk's scope: three queries, and one for each hour while the raw results are there."""
    begin, end = edges(held.day)
    hours, found = held.sealed_hours, []
    rolled: dict[int, list[HourResult]] = {}
    for one in HourResult.objects.filter(at__gte=begin, at__lt=end):
        rolled.setdefault(to_us(one.at), []).append(one)
    for hour in hours:
        rows = [one.hour for one in rolled.pop(hour.start, [])]
        if rolled_hash(rows) != hour.rolled or sum(one.count for one in rows) != hour.count:
            found.append(ROLL_UPS)
    found += [ROLL_UPS] if rolled else []
    told = sealed_day(hours)
    if (told.count, told.root) != (held.results, held.root) or len(hours) != 24:
        found.append(ROOT)
    noted = JournalEntry.objects.filter(kind=SEALED, subject_id=held.id).values_list("properties", flat=True)
    if [(one["root"], one["results"]) for one in noted] != [(held.root, str(held.results))]:
        found.append(JOURNAL)
    if held.dropped_at is None:
        for hour in hours:
            seen = seal(results_of(from_us(hour.start), from_us(hour.start + HOUR)))
            found += [] if (seen.count, seen.root) == (hour.count, hour.root) else [RESULTS]
    return sorted(set(found))


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an hour over all probes and places: how many results, how many were bad, and how long the good
    ones took on average and at most (milliseconds; None where none was good)."""

    at: datetime
    count: int
    bad: int
    mean_ms: int | None
    longest_ms: int | None
    root: str


def hours_kept(held: DaySeal) -> list[Kept]:
    """By hour, those without a result left out. One query."""
    begin, end = edges(held.day)
    rows = HourResult.objects.filter(at__gte=begin, at__lt=end).values("at").order_by("at")
    sums = rows.annotate(all=Sum("count"), wrong=Sum("bad"), long=Sum("took"), most=Max("longest"))
    roots = {from_us(one.start): one.root for one in held.sealed_hours}
    found = []
    for one in sums:
        good = one["all"] - one["wrong"]
        mean, most = (one["long"] // good // 1000, one["most"] // 1000) if good else (None, None)
        found.append(Kept(one["at"], one["all"], one["wrong"], mean, most, roots.get(one["at"], "")))
    return found
