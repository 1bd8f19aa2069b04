"""The response times that agreements promise, of one component or window each: reckoned in the desk's scope."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from waarborg.availability.queries.response import observed_by_customer
from waarborg.availability.rules.periods import Period
from waarborg.availability.rules.response.figures import MEAN, Observed, Promise, merged
from waarborg.availability.rules.targets import Unstated, length
from waarborg.catalogue.models import Item
from waarborg.catalogue.rules.kinds import PARTS
from waarborg.customers.models import Organisation
from waarborg.kernel.instants import to_us
from waarborg.plumbing.indicators import Counted
from waarborg.promises.rules.figures import ENDLESS, MOST

_US: Final = 1000


def response_time(begin: datetime, end: datetime, about: str) -> Mapping[UUID | None, Counted]:
    """Of the whole service, and of each customer: how long a request took on average (microseconds, rounded up), or how
    many of all were good. What cannot be told for certain stands between two numbers (docs/algorithms/response.md)."""
    part, statistic, *good = about.split(";")
    promise = Promise(statistic, Unstated(), length(good[0]) if good else None)
    item = Item.objects.filter(kind__in=PARTS, key=part).values_list("id", flat=True).first()
    over = Period("", "", "", to_us(begin), to_us(end))
    seen = {} if item is None else observed_by_customer(promise, [item], over).get(item, {})
    everybody = merged(promise, seen.values())
    nothing = merged(promise, ())
    customers = Organisation.objects.filter(kind="customer").values_list("tenant_id", flat=True)
    found: dict[UUID | None, Counted] = {tenant: _counted(seen.get(tenant, nothing), promise) for tenant in customers}
    return found | {None: _counted(everybody, promise)}


def _counted(one: Observed, promise: Promise) -> Counted:
    parts = {"count": one.count}
    if promise.statistic == MEAN or promise.threshold is None:
        least = -(-one.sum_least // _US)
        if one.sum_most is None:
            parts[ENDLESS] = 1
        elif one.sum_most != one.sum_least:
            parts[MOST] = -(-one.sum_most // _US)
        return Counted(least, one.count, parts)
    low, high = one.above[promise.threshold]
    if low != high:
        parts[MOST] = one.count - low
    return Counted(one.count - high, one.count, parts)


INDICATORS = {
    "availability.request.duration": response_time,
    "availability.window.open-time": response_time,
}
