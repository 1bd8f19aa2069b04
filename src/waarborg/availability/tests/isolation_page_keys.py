"""What the isolation tests need to know of keys for times of pages; `isolation.py` takes it up."""

from functools import cache
from uuid import UUID

from waarborg.availability.actions.keep_page_key import make_page_key
from waarborg.availability.tests.incidents import at
from waarborg.catalogue.tests.isolation import EARLY
from waarborg.customers.tests.cast import Cast


@cache
def page_key(cast: Cast) -> UUID:
    with cast.manager.at_work():
        origins = ["https://app.example.nl"]
        return make_page_key("Dossier", origins, provider=cast.provider.id, by=cast.manager.actor, at=EARLY).id


SAMPLES = {"page_key": page_key}
# Keys that work have a name of their own.
ROWS = {"availability_page_key": {"origins": ["https://app.example.nl"], "revoked_at": at("01:00")}}
# Whoever holds a key of a public page; without one nothing is counted and nothing learned.
PUBLIC = {"availability:page-times", "availability:page-times-script"}
