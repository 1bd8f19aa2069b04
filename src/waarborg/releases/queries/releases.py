"""Releases as staff and customers read them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from waarborg.plumbing.permissions import NotFound
from waarborg.releases.models import Channel, Release
from waarborg.releases.rules import kinds
from waarborg.releases.rules.channels import CHANNELS

PAGE = 50


def find(release: UUID) -> Release:
    """Raises NotFound; for customers too where it is not published."""
    found: Release | None = Release.objects.select_related("patches").filter(id=release).first()
    if found is None:
        raise NotFound()
    return found


def named(version: str) -> Release:
    """By its version, as it was planned. Raises NotFound."""
    found: Release | None = Release.objects.filter(version=version).first()
    if found is None:
        raise NotFound()
    return found


def locked(release: UUID) -> Release:
    """The row, held until the transaction ends. Raises NotFound."""
    found: Release | None = Release.objects.select_for_update().filter(id=release).first()
    if found is None:
        raise NotFound()
    return found


def version(release: UUID) -> Release:
    """One that is no patch. Raises NotFound."""
    found: Release | None = Release.objects.filter(id=release, kind=kinds.VERSION).first()
    if found is None:
        raise NotFound()
    return found


def page(
    *, after: tuple[datetime, UUID] | None = None, states: Collection[str] = kinds.STATES, limit: int = PAGE
) -> list[Release]:
    """The last planned first, without their notes. One query."""
    rows = Release.objects.defer("notes_nl", "notes_en").select_related("patches").filter(state__in=states)
    if after is not None:
        moment, identifier = after
        rows = rows.filter(planned_for__lte=moment).exclude(planned_for=moment, id__gte=identifier)
    return list(rows.order_by("-planned_for", "-id")[:limit])


def channels_of(releases: Collection[UUID]) -> dict[UUID, list[Channel]]:
    """The channels of these releases, the web first. One query."""
    found: dict[UUID, list[Channel]] = {}
    rows = Channel.objects.filter(release__in=list(releases))
    for one in sorted(rows, key=lambda row: CHANNELS.index(row.channel)):
        found.setdefault(one.release_id, []).append(one)
    return found


def newest_version() -> UUID | None:
    """The version published last; None before the first. One query."""
    rows = Release.objects.filter(kind=kinds.VERSION, published_at__isnull=False).order_by("-published_at", "-id")
    found: UUID | None = rows.values_list("id", flat=True).first()
    return found


def versions() -> list[Release]:
    """What a patch may belong to, the newest first. One query."""
    rows = Release.objects.filter(kind=kinds.VERSION).only("id", "version", "planned_for")
    return list(rows.order_by("-planned_for", "-id")[:PAGE])


def labels(releases: Collection[UUID]) -> dict[UUID, str]:
    """What links to them read. One query."""
    return dict(Release.objects.filter(id__in=list(releases)).values_list("id", "version"))
