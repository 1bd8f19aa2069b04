"""The catalogue of help: what is on offer, and what it costs from which day."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date
from waarborg.support.models import HelpOffer, HelpPrice
from waarborg.support.permissions import KEEP_HELP


class PriceHasBegun(BadInput):
    """Whoever booked by a price did so by what stood there."""

    code = "support.help.price-begun"
    nl = "Een prijs geldt vanaf vandaag of later; wat al gold, blijft staan."
    en = "A price holds from today on or later; what has held already stays."
    nl_way_out = "Kies een dag vanaf morgen."
    en_way_out = "Choose a day from tomorrow on."


@dataclass(frozen=True, slots=True)
class Offer:
    kind: str
    title_nl: str
    title_en: str = ""
    about_nl: str = ""
    about_en: str = ""
    unit: str = ""
    link: str = ""


@action("support.help.keep")
def keep_offer(offer: UUID | None, words: Offer, *, by: Actor, at: datetime, offered: bool = True) -> HelpOffer:
    """Put something into the catalogue (None), change it, or take it out (`offered` False). Raises NotAllowed,
    NotFound."""
    permissions.require(by, KEEP_HELP)
    if by.tenant is None:
        raise permissions.NotFound()
    held = (
        HelpOffer(tenant_id=by.tenant)
        if offer is None
        else HelpOffer.objects.select_for_update().filter(id=offer).first()
    )
    if held is None:
        raise permissions.NotFound()
    for one in fields(words):
        setattr(held, one.name, getattr(words, one.name))
    held.audience = "customers" if offered else "provider"
    held.changed_at = at
    held.save()
    _note(held, "kept", by=by, at=at, offered=offered)
    return held


@action("support.help.keep")
def set_price(
    offer: HelpOffer,
    *,
    by: Actor,
    at: datetime,
    from_on: date,
    amount: Decimal,
    currency: str = "EUR",
    a_kilometre: Decimal | None = None,
) -> HelpPrice:
    """What it costs from a day on. One that has not begun is replaced; one that has is not. Raises PriceHasBegun,
    NotAllowed."""
    permissions.require(by, KEEP_HELP)
    HelpOffer.objects.select_for_update().get(id=offer.id)
    today = local_date(at, zone_of())
    held = HelpPrice.objects.filter(offer=offer, from_on=from_on).first()
    if from_on < today or (held is not None and from_on <= today):
        raise PriceHasBegun()
    held = held or HelpPrice(tenant_id=offer.tenant_id, offer=offer, from_on=from_on)
    held.amount, held.currency, held.a_kilometre = amount, currency, a_kilometre
    held.save()
    _note(offer, "priced", by=by, at=at, from_on=from_on.isoformat(), amount=str(amount))
    return held


def _note(offer: HelpOffer, event: str, *, by: Actor, at: datetime, **data: object) -> None:
    journal.record(
        f"support.help-offer.{event}", tenant=offer.tenant_id, subject=offer.ref, by=by, at=at, data=dict(data)
    )
