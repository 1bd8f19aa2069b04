"""How fast a part of the service was in a month, from the tallies; in the desk's scope."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from uuid import UUID

from django.db import connection

from waarborg.availability.models import Edges
from waarborg.availability.rules.periods import Period
from waarborg.availability.rules.periods import period as month_in
from waarborg.availability.rules.response.figures import Observed, Promise, Response, respond

_MINUTE_US: Final = 60 * 10**6
_HOUR: Final = 60
MINUTES, HOURS = "availability_tally_minute", "availability_tally_hour"
_SUMS = """
SELECT {by} m.item_id, coalesce(sum(t.count), 0), coalesce(sum(t.least_ns), 0), coalesce(sum(t.most_ns), 0),
       coalesce(sum(t.endless), 0),
       coalesce(sum(CASE WHEN e.certain IS NULL THEN 0 ELSE coalesce(t.above[e.certain], 0) END), 0),
       coalesce(sum(CASE WHEN e.perhaps IS NULL THEN t.count
         ELSE coalesce((CASE WHEN t.perhaps = '{{}}' THEN t.above ELSE t.perhaps END)[e.perhaps], 0) END), 0)
FROM availability_measured m JOIN {table} t ON t.measured_id = m.id
JOIN unnest(%s::smallint[], %s::int[], %s::int[]) AS e(number, certain, perhaps) ON e.number = t.edges
WHERE m.item_id = ANY(%s::uuid[]) AND m.client = %s AND t.at >= %s AND t.at < %s {whose}
GROUP BY {by} m.item_id
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many requests took longer than `low` and at most `high` (ns; None: without end), as far as it is known."""

    low: int
    high: int | None
    count: int


def month_of(
    promise: Promise, window: UUID, month: str, zone: str, customer: UUID | None = None, *, experience: bool = False
) -> Response:
    """The figure of a component or window over a local month, with its verdict: of one customer, or of all. Two
    queries, or four where months do not begin with an hour. Raises UnreadableMonth, UnknownZone."""
    found = observed(promise, [window], month_in(month, zone), customer)
    return respond(found.get(window) or _nothing(promise), promise, experience=experience)


def observed(
    promise: Promise, items: Iterable[UUID], over: Period, customer: UUID | None = None
) -> dict[UUID, Observed]:
    """By item, what was seen of it in a period; items of which nothing was seen are left out."""
    return {item: one for (_, item), one in _observed(promise, items, over, customer, by_customer=False).items()}


def observed_by_customer(
    promise: Promise, items: Iterable[UUID], over: Period, *, client: bool = False
) -> dict[UUID, dict[UUID, Observed]]:
    """By item and tenant, what was seen; under the provider what no customer was named with. `client`: what browsers of
    visitors told, else what the service's own exporters did."""
    found: dict[UUID, dict[UUID, Observed]] = {}
    for (tenant, item), one in _observed(promise, items, over, None, by_customer=True, client=client).items():
        if tenant is not None:
            found.setdefault(item, {})[tenant] = one
    return found


def _observed(
    promise: Promise,
    items: Iterable[UUID],
    over: Period,
    customer: UUID | None,
    *,
    by_customer: bool,
    client: bool = False,
) -> dict[tuple[UUID | None, UUID], Observed]:
    wanted = list(items)
    numbers, certain, perhaps = threshold_places(promise.threshold)
    found: dict[tuple[UUID | None, UUID], Observed] = {}
    for table, start, end in spans_read(over):
        sql = _SUMS.format(
            table=table,
            by="m.tenant_id," if by_customer else "NULL::uuid,",
            whose="AND m.tenant_id = %s" if customer else "",
        ).replace("GROUP BY NULL::uuid,", "GROUP BY")
        with connection.cursor() as cursor:
            cursor.execute(
                sql, [numbers, certain, perhaps, wanted, client, start, end, *([customer] if customer else [])]
            )
            rows = cursor.fetchall()
        for tenant, item, *amounts in rows:
            _add(found.setdefault((tenant, item), _nothing(promise)), promise, [int(one) for one in amounts])
    return found


def _nothing(promise: Promise) -> Observed:
    return Observed(() if promise.threshold is None else (promise.threshold,))


def _add(into: Observed, promise: Promise, amounts: Sequence[int]) -> None:
    count, least, most, endless, above, perhaps = amounts
    into.count += count
    into.sum_least += least
    into.sum_most = None if into.sum_most is None or endless else into.sum_most + most
    if promise.threshold is not None:
        low, high = into.above[promise.threshold]
        into.above[promise.threshold] = (low + above, high + perhaps)


def edges_in_use() -> list[tuple[int, tuple[int, ...]]]:
    """Every set of lengths that was counted by, with its number. One query."""
    rows = Edges.objects.order_by("number").values_list("number", "lengths")
    return [(number, tuple(lengths)) for number, lengths in rows]


def threshold_places(threshold: int | None) -> tuple[list[int], list[int | None], list[int | None]]:
    """Of each set of edges, which one tells for certain what was longer than the threshold, and which one what was
    perhaps: the same where the threshold is among them. Counted from 1; None where none does."""
    numbers, certain, perhaps = [], [], []
    for number, lengths in edges_in_use():
        numbers.append(number)
        at_or_above = bisect_left(lengths, threshold or 0)
        at_or_below = bisect_right(lengths, threshold or 0) - 1
        certain.append(at_or_above + 1 if threshold is not None and at_or_above < len(lengths) else None)
        perhaps.append(at_or_below + 1 if threshold is not None and at_or_below >= 0 else None)
    return numbers, certain, perhaps


def spans_read(over: Period) -> list[tuple[str, int, int]]:
    """The tables to read and from which minute to which: hours, and minutes where a zone's month begins within one."""
    start, end = over.start // _MINUTE_US, over.end // _MINUTE_US
    first, last = -(-start // _HOUR) * _HOUR, end // _HOUR * _HOUR
    if first >= last:
        return [(MINUTES, start, end)]
    spans = [(MINUTES, start, first), (HOURS, first, last), (MINUTES, last, end)]
    return [one for one in spans if one[1] < one[2]]


def distribution(
    items: Iterable[UUID], over: Period, customer: UUID | None = None, *, client: bool = False
) -> dict[UUID, list[Bar]]:
    """By item, how many requests lay between each two edges: for a picture. Where a sender's bounds lie elsewhere, a
    request counts in the shortest span it may belong to. Two queries, or three."""
    wanted, whose = list(items), "AND m.tenant_id = %s" if customer else ""
    found: dict[UUID, dict[int, int]] = {}
    for table, start, end in spans_read(over):
        for number, lengths in edges_in_use():
            places = ", ".join(f"coalesce(sum(t.above[{place}]), 0)" for place in range(1, len(lengths) + 1))
            sql = (
                f"SELECT m.item_id, coalesce(sum(t.count), 0), {places} FROM availability_measured m"
                f" JOIN {table} t ON t.measured_id = m.id WHERE m.item_id = ANY(%s::uuid[]) AND m.client = %s"
                f" AND t.edges = %s AND t.at >= %s AND t.at < %s {whose} GROUP BY m.item_id"
            )
            with connection.cursor() as cursor:
                cursor.execute(sql, [wanted, client, number, start, end, *([customer] if customer else [])])
                for item, *counts in cursor.fetchall():
                    spread_counts(found.setdefault(item, {}), [0, *lengths], [int(one) for one in counts])
    return {item: bars_of(counts) for item, counts in found.items()}


def spread_counts(into: dict[int, int], lows: Sequence[int], above: Sequence[int]) -> None:
    """Add to the counts between two edges, by the lower one, what lies there; `above` begins with the count of all."""
    for low, (more, beyond) in zip(lows, pairwise([*above, 0]), strict=True):
        into[low] = into.get(low, 0) + more - beyond


def bars_of(counts: Mapping[int, int]) -> list[Bar]:
    """The counts by lower edge as spans, growing; the last one has no end."""
    lows = sorted(counts)
    return [Bar(low, high, counts[low]) for low, high in zip(lows, [*lows[1:], None], strict=True)]
