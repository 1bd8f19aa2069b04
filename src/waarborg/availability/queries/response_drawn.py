"""How the response times of a month spread, as rows of its figure: by customer, so that its report can draw them."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection

from waarborg.availability.queries.response import Bar, bars_of, edges_in_use, spans_read, spread_counts
from waarborg.availability.rules.periods import Period
from waarborg.availability.rules.response.quantiles import quantile

_MONTH_US: Final = 32 * 86_400 * 10**6
_HALF, _MOST = 500, 950
# By lower edge (ns), how many requests lay between it and the next.
_Counts = dict[int, int]


def drawn(item: UUID, over: Period, zone: str) -> dict[UUID | None, tuple[str, ...]]:
    """Rows `draw-spread` and `draw-day` of each customer, and of everybody together under None; of no more than a
    month, and by local days. Two queries, or three."""
    if over.end - over.start > _MONTH_US:
        return {}
    days: dict[UUID | None, dict[date, _Counts]] = {}
    for table, start, end in spans_read(over):
        for number, lengths in edges_in_use():
            for tenant, day, counts in _read(table, number, len(lengths), (start, end), item, zone):
                for whose in (tenant, None):
                    into = days.setdefault(whose, {}).setdefault(day, {})
                    spread_counts(into, [0, *lengths], counts)
    return {whose: _rows(of) for whose, of in days.items()}


def _read(
    table: str, number: int, edges: int, span: tuple[int, int], item: UUID, zone: str
) -> list[tuple[UUID, date, list[int]]]:
    places = ", ".join(f"coalesce(sum(t.above[{place}]), 0)" for place in range(1, edges + 1))
    sql = (
        "SELECT m.tenant_id, (to_timestamp(t.at * 60.0) AT TIME ZONE %s)::date AS day,"
        f" coalesce(sum(t.count), 0), {places} FROM availability_measured m"
        f" JOIN {table} t ON t.measured_id = m.id WHERE m.item_id = %s AND NOT m.client"
        " AND t.edges = %s AND t.at >= %s AND t.at < %s GROUP BY m.tenant_id, day"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [zone, item, number, *span])
        return [(tenant, day, [int(one) for one in counts]) for tenant, day, *counts in cursor.fetchall()]


def _rows(days: Mapping[date, _Counts]) -> tuple[str, ...]:
    month: _Counts = {}
    for counts in days.values():
        for low, count in counts.items():
            month[low] = month.get(low, 0) + count
    bars = bars_of(month)
    held = [number for number, one in enumerate(bars) if one.count]
    shown = bars[held[0] : held[-1] + 1] if held else []
    spread = [f"draw-spread;{one.low};{_end(one.high)};{one.count}" for one in shown]
    return (*spread, *(_day(day, bars_of(counts)) for day, counts in sorted(days.items()) if sum(counts.values())))


def _day(day: date, bars: list[Bar]) -> str:
    spans = [(one.low, one.high, one.count) for one in bars]
    half, most = quantile(spans, _HALF), quantile(spans, _MOST)
    ends = [text for low, high in filter(None, (half, most)) for text in (str(low), _end(high))]
    return ";".join([f"draw-day;{day:%Y-%m-%d}", str(sum(one.count for one in bars)), *ends])


def _end(high: int | None) -> str:
    return "" if high is None else str(high)
