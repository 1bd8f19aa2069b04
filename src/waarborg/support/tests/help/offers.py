"""Short ways to something in the catalogue of help, and to days booked of it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.help.book import Wanted, book_days
from waarborg.support.actions.help.keep import Offer, keep_offer, set_price
from waarborg.support.models import HelpBooking, HelpOffer
from waarborg.support.queries.help import find
from waarborg.support.rules.help import days
from waarborg.support.tests.reports import at as moment

LISTED = moment("2025-12-02 09:00")


def kept(
    cast: Cast, kind: str, title: str, *, at: datetime = LISTED, unit: str = "", offered: bool = True, **more: str
) -> HelpOffer:
    with cast.manager.at_work():
        words = Offer(kind=kind, title_nl=title, unit=unit, **more)
        return keep_offer(None, words, by=cast.manager.actor, at=at, offered=offered)


def priced(cast: Cast, offer: HelpOffer, from_on: str, amount: str, *, at: datetime = LISTED, km: str = "") -> None:
    with cast.manager.at_work():
        set_price(
            offer, by=cast.manager.actor, at=at, from_on=date.fromisoformat(from_on), amount=Decimal(amount),
            a_kilometre=Decimal(km) if km else None,
        )  # fmt: skip


def consultancy(cast: Cast) -> HelpOffer:
    """A day of it: € 1.050 in 2026 and € 1.120 from 2027, with € 0,40 a kilometre."""
    made = kept(cast, days.CONSULTANCY, "Adviesdag", unit=days.DAY)
    priced(cast, made, "2026-01-01", "1050.00", km="0.40")
    priced(cast, made, "2027-01-01", "1120.00", km="0.45")
    return made


def booked(
    cast: Cast,
    offer: HelpOffer,
    on: str,
    *,
    at: datetime,
    halves: int = 2,
    on_site: bool = False,
    by: Player | None = None,
    agrees: bool = True,
    once: UUID | None = None,
) -> HelpBooking:
    player = by or cast.owner
    with tenancy.enter(Role.CUSTOMER, player.organisation.id):
        wanted = Wanted(date.fromisoformat(on), halves, on_site)
        return book_days(find(offer.id), wanted, by=player.actor, at=at, agrees=agrees, once=once)
