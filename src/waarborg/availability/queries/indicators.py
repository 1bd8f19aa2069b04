"""The response times that agreements promise, of one component or window each: reckoned in the desk's scope."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from waarborg.availability.queries.response import observed_by_customer
from waarborg.availability.queries.response_data import hashes, lines
from waarborg.availability.queries.response_drawn import drawn
from waarborg.availability.rules.periods import Period
from waarborg.availability.rules.response.data import promise_of, stated
from waarborg.availability.rules.response.figures import Observed, Promise, merged
from waarborg.catalogue.models import Item
from waarborg.catalogue.rules.kinds import PARTS
from waarborg.customers.models import Organisation
from waarborg.kernel.instants import to_us
from waarborg.plumbing.indicators import Counted
from waarborg.plumbing.templatetags.waarborg import zone_of


def response_time(begin: datetime, end: datetime, about: str) -> Mapping[UUID | None, Counted]:
    """Of the whole service, and of each customer: how long a request took on average (microseconds, rounded up), or how
    many of all were good. What cannot be told for certain stands between two numbers (docs/algorithms/response.md); the
    hash of what was counted stands with it."""
    part, promise = promise_of(about)
    item, over = _item(part), _over(begin, end)
    seen = {} if item is None else observed_by_customer(promise, [item], over).get(item, {})
    data = {} if item is None else hashes(promise, item, over)
    pictures = {} if item is None else drawn(item, over, zone_of())
    everybody, nothing = merged(promise, seen.values()), merged(promise, ())
    customers = Organisation.objects.filter(kind="customer").values_list("tenant_id", flat=True)
    found: dict[UUID | None, Counted] = {
        tenant: _counted(seen.get(tenant, nothing), promise, data.get(tenant), pictures.get(tenant, ()))
        for tenant in customers
    }
    return found | {None: _counted(everybody, promise, data.get(None), pictures.get(None, ()))}


def response_data(begin: datetime, end: datetime, about: str, customer: UUID | None) -> list[str]:
    """The lines that the figure of a customer, or of the whole service, is counted from."""
    part, promise = promise_of(about)
    item = _item(part)
    return [] if item is None else lines(promise, item, _over(begin, end), customer)


def _item(part: str) -> UUID | None:
    found: UUID | None = Item.objects.filter(kind__in=PARTS, key=part).values_list("id", flat=True).first()
    return found


def _over(begin: datetime, end: datetime) -> Period:
    return Period("", "", "", to_us(begin), to_us(end))


def _counted(one: Observed, promise: Promise, data: str | None, pictures: tuple[str, ...]) -> Counted:
    numerator, denominator, parts = stated(one, promise)
    return Counted(numerator, denominator, parts, (f"data;{data}", *pictures) if data else ())


INDICATORS = {
    "availability.request.duration": response_time,
    "availability.window.open-time": response_time,
}
BEHIND = dict.fromkeys(INDICATORS, response_data)
