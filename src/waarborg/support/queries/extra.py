"""Extra support as somebody may see it, by when it can be asked for, and what it costs by the agreement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from waarborg.customers.models import Organisation
from waarborg.kernel.calendars import CompiledCalendar
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date
from waarborg.promises import queries as promises
from waarborg.promises.queries.whom import bound_words
from waarborg.support.models import ExtraSupport, HelpOffer
from waarborg.support.rules.extra.terms import Right, right
from waarborg.support.rules.help import days

RAISE, CHARGE = "billing.charge.raise", "extra-support"
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Offered:
    """What an agreement says of it: the right, the calendar in which its term is counted, and the price of an hour.

    `included` are the words by which nothing is charged (None: it is charged); `an_hour` is None where it is included
    and where our catalogue has no price of it today, so that nobody can agree to one.
    """

    right: Right
    calendar: CompiledCalendar
    zone: str
    included: Mapping[str, str] | None
    an_hour: Decimal | None
    currency: str

    @property
    def has_price(self) -> bool:
        return self.included is not None or self.an_hour is not None


def offered(tenant: UUID, *, at: datetime) -> Offered | None:
    """None for a customer whose agreement does not offer it. At most four queries."""
    bound = promises.standing(tenant)
    version = bound.at(at) if bound else None
    found = right(version.agreement) if version else None
    if version is None or found is None:
        return None
    defaults = version.agreement.defaults
    name = defaults.calendar if defaults and defaults.calendar else next(iter(version.calendars))
    included = promises.unfit(tenant, RAISE, at=at, words=words_of(tenant, at=at), keys=("plan",))
    price = None if included is not None else _an_hour(at)
    return Offered(
        found,
        version.calendar_at(name, at),
        version.agreement.timezone_of(name),
        included,
        price.amount if price else None,
        price.currency if price else "",
    )


def is_offered_to(by: Actor, *, at: datetime) -> bool:
    """Whether the agreement lets this contact ask for it. One query in a unit of work."""
    bound = promises.standing(by.tenant) if by.tenant else None
    found = right(bound.at(at).agreement) if bound else None
    return found is not None and (not found.roles or bool(by.roles & found.roles))


def words_of(tenant: UUID, *, at: datetime) -> dict[str, str]:
    """What is known of the charge: the plan of the customer, the first of the agreement where none was chosen. One
    query."""
    plans = promises.scheme_words(tenant, "plan", at=at)
    plan = bound_words(tenant, at=at).get("plan") or next(iter(plans), "")
    return {"charge": CHARGE, "cause": CHARGE, **({"plan": plan} if plan else {})}


def _an_hour(at: datetime) -> days.Price | None:
    """The cheapest of what we offer as extra support by the hour on that day. Two queries."""
    rows = HelpOffer.objects.prefetch_related("prices").filter(kind=days.EXTRA, unit="hour", audience="customers")
    today = local_date(at, zone_of())
    found = [days.price_on((one.plain for one in row.prices.all()), today) for row in rows]
    return min((one for one in found if one), key=lambda one: one.amount, default=None)


def find(identifier: UUID, *, by: Actor) -> ExtraSupport:
    """Raises NotFound."""
    rows = ExtraSupport.objects.filter(id=identifier)
    found: ExtraSupport | None = (rows if by.is_staff else rows.filter(tenant_id=by.tenant)).first()
    if found is None:
        raise permissions.NotFound()
    return found


def of_customer(tenant: UUID) -> list[ExtraSupport]:
    """The latest first. One query."""
    return list(ExtraSupport.objects.filter(tenant_id=tenant).order_by("-starts_at", "-id")[:SHOWN])


def roster() -> list[tuple[ExtraSupport, str]]:
    """Of all customers with their names, what is still to come or to be written down first. Two queries."""
    rows = list(ExtraSupport.objects.order_by("-starts_at", "-id")[:SHOWN])
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in rows}).values_list("id", "name"))
    ordered = sorted(rows, key=lambda one: (not one.is_open, one.starts_at.timestamp() * (1 if one.is_open else -1)))
    return [(one, names.get(one.tenant_id, "")) for one in ordered]


def labels(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Its day, by id. One query."""
    rows = ExtraSupport.objects.filter(id__in=ids).values_list("id", "starts_at")
    return {one: f"{starts:%d-%m-%Y}" for one, starts in rows}
