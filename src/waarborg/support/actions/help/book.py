"""Booking consultancy days (PX-57): at the price of the day of booking, which the customer agrees to."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from waarborg.contracts.actions.charge_as_agreed import charge_as_agreed
from waarborg.contracts.actions.consent_to_charge import Price, consent_to_charge
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.support.actions.sessions.keep import ClosedDay, NoSuchTime, closed_day
from waarborg.support.models import HelpBooking, HelpOffer
from waarborg.support.permissions import BOOK_HELP, KEEP_HELP
from waarborg.support.queries.help import price_of
from waarborg.support.rules.help import days
from waarborg.support.rules.once import once_with

CAUSE, TRAVEL = "consultancy", "consultancy-travel"


class NotByTheDay(BadInput):
    code = "support.help.not-by-the-day"
    nl = "Dit is niet per dag te boeken."
    en = "This cannot be booked by the day."
    nl_way_out = "Vraag het aan met het formulier; u krijgt dan een voorstel."
    en_way_out = "Ask for it with the form; you then get a proposal."


class AgreeFirst(BadInput):
    """Nothing is charged that nobody agreed to."""

    code = "support.help.agree"
    nl = "Ga akkoord met de kosten om te boeken. Er is nog niets geboekt."
    en = "Agree to the costs in order to book. Nothing was booked yet."


class BookedOtherwise(Refusal):
    code = "support.help.booking-state"
    nl = "Deze dagen zijn afgezegd, of waren niet bij u."
    en = "These days were cancelled, or were not at the customer's."


@dataclass(frozen=True, slots=True)
class Wanted:
    """`halves` are half days: three of them are a day and a half."""

    on: date
    halves: int
    on_site: bool = False
    about: str = ""


@action("support.help-booking.make")
def book_days(
    offer: HelpOffer, wanted: Wanted, *, by: Actor, at: datetime, agrees: bool, once: UUID | None = None
) -> HelpBooking:
    """Raises NotByTheDay, AgreeFirst, NoSuchTime, ClosedDay, NotAllowed, NotFound."""
    permissions.require(by, BOOK_HELP, tenant=by.tenant)
    if by.tenant is None or not offer.is_offered:
        raise permissions.NotFound()
    number = once_with(once, wanted.on.isoformat(), str(wanted.halves), wanted.about)
    if number and (earlier := HelpBooking.objects.filter(tenant_id=by.tenant, once=number).first()):
        return earlier
    price = price_of(offer, by.tenant, at=at)
    if offer.unit != days.DAY or price is None or not 1 <= wanted.halves <= days.MOST_HALVES:
        raise NotByTheDay()
    if not agrees:
        raise AgreeFirst()
    begins = from_us(civil_start(wanted.on, 12 * 60, zone_of()))
    if begins <= at:
        raise NoSuchTime()
    closed = closed_day(begins)
    if closed is not None:
        raise ClosedDay.of(closed)
    made: HelpBooking = HelpBooking.objects.create(
        tenant_id=by.tenant,
        offer=offer,
        begins_on=wanted.on,
        halves=wanted.halves,
        on_site=wanted.on_site,
        about=wanted.about,
        amount=days.cost(price.plain, wanted.halves),
        currency=price.plain.currency,
        promise=price.promise,
        a_kilometre=price.plain.a_kilometre if wanted.on_site else None,
        booked_at=at,
        booked_by=by.name,
        once=number,
    )
    _note(made, "made", by=by, at=at, on=made.begins_on.isoformat(), halves=made.halves, amount=str(made.amount))
    consent_to_charge(
        by.tenant,
        what=f"{offer.title('nl')}: {days.hours(made.halves)} uur, {made.begins_on.isoformat()}",
        cause=CAUSE,
        price=Price(made.amount, made.currency, made.promise),
        source=made.ref,
        label=offer.title("nl"),
        by=by,
        at=at,
    )
    return made


@action("support.help-booking.travel")
def record_travel(booking: HelpBooking, kilometres: int, *, by: Actor, at: datetime) -> HelpBooking:
    """The way to the customer and back, after a visit: charged by the kilometre that it agreed to when it booked. Once.

    Raises BookedOtherwise, NotAllowed.
    """
    permissions.require(by, KEEP_HELP, tenant=booking.tenant_id)
    held: HelpBooking = HelpBooking.objects.select_for_update().select_related("offer").get(id=booking.id)
    if held.state != "booked" or held.a_kilometre is None:
        raise BookedOtherwise()
    if held.kilometres is not None:
        return held
    held.kilometres = kilometres
    held.save(update_fields=["kilometres"])
    _note(held, "travelled", by=by, at=at, kilometres=kilometres)
    agreed = days.Price(held.begins_on, held.amount, held.currency, held.a_kilometre)
    charge_as_agreed(
        held.tenant_id,
        what=f"{held.offer.title('nl')}: {kilometres} km",
        of=CAUSE,
        cause=TRAVEL,
        amount=days.travel(agreed, kilometres) or Decimal(0),
        source=held.ref,
        by=by,
        at=at,
    )
    return held


def _note(made: HelpBooking, event: str, *, by: Actor, at: datetime, **data: object) -> None:
    journal.record(
        f"support.help-booking.{event}", tenant=made.tenant_id, subject=made.ref, by=by, at=at, data=dict(data)
    )
