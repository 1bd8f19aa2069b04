"""The figures of use of customers, month by month, and which of them rose so much that it is worth a talk."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from waarborg.availability.models import Discussion
from waarborg.availability.queries.metrics import promised
from waarborg.availability.queries.response import HOURS, bars_of, edges_in_use, month_of, spread_counts
from waarborg.availability.rules.periods import Period, period
from waarborg.availability.rules.targets import BROKEN, MET
from waarborg.availability.rules.use_statistics import MonthOfUse, Rise, course, month_before, rises
from waarborg.catalogue.models import Item
from waarborg.kernel.instants import local, to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import Role
from waarborg.promises.queries.standing import standings

SHOWN: Final = 12
PAGE: Final = 50
_MINUTE_US: Final = 60 * 10**6


@dataclass(frozen=True, slots=True)
class Part:
    """A component or window with the months in which this customer's use of it was measured, the oldest first."""

    item: Item
    months: list[MonthOfUse]


@dataclass(frozen=True, slots=True)
class Risen:
    """`verdict`: how the promises about it stand for this customer in that month; empty where there is none."""

    tenant: UUID
    item: UUID
    rise: Rise
    verdict: str


def of_customer(tenant: UUID, *, at: datetime) -> list[Part]:
    """What was measured of one customer's use in the last twelve months, by the word of the part. Three queries."""
    found = _courses(_over(at, SHOWN), [tenant])
    items = Item.objects.filter(id__in=[item for _, item in found]).order_by("key")
    return [Part(one, found[tenant, one.id]) for one in items]


def risen(*, at: datetime, tenants: Collection[UUID] | None = None) -> list[Risen]:
    """What rose by the share that the installation names or more, in this month so far and in the one before, as it was
    known then. In the desk's scope: of all customers."""
    this = _this(at)
    wanted = [
        (tenant, item, one)
        for (tenant, item), found in sorted(_courses(_over(at, 3), tenants).items())
        for one in rises(found, [month_before(this), this], settings.DISCUSS_RISE)
    ]
    return [Risen(tenant, item, one, _verdict(tenant, item, one.month, at)) for tenant, item, one in wanted]


def _verdict(tenant: UUID, item: UUID, month: str, at: datetime) -> str:
    """Broken where one promise about it is, met where one is met; of what nothing can be said of, nothing."""
    bound, word = standings([tenant]).get(tenant), Item.objects.values_list("key", flat=True).get(id=item)
    version = bound.at(at).sha256 if bound is not None else ""
    found = {
        month_of(one.promise, item, month, one.zone, tenant, experience=one.experience).verdict
        for one in promised(at=at)
        if (one.agreement, one.part) == (version, word)
    }
    return next((one for one in (BROKEN, MET) if one in found), "")


def open_discussions() -> QuerySet[Discussion]:
    """What is to be discussed, the oldest first."""
    return Discussion.objects.filter(discussed_on__isnull=True).select_related("item").order_by("made_at", "id")


def discussions_of(tenant: UUID) -> list[Discussion]:
    """Of one customer, the newest month first."""
    return list(Discussion.objects.filter(tenant_id=tenant).select_related("item").order_by("-month", "id"))


def measured_tenants(*, at: datetime) -> list[UUID]:
    """The customers of whose use anything was measured in this month or the one before. Two queries."""
    return sorted({tenant for tenant, _ in _courses(_over(at, 2), None)})


def _this(at: datetime) -> str:
    return f"{local(to_us(at), zone_of()):%Y-%m}"


def _over(at: datetime, months: int) -> Period:
    first = this = _this(at)
    for _ in range(months - 1):
        first = month_before(first)
    over = period(first, zone_of(), through=this)
    return replace(over, end=min(over.end, to_us(at)))


def _courses(over: Period, tenants: Collection[UUID] | None) -> dict[tuple[UUID, UUID], list[MonthOfUse]]:
    """By customer and part. An hour is of the month in which it begins. Requests of nobody known count for nobody."""
    months: dict[tuple[UUID, UUID], dict[str, dict[int, int]]] = {}
    # Between which lengths is counted is the provider's own, and tells nothing of anybody.
    with tenancy.enter(Role.DESK, savepoint=False):
        edges = edges_in_use()
    for number, lengths in edges:
        places = ", ".join(f"coalesce(sum(t.above[{place}]), 0)" for place in range(1, len(lengths) + 1))
        sql = (
            "SELECT m.tenant_id, m.item_id, to_char(to_timestamp(t.at * 60.0) AT TIME ZONE %s, 'YYYY-MM') AS month,"
            f" coalesce(sum(t.count), 0), {places} FROM availability_measured m"
            f" JOIN {HOURS} t ON t.measured_id = m.id JOIN customers_organisation o ON o.tenant_id = m.tenant_id"
            " WHERE NOT m.client AND o.kind = 'customer' AND t.edges = %s AND t.at >= %s AND t.at < %s"
            f" {'' if tenants is None else 'AND m.tenant_id = ANY(%s::uuid[])'} GROUP BY 1, 2, 3"
        )
        span = [number, over.start // _MINUTE_US, over.end // _MINUTE_US]
        with connection.cursor() as cursor:
            cursor.execute(sql, [over.zone, *span, *([list(tenants)] if tenants is not None else [])])
            for tenant, item, month, *counts in cursor.fetchall():
                into = months.setdefault((tenant, item), {}).setdefault(month, {})
                spread_counts(into, [0, *lengths], [int(one) for one in counts])
    return {
        key: course(
            {month: [(bar.low, bar.high, bar.count) for bar in bars_of(counts)] for month, counts in of.items()}
        )
        for key, of in months.items()
    }
