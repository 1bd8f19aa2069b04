"""Days of minutes of response times: what stands for them, and whether that still fits what is there.

Of each hour the hash over its minutes, and over the hour that stays: text lines with the fields of a row, in the order
of their key. In the desk's scope.
"""

from datetime import UTC, date, datetime, time
from typing import Final

from django.db import connection
from django.db.models import Max

from waarborg.availability.events import MINUTES_SEALED
from waarborg.availability.models import MinuteSeal, MinuteTally
from waarborg.availability.queries.response import HOURS, MINUTES
from waarborg.availability.queries.seals import JOURNAL, RESULTS, ROLL_UPS, ROOT
from waarborg.availability.rules.sealing import SealedHour, sealed_day
from waarborg.plumbing.models import JournalEntry

DAY: Final = 1440
PAGE: Final = 60
_MINUTE_US: Final = 60 * 10**6
_HASHES: Final = """
SELECT t.at / 60 * 60, count(*), encode(sha256(convert_to(string_agg(
         concat_ws(' ', t.measured_id, t.at, t.edges, t.count, t.least_ns, t.most_ns, t.endless, t.above, t.perhaps),
         E'\\n' ORDER BY t.measured_id, t.at, t.edges), 'UTF8')), 'hex')
FROM {table} t WHERE t.at >= %s AND t.at < %s GROUP BY 1 ORDER BY 1
"""


def first_minute(day: date) -> int:
    """In minutes since 1970; days are those of UTC."""
    return int(datetime.combine(day, time(), tzinfo=UTC).timestamp()) // 60


def hours_of(day: date) -> tuple[SealedHour, ...]:
    """What stands for each hour of a day, from what is there; hours without a minute are left out. Two queries."""
    found, rolled = (_hashes(table, day) for table in (MINUTES, HOURS))
    return tuple(
        SealedHour(hour * _MINUTE_US, count, root, rolled.get(hour, (0, ""))[1])
        for hour, (count, root) in found.items()
    )


def _hashes(table: str, day: date) -> dict[int, tuple[int, str]]:
    begin = first_minute(day)
    with connection.cursor() as cursor:
        cursor.execute(_HASHES.format(table=table), [begin, begin + DAY])
        return {hour: (count, hashed) for hour, count, hashed in cursor.fetchall()}


def first_unsealed() -> date | None:
    """The first day from which on nothing is sealed; None where there is nothing to seal. Two queries."""
    newest: date | None = MinuteSeal.objects.aggregate(newest=Max("day"))["newest"]
    after = MinuteTally.objects.filter(at__gte=first_minute(newest) + DAY) if newest else MinuteTally.objects.all()
    first = after.order_by("at").values_list("at", flat=True).first()
    return None if first is None else datetime.fromtimestamp(first * 60, UTC).date()


def newest_minute_seals(limit: int = PAGE) -> list[MinuteSeal]:
    return list(MinuteSeal.objects.order_by("-day")[:limit])


def faults_of_minutes(held: MinuteSeal) -> list[str]:
    """What does not fit (words of queries/seals.py), worked out anew. Four queries."""
    hours, found = held.sealed_hours, []
    rolled = _hashes(HOURS, held.day)
    if {one.start // _MINUTE_US: one.rolled for one in hours} != {hour: one[1] for hour, one in rolled.items()}:
        found.append(ROLL_UPS)
    told = sealed_day(hours)
    if (told.count, told.root) != (held.minutes, held.root):
        found.append(ROOT)
    noted = JournalEntry.objects.filter(kind=MINUTES_SEALED, subject_id=held.id).values_list("properties", flat=True)
    if [(one["root"], one["minutes"]) for one in noted] != [(held.root, str(held.minutes))]:
        found.append(JOURNAL)
    if held.dropped_at is None and hours_of(held.day) != hours:
        found.append(RESULTS)
    return found
