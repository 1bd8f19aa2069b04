"""What the isolation tests need to know of maintenance; `isolation.py` takes it up."""

from uuid import UUID

from django.db import connections

from waarborg.availability.tests.incidents import at
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
