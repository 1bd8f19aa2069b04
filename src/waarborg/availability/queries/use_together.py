"""What all customers together did in a month, through the gate; and what else may be known of that. Desk's scope."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from waarborg.availability.events import USE_TAKEN
from waarborg.availability.models import KeptOut
from waarborg.availability.queries.response import HOURS, bars_of, edges_in_use, spread_counts
from waarborg.availability.rules.periods import period
from waarborg.availability.rules.response.quantiles import Span
from waarborg.availability.rules.use_statistics import month_before
from waarborg.availability.rules.use_together import Together, gate
from waarborg.catalogue.models import Item
from waarborg.kernel.instants import local, to_us
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.templatetags.waarborg import zone_of

OFFERED: Final = 12
_MINUTE_US: Final = 60 * 10**6
_SUMS: Final = """
SELECT m.item_id, m.tenant_id, coalesce(sum(t.count), 0), {places} FROM availability_measured m
JOIN availability_tally_hour t ON t.measured_id = m.id JOIN customers_organisation o ON o.tenant_id = m.tenant_id
WHERE NOT m.client AND o.kind = 'customer' AND t.edges = %s AND t.at >= %s AND t.at < %s
  AND NOT EXISTS (SELECT FROM availability_kept_out k WHERE k.tenant_id = m.tenant_id AND k.until IS NULL)
GROUP BY 1, 2
"""
_CUSTOMERS: Final = f"""
SELECT i.key, m.tenant_id FROM availability_measured m JOIN {HOURS} t ON t.measured_id = m.id
JOIN catalogue_item i ON i.id = m.item_id JOIN customers_organisation o ON o.tenant_id = m.tenant_id
WHERE NOT m.client AND o.kind = 'customer' AND t.count > 0 AND t.at >= %s AND t.at < %s GROUP BY 1, 2
"""


def months_offered(at: datetime) -> list[str]:
    """The last twelve months that are over, the newest first."""
    found = [month_before(f"{local(to_us(at), zone_of()):%Y-%m}")]
    while len(found) < OFFERED:
        found.append(month_before(found[-1]))
    return found


def use_together(month: str) -> list[Together]:
    """A month through the gate, without who wants to be kept out. Two queries, and one for each set of edges."""
    counts: dict[UUID, dict[UUID, dict[int, int]]] = {}
    for number, lengths in edges_in_use():
        places = ", ".join(f"coalesce(sum(t.above[{place}]), 0)" for place in range(1, len(lengths) + 1))
        with connection.cursor() as cursor:
            cursor.execute(_SUMS.format(places=places), [number, *_minutes(month)])
            for item, tenant, *numbers in cursor.fetchall():
                into = counts.setdefault(item, {}).setdefault(tenant, {})
                spread_counts(into, [0, *lengths], [int(one) for one in numbers])
    keys = dict(Item.objects.filter(id__in=counts).values_list("id", "key"))
    return gate({keys[item]: [_spans(one) for one in of.values()] for item, of in counts.items()})


def customers_counted(month: str) -> dict[str, set[UUID]]:
    """By the word of a part which customers used it in a month, kept out or not: to look the gate over. One query."""
    found: dict[str, set[UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_CUSTOMERS, _minutes(month))
        for key, tenant in cursor.fetchall():
            found.setdefault(key, set()).add(tenant)
    return found


def kept_out(tenant: UUID) -> bool:
    return bool(KeptOut.objects.filter(tenant_id=tenant, until__isnull=True).exists())


def taken_before(provider: UUID, limit: int = 20) -> Sequence[JournalEntry]:
    """When figures left, and which; the newest first. One query."""
    rows = JournalEntry.objects.filter(tenant_id=provider, kind=USE_TAKEN).order_by("-sequence")
    return list(rows[:limit])


def _minutes(month: str) -> tuple[int, int]:
    over = period(month, zone_of())
    return over.start // _MINUTE_US, over.end // _MINUTE_US


def _spans(counts: dict[int, int]) -> list[Span]:
    return [(one.low, one.high, one.count) for one in bars_of(counts)]
