"""To whom a notice about components goes: the customers whose services run on them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from waarborg.catalogue import queries as catalogue
from waarborg.notices.rules import audiences

REACH = "component"


def register() -> None:
    """Let notices go to who uses a component."""
    audiences.register(
        audiences.Audience(REACH, "wie een onderdeel gebruikt", "who uses a component", choices, labels, tenants)
    )


def choices() -> list[audiences.Choice]:
    """One query."""
    return [audiences.Choice(one.key, one.nl, one.en) for one in catalogue.components()]


def labels(chosen: Collection[str]) -> list[audiences.Choice]:
    """One query."""
    return [one for one in choices() if one.value in chosen]


def tenants(chosen: Collection[str], at: datetime) -> list[UUID]:
    """In order of tenant. One query, and one for each component."""
    items = [one for one in catalogue.components() if one.key in chosen]
    return sorted({tenant for one in items for tenant in catalogue.tenants_with(one.id, at)})
