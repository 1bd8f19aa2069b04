"""The catalogue of help as somebody may see it, what it costs today, and what was booked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.customers.models import Organisation
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date
from waarborg.promises.queries.whom import rate
from waarborg.support.models import HelpBooking, HelpOffer
from waarborg.support.rules.help import days

RAISE, CAUSE = "billing.charge.raise", "consultancy"
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Priced:
    """`promise` names what the customer's agreement says it costs, empty where our own price holds; `words` are the
    agreement's."""

    plain: days.Price
    promise: str = ""
    words: dict[str, str] | None = None


def offered() -> list[HelpOffer]:
    """What is in the catalogue for whoever is in scope, with prices. Two queries."""
    return list(HelpOffer.objects.prefetch_related("prices").order_by("kind", "title_nl", "id")[:SHOWN])


def find(offer: UUID) -> HelpOffer:
    """Raises NotFound."""
    found: HelpOffer | None = HelpOffer.objects.prefetch_related("prices").filter(id=offer).first()
    if found is None:
        raise permissions.NotFound()
    return found


def price_of(offer: HelpOffer, tenant: UUID | None, *, at: datetime) -> Priced | None:
    """What it costs who books it at `at`: a day of consultancy by the customer's agreement where that states an amount,
    else by our list."""
    listed = days.price_on((one.plain for one in offer.prices.all()), local_date(at, zone_of()))
    agreed = rate(tenant, RAISE, CAUSE, at=at) if tenant is not None and offer.unit == days.DAY else None
    if agreed is not None and agreed.amount is not None:
        travel = listed.a_kilometre if listed else None
        plain = days.Price(local_date(at, zone_of()), agreed.amount, agreed.currency, travel)
        return Priced(plain, agreed.promise, dict(agreed.words))
    return Priced(listed) if listed else None


def prices(offers: Iterable[HelpOffer], tenant: UUID | None, *, at: datetime) -> list[tuple[HelpOffer, Priced | None]]:
    return [(one, price_of(one, tenant, at=at)) for one in offers]


def bookings_of(by: Actor) -> list[HelpBooking]:
    """Of the reader's organisation, the newest first. One query."""
    rows = HelpBooking.objects.select_related("offer").filter(tenant_id=by.tenant)
    return list(rows.order_by("-booked_at", "-id")[:SHOWN])


def bookings() -> list[tuple[HelpBooking, str]]:
    """Of all customers, with their names. Two queries."""
    rows = list(HelpBooking.objects.select_related("offer").order_by("-booked_at", "-id")[:SHOWN])
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in rows}).values_list("id", "name"))
    return [(one, names.get(one.tenant_id, "")) for one in rows]


def booking(identifier: UUID) -> HelpBooking:
    """At the desk. Raises NotFound."""
    found: HelpBooking | None = HelpBooking.objects.select_related("offer").filter(id=identifier).first()
    if found is None:
        raise permissions.NotFound()
    return found
