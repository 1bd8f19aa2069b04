"""What the isolation tests need to know of stores of metrics; `isolation.py` takes it up."""

from functools import cache
from uuid import UUID

from waarborg.availability.actions.keep_store import StoreSaid, make_store
from waarborg.availability.tests.incidents import at
from waarborg.catalogue.tests.isolation import EARLY
from waarborg.customers.tests.cast import Cast


@cache
def store(cast: Cast) -> UUID:
    said = StoreSaid("Mimir", "https://metrics.example.nl", "http_server_request_duration_seconds")
    with cast.manager.at_work():
        return make_store(said, provider=cast.provider.id, by=cast.manager.actor, at=EARLY).id


SAMPLES = {"store": store}
# Stores that are read have a name of their own.
ROWS = {"availability_store": {"removed_at": at("01:00")}}
SEEN = {"availability:stores", "availability:store"}
