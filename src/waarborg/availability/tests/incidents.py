"""Incidents for tests: the application of the care platform is out, on the day after the cast was made."""

from datetime import UTC, datetime, timedelta

from waarborg.availability.actions.incidents import Said, open_incident, update_incident
from waarborg.availability.models import Incident
from waarborg.catalogue.actions.keep_item import change_item
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.stock import Stock
from waarborg.customers.tests.cast import NOW, Cast

FIRST = Said("investigating", "Inloggen lukt niet. Wij zoeken uit waarom.", "Signing in fails. We are finding out why.")


def at(clock: str) -> datetime:
    """An instant of that day, in UTC."""
    return datetime.fromisoformat(f"{NOW + timedelta(days=1):%Y-%m-%d}T{clock}").replace(tzinfo=UTC)


def shown_to_all(cast: Cast, *items: Item, when: str = "00:10") -> None:
    """These stand on the public status page."""
    with cast.manager.at_work():
        for one in items:
            change_item(one, shown_publicly=True, by=cast.manager.actor, at=at(when))


def out(
    cast: Cast, stock: Stock, since: str = "01:00", *, effect: str = "down", title: str = "Inloggen lukt niet"
) -> Incident:
    with cast.agent.at_work():
        return open_incident(
            title,
            FIRST,
            {stock.application.id: effect},
            provider=cast.provider.id,
            by=cast.agent.actor,
            at=at(since),
            title_en="Signing in fails",
        )


def resolved(cast: Cast, incident: Incident, when: str) -> Incident:
    with cast.agent.at_work():
        held = Incident.objects.get(id=incident.id)
        said = Said("resolved", "Inloggen lukt weer.", "Signing in works again.")
        return update_incident(held.id, said, revision=held.revision, by=cast.agent.actor, at=at(when))
