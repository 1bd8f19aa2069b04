"""What the isolation tests need to know of probes; `isolation.py` takes it up."""

from datetime import date
from functools import cache
from uuid import UUID

from django.db import connections

from waarborg.availability.actions.keep_place import make_place
from waarborg.availability.actions.keep_probe import make_probe
from waarborg.availability.tests.incidents import at
from waarborg.availability.tests.probes import asked
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.isolation import EARLY, purchase
from waarborg.customers.tests.cast import Cast


def _day() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT availability_result_open('2026-04-07')")


def _place(_tenant: UUID) -> str:
    _day()
    return "own"


ROWS = {
    "availability_place": {"own": False, "revoked_at": at("01:00")},
    "availability_probe": {"removed_at": at("01:00"), "places": []},
    # A day that is sealed takes no results.
    "availability_day_seal": {"day": date(2020, 1, 1)},
    "availability_result": {"why": lambda tenant: _place(tenant) and "refused"},
}
# A stranger is told so by each of them (test_probing_addresses.py).
PUBLIC = {
    "availability:heartbeat",
    "availability:heartbeat-failed",
    "availability:place-tasks",
    "availability:place-results",
}
SEEN = {"availability:probes", "availability:probe", "availability:seals"}


@cache
def sample(cast: Cast) -> UUID:
    """Asked of the component of the sample of a purchase."""
    purchase(cast)
    with cast.manager.at_work():
        hit = Item.objects.get(kind="component", key="application")
        return make_probe(asked(hit), provider=cast.provider.id, by=cast.manager.actor, at=EARLY)[0].id


@cache
def place(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return make_place("Frankfurt", provider=cast.provider.id, by=cast.manager.actor, at=EARLY)[0].id


SAMPLES = {"token": "nobody-has-this", "probe": sample, "place": place}
