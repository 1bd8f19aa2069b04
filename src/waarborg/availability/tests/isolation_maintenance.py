"""What the isolation tests need to know of maintenance; `isolation.py` takes it up."""

from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.db import connections

from waarborg.availability.actions.maintenance import Described, plan_work
from waarborg.availability.actions.maintenance_series import Rhythm, plan_series
from waarborg.availability.tests.incidents import at
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.isolation import EARLY, purchase
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.identifiers import uuid7

COLUMNS = "id, tenant_id, audience, kind, key, nl, en, nl_about, en_about, third_party, route"


def thing(tenant: UUID) -> UUID:
    """Something in the catalogue that nothing is about yet: work and series name each thing once."""
    made = uuid7()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO catalogue_item ({COLUMNS})"
            " VALUES (%s, %s, 'customers', 'service', %s, 'x', 'x', '', '', false, '')",
            [made, tenant, f"thing-{made.hex}"],
        )
    return made


WINDOW = {"from_at": at("01:00"), "until_at": at("02:00")}
ROWS = {
    "availability_series": {"minutes": 60, "zone": "Europe/Amsterdam", "ended_at": at("01:00")},
    "availability_work": {
        **WINDOW,
        "began_at": at("01:00"),
        "ended_at": at("02:00"),
        "state": "done",
        "series_id": None,
        "occurrence": None,
    },
    "availability_work_component": {"component_id": thing},
    "availability_series_component": {"component_id": thing},
    "availability_work_announcement": {**WINDOW, "change": "announced"},
}


def _described(cast: Cast) -> Described:
    """On the catalogue that the sample of a purchase made."""
    purchase(cast)
    hit = Item.objects.get(kind="component", key="application")
    return Described("regular", "Nieuwe schijven", "Even weg.", (hit.id,), for_visitors=False)


@cache
def work(cast: Cast) -> UUID:
    purchase(cast)
    with cast.manager.at_work():
        begin = EARLY + timedelta(days=30)
        return plan_work(
            _described(cast), begin, begin + timedelta(hours=1), provider=cast.provider.id, by=cast.manager.actor,
            at=EARLY, alongside=True,
        ).id  # fmt: skip


@cache
def series(cast: Cast) -> UUID:
    purchase(cast)
    rhythm = Rhythm("FREQ=MONTHLY;BYDAY=2FR;COUNT=1", datetime(2025, 2, 14, 2), 60, "Europe/Amsterdam")
    with cast.manager.at_work():
        return plan_series(
            _described(cast), rhythm, provider=cast.provider.id, by=cast.manager.actor, at=EARLY
        ).id  # fmt: skip


SAMPLES = {"work": work, "series": series}
PUBLIC = {
    "availability:public-maintenance",
    "availability:maintenance-calendar",
    "availability:maintenance-banner",
    "availability:maintenance-banner-script",
    "availability:public-work",
    "availability:work-calendar",
}
CUSTOMERS_SEE = {"availability:portal-maintenance", "availability:portal-work"}
STAFF_SEE = {"availability:maintenance", "availability:desk-work", "availability:series"}
