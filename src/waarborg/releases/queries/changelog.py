"""What is new, for customers and visitors: pieces, releases, patches. The database shows what is published."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from waarborg.releases.models import Item, ItemTest, Release
from waarborg.releases.rules.items import SHOWN

MOST_ASKED = 100


def latest(*, after: tuple[datetime, UUID] | None = None, limit: int = SHOWN) -> list[Item]:
    """The newest pieces of published releases first (CL-18); `after` goes on into the archive. One query."""
    rows = Item.objects.filter(published_at__isnull=False).select_related("release")
    rows = rows.defer("release__notes_nl", "release__notes_en")
    if after is not None:
        moment, identifier = after
        rows = rows.filter(published_at__lte=moment).exclude(published_at=moment, id__gte=identifier)
    return list(rows.order_by("-published_at", "-id")[:limit])


def of_release(release: UUID) -> list[Item]:
    """What one release brought, in the order in which it was written down. One query."""
    return list(Item.objects.filter(release_id=release).order_by("id"))


def published(
    *, after: tuple[datetime, UUID] | None = None, words: str = "", kind: str = "", limit: int = SHOWN
) -> list[Release]:
    """Published releases, the newest first; with all of `words` in version, summary, notes or a piece. One query."""
    rows = Release.objects.filter(published_at__isnull=False).select_related("patches")
    rows = rows.filter(kind=kind) if kind else rows
    for word in words[:MOST_ASKED].split():
        inside = Item.objects.filter(release=OuterRef("pk")).filter(
            _contains(word, ("title_nl", "title_en", "text_nl"))
        )
        rows = rows.filter(_contains(word, ("version", "summary_nl", "summary_en", "notes_nl")) | Exists(inside))
    if after is not None:
        moment, identifier = after
        rows = rows.filter(published_at__lte=moment).exclude(published_at=moment, id__gte=identifier)
    return list(rows.defer("notes_nl", "notes_en").order_by("-published_at", "-id")[:limit])


def _contains(word: str, fields: Collection[str]) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": word})
    return found


def passed_tests(items: Collection[UUID]) -> dict[UUID, set[str]]:
    """By piece, the kinds of test that it passed. One query, of staff alone."""
    found: dict[UUID, set[str]] = {}
    for item, kind in ItemTest.objects.filter(item__in=list(items), passed=True).values_list("item_id", "kind"):
        found.setdefault(item, set()).add(kind)
    return found
