"""The audience of a product or module: whoever has it at the moment that the notice is handed out."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from waarborg.catalogue.models import Item
from waarborg.catalogue.queries import items, tenants_with
from waarborg.notices.rules.audiences import Choice

# A word that names both means the product.
KINDS = ("product", "module")


def choices() -> list[Choice]:
    """What is supplied now, products first. A query for each kind."""
    found = {one.key: one for kind in reversed(KINDS) for one in items(kind=kind, archived=False)}
    return [
        Choice(one.key, one.nl, one.en)
        for one in sorted(found.values(), key=lambda one: (KINDS.index(one.kind), one.key))
    ]


def labels(values: Collection[str]) -> list[Choice]:
    return [Choice(one.key, one.nl, one.en) for one in _named(values)]


def tenants(values: Collection[str], at: datetime) -> list[UUID]:
    """Who has any of them, at an instant. Two queries for each of them and one."""
    return sorted({tenant for one in _named(values) for tenant in tenants_with(one.id, at)})


def _named(values: Collection[str]) -> list[Item]:
    found = {one.key: one for one in Item.objects.filter(kind="module", key__in=list(values))}
    found |= {one.key: one for one in Item.objects.filter(kind="product", key__in=list(values))}
    return [found[one] for one in sorted(found)]
