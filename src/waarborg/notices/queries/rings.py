"""The audience of a ring: whoever has something in it at the moment that the notice is handed out.

Chosen as `early`, or for one product alone as `records/early`.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from waarborg.catalogue.queries import called, items, tenants_in
from waarborg.catalogue.rules.kinds import PRODUCT
from waarborg.catalogue.rules.rings import GENERAL, RINGS, WORDS
from waarborg.notices.rules.audiences import Choice


def choices() -> list[Choice]:
    """The rings, then those of each product that is supplied now but for the one that most are in. One query."""
    products = items(kind=PRODUCT, archived=False)
    own = [_of_product(one.key, one.nl, one.en, ring) for one in products for ring in RINGS if ring != GENERAL]
    return [_of_all(ring) for ring in RINGS] + own


def labels(values: Collection[str]) -> list[Choice]:
    """A query for each that names a product."""
    found = []
    for value in sorted(set(values)):
        product, _, ring = value.rpartition("/")
        if ring not in RINGS or (not product and value != ring):
            continue
        item = called(PRODUCT, product) if product else None
        if item is not None:
            found.append(_of_product(item.key, item.nl, item.en, ring))
        elif not product:
            found.append(_of_all(ring))
    return found


def tenants(values: Collection[str], at: datetime) -> list[UUID]:
    """Who has anything in any of them, at an instant. A query for each."""
    chosen = [one.value.rpartition("/") for one in labels(values)]
    return sorted({tenant for product, _, ring in chosen for tenant in tenants_in(ring, at, product=product)})


def _of_all(ring: str) -> Choice:
    nl, en = (text.partition(":")[0] for text in WORDS[ring])
    return Choice(ring, nl, en)


def _of_product(key: str, nl: str, en: str, ring: str) -> Choice:
    there = _of_all(ring)
    return Choice(f"{key}/{ring}", f"{nl}, {there.nl}", f"{en}, {there.en}")
