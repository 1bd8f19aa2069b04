"""Stores of metrics that are read: in the desk's scope."""

from uuid import UUID

from waarborg.availability.models import Store
from waarborg.plumbing.permissions import NotFound


def stores() -> list[Store]:
    """Those that were not removed, by name. One query."""
    return list(Store.objects.filter(removed_at__isnull=True).order_by("name"))


def find_store(store: UUID) -> Store:
    """Raises NotFound. One query."""
    found: Store | None = Store.objects.filter(id=store, removed_at__isnull=True).first()
    if found is None:
        raise NotFound()
    return found


def locked_store(store: UUID) -> Store:
    """Raises NotFound. One query."""
    found: Store | None = Store.objects.select_for_update().filter(id=store, removed_at__isnull=True).first()
    if found is None:
        raise NotFound()
    return found


def to_read() -> list[UUID]:
    """Those that are to be read, the one that was read longest ago first. One query."""
    rows = Store.objects.filter(removed_at__isnull=True, enabled=True).order_by("read_until", "id")
    return list(rows.values_list("id", flat=True))
