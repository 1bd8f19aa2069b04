"""What the isolation tests need to know of the catalogue (tests/isolation)."""

from datetime import UTC, datetime
from functools import cache
from uuid import UUID

from waarborg.catalogue.models import Item, Purchase
from waarborg.catalogue.tests.stock import bought, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.tenancy import Role

# Before everything that other samples do.
EARLY = datetime(2025, 1, 1, tzinfo=UTC)


@cache
def purchase(cast: Cast) -> UUID:
    made: Purchase = bought(cast, make_stock(cast, EARLY).records, cast.merendaal, at=EARLY)
    return made.id


def another(tenant: UUID) -> UUID:
    """A component needs another one than itself."""
    with tenancy.enter(Role.DESK):
        made: Item = Item.objects.create(tenant_id=tenant, kind="service", key=uuid7().hex[-12:], nl="-", en="-")
    return made.id


SAMPLES = {"purchase": purchase, "item_kind": "product", "item_word": "records"}
ROWS = {"catalogue_item": {"route": ""}, "catalogue_dependency": {"needs_id": another}}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    "customer.user": {"catalogue:products"},
    "provider.support": {
        "catalogue:catalogue",
        "catalogue:item",
        "catalogue:catalogue-table",
        "catalogue:purchases-table",
        "catalogue:customer-purchases",
    },
}
