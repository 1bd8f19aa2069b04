"""How long requests took on each day of a month, for the desk's picture."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection

from waarborg.availability.queries.response import Bar, bars_of, edges_in_use, spans_read, spread_counts
from waarborg.availability.rules.periods import Period


def by_day(items: Iterable[UUID], over: Period) -> dict[UUID, dict[date, list[Bar]]]:
    """By item and local date, how many requests lay between each two edges, of what the service's own exporters told.

    An hour is of the day in which it begins: where a zone's day begins within an hour, a picture need not know better.
    Two queries, and two more where months do not begin with an hour.
    """
    wanted = list(items)
    found: dict[tuple[UUID, date], dict[int, int]] = {}
    for table, start, end in spans_read(over):
        for number, lengths in edges_in_use():
            places = ", ".join(f"coalesce(sum(t.above[{place}]), 0)" for place in range(1, len(lengths) + 1))
            sql = (
                "SELECT m.item_id, (to_timestamp(t.at * 60.0) AT TIME ZONE %s)::date AS day,"
                f" coalesce(sum(t.count), 0), {places} FROM availability_measured m"
                f" JOIN {table} t ON t.measured_id = m.id WHERE m.item_id = ANY(%s::uuid[]) AND NOT m.client"
                " AND t.edges = %s AND t.at >= %s AND t.at < %s GROUP BY m.item_id, day"
            )
            with connection.cursor() as cursor:
                cursor.execute(sql, [over.zone, wanted, number, start, end])
                for item, day, *counts in cursor.fetchall():
                    spread_counts(found.setdefault((item, day), {}), [0, *lengths], [int(one) for one in counts])
    days: dict[UUID, dict[date, list[Bar]]] = {}
    for (item, day), counts in sorted(found.items(), key=lambda pair: pair[0][1]):
        days.setdefault(item, {})[day] = bars_of(counts)
    return days
