"""What the isolation tests need to know of probes; `isolation.py` takes it up."""

from uuid import UUID

from django.db import connections

from waarborg.availability.tests.incidents import at


def _day() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT availability_result_open('2026-04-07')")


def _place(_tenant: UUID) -> str:
    _day()
    return "own"


ROWS = {
    "availability_place": {"own": False, "revoked_at": at("01:00")},
    "availability_probe": {"removed_at": at("01:00"), "places": []},
    "availability_result": {"why": lambda tenant: _place(tenant) and "refused"},
}
# A stranger is told so by each of them (test_probing_addresses.py).
PUBLIC = {
    "availability:heartbeat",
    "availability:heartbeat-failed",
    "availability:place-tasks",
    "availability:place-results",
}
SAMPLES = {"token": "nobody-has-this"}
