"""What a figure of response times was counted from: a line for each hour, and the hash over all of them.

A line has whole numbers with spaces between: the minute since 1970 at which it begins, how many minutes it spans, the
number of requests, their length together at least and at most (ns), how many of them have a length without an end, and
how many took longer than is called good, for certain and perhaps. They add up to the figure
(docs/algorithms/response.md).
"""

from typing import Any, Final
from uuid import UUID

from django.db import connection

from waarborg.availability.queries.response import MINUTES, spans_read, threshold_places
from waarborg.availability.rules.periods import Period
from waarborg.availability.rules.response.figures import Promise

_HOUR: Final = 60
_SPAN: Final = """
SELECT {whose} AS tenant, t.at, {minutes} AS minutes, sum(t.count) AS c, sum(t.least_ns) AS l, sum(t.most_ns) AS h,
       sum(t.endless) AS n,
       sum(CASE WHEN e.certain IS NULL THEN 0 ELSE coalesce(t.above[e.certain], 0) END) AS x,
       sum(CASE WHEN e.perhaps IS NULL THEN t.count
         ELSE coalesce((CASE WHEN t.perhaps = '{{}}' THEN t.above ELSE t.perhaps END)[e.perhaps], 0) END) AS y
FROM availability_measured m JOIN {table} t ON t.measured_id = m.id
JOIN unnest(%s::smallint[], %s::int[], %s::int[]) AS e(number, certain, perhaps) ON e.number = t.edges
WHERE m.item_id = %s AND NOT m.client AND t.at >= %s AND t.at < %s {only}
GROUP BY 1, t.at
"""
_LINE: Final = "concat_ws(' ', s.at, s.minutes, s.c, s.l, s.h, s.n, s.x, s.y)"
_HASHED: Final = f"""
SELECT s.tenant, encode(sha256(convert_to(string_agg({_LINE}, E'\\n' ORDER BY s.at), 'UTF8')), 'hex')
FROM ({{spans}}) s GROUP BY s.tenant
"""
_LISTED: Final = f"SELECT {_LINE} FROM ({{spans}}) s ORDER BY s.at"


def hashes(promise: Promise, item: UUID, over: Period) -> dict[UUID | None, str]:
    """The hash over the lines of each customer, and over those of everybody together under None. Whoever nothing was
    seen of is left out. Four queries at most."""
    found: dict[UUID | None, str] = {}
    for whose in ("m.tenant_id", "NULL::uuid"):
        sql, values = _spans(promise, item, over, whose=whose)
        if sql:
            with connection.cursor() as cursor:
                cursor.execute(_HASHED.format(spans=sql), values)
                found |= dict(cursor.fetchall())
    return found


def lines(promise: Promise, item: UUID, over: Period, customer: UUID | None) -> list[str]:
    """The lines of one customer, or of everybody together, in order. Two queries."""
    sql, values = _spans(promise, item, over, whose="NULL::uuid", customer=customer)
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_LISTED.format(spans=sql), values)
        return [one for (one,) in cursor.fetchall()]


def _spans(
    promise: Promise, item: UUID, over: Period, *, whose: str, customer: UUID | None = None
) -> tuple[str, list[Any]]:
    places, parts = threshold_places(promise.threshold), []
    values: list[Any] = []
    for table, start, end in spans_read(over):
        only = "AND m.tenant_id = %s" if customer else ""
        minutes = 1 if table == MINUTES else _HOUR
        parts.append(_SPAN.format(whose=whose, minutes=minutes, table=table, only=only))
        values += [*places, item, start, end, *([customer] if customer else [])]
    return " UNION ALL ".join(parts), values
