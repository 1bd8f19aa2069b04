"""Figures for tests: components by the words that profiles use, and outages on them."""

from datetime import date, datetime

from waarborg.availability.actions.incidents import Said, open_incident, update_incident
from waarborg.availability.models import Incident
from waarborg.availability.tests.times import at as instant
from waarborg.catalogue.actions.keep_item import add_item
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.instants import from_us
from waarborg.support.tests.complaints.cases import bound_to

FIRST = Said("investigating", "Wij zoeken het uit.", "We are finding out.")
LAST = Said("resolved", "Het is opgelost.", "It is solved.")


def when(text: str) -> datetime:
    """`2026-04-10 12:00` in Amsterdam."""
    return from_us(instant(text))


def bound(cast: Cast, profile: str, *keys: str) -> tuple[Stock, dict[str, Item]]:
    """Both customers are bound to a profile; a catalogue with components of these words."""
    bound_to(cast, profile)
    stock = make_stock(cast, when("2026-01-02 08:00"))
    return stock, {key: component(cast, stock, key) for key in keys}


def buys(cast: Cast, stock: Stock, since: date = date(2026, 1, 2)) -> None:
    bought(cast, stock.records, cast.merendaal, since, at=when("2026-01-02 10:00"))


def component(cast: Cast, stock: Stock, key: str, *, since: str = "2026-01-02 09:00", **more: object) -> Item:
    with cast.manager.at_work():
        return add_item(
            "component", key, provider=cast.provider.id, by=cast.manager.actor, at=when(since),
            parent=stock.service, nl=f"Onderdeel {key}", en=f"Part {key}", **more,
        )  # fmt: skip


def outage(cast: Cast, item: Item, begin: str, end: str, *, effect: str = "down") -> Incident:
    """People tell of it as it begins, and that it is over as it ends."""
    with cast.agent.at_work():
        made = open_incident(
            "Storing", FIRST, {item.id: effect}, provider=cast.provider.id, by=cast.agent.actor, at=when(begin)
        )
    with cast.agent.at_work():
        held = Incident.objects.get(id=made.id)
        return update_incident(held.id, LAST, revision=held.revision, by=cast.agent.actor, at=when(end))
