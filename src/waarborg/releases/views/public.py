"""What is new: the latest functions, one release, platforms and a feed for everybody; all releases in the portal."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.access.guard import contact_only
from waarborg.plumbing import brand, permissions
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web.paging import cursor_of, page_of
from waarborg.plumbing.web.reader import lang
from waarborg.releases.models import Item, PlatformVersion
from waarborg.releases.permissions import READ
from waarborg.releases.queries import changelog as reading
from waarborg.releases.queries import platforms as tested
from waarborg.releases.queries import releases as all_releases
from waarborg.releases.rules import items as rules
from waarborg.releases.rules import kinds, platforms
from waarborg.releases.views.showing import in_channels, shown

KINDS = ("", kinds.VERSION, kinds.PATCH)
# Since when a feed without entries has none: a date that does not move.
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


def piece(one: Item, language: str) -> dict[str, Any]:
    """Something that a release brought, in the reader's words."""
    return {
        "item": one,
        "kind": rules.call(one.kind, language),
        "title": one.title(language),
        "text": one.text(language),
        "origin": rules.call(one.origin, language),
    }


@require_safe
def changelog(request: HttpRequest) -> HttpResponse:
    """The latest fifty, and by `after` the archive. One query."""
    found = reading.latest(after=cursor_of(request.GET.get("after", "")), limit=rules.SHOWN + 1)
    page = page_of(found, rules.SHOWN, lambda one: (one.published_at, one.id))
    context = {
        "page_title": _("What is new"),
        "lines": [piece(one, lang()) for one in page.rows],
        "more": page.more,
        "archive": "after" in request.GET,
    }
    return render(request, "releases/changelog.html", context)


@require_safe
def release(request: HttpRequest, release: UUID) -> HttpResponse:
    """One release that was published. Three queries."""
    held = all_releases.find(release)
    if held.published_at is None:
        raise NotFound()
    rows = all_releases.channels_of([held.id]).get(held.id, [])
    context = {
        "page_title": held.version,
        "shown": shown(held, lang()),
        "notes": held.notes(lang()),
        "channels": in_channels(rows, lang()),
        "lines": [piece(one, lang()) for one in reading.of_release(held.id)],
    }
    return render(request, "releases/release.html", context)


@require_safe
def compatibility(request: HttpRequest) -> HttpResponse:
    """Which versions of browsers and phones were tested, with what came of it. One query."""
    context = {"page_title": _("Tested browsers and phones"), "lines": [row(one, lang()) for one in tested.matrix()]}
    return render(request, "releases/compatibility.html", context)


def row(one: PlatformVersion, language: str) -> dict[str, Any]:
    """A platform's version in the reader's words."""
    return {
        "version": one,
        "called": f"{platforms.call(one.platform)} {one.version}",
        "result": platforms.call_result(one.result, language),
        "remark": one.remark(language),
    }


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """The newest releases (Atom, RFC 4287). One query."""
    there = settings.PUBLIC_URL.rstrip("/")
    rows = reading.published()
    feed = Atom1Feed(
        title=_("What is new in %(product)s") % {"product": brand.name()},
        link=there + reverse("releases:changelog"),
        description="",
        feed_url=there + reverse("releases:releases-atom"),
        language=lang(),
    )
    newest = max((one.published_at for one in rows if one.published_at), default=BEGINNING)
    feed.latest_post_date = lambda: newest  # type: ignore[method-assign]
    for one in rows:
        feed.add_item(
            title=one.version,
            link=there + reverse("releases:release", args=[one.id]),
            description=one.summary(lang()),
            pubdate=one.published_at,
            updateddate=one.published_at,
            unique_id=f"urn:uuid:{one.id}",
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@contact_only
@require_safe
def whats_new(request: HttpRequest) -> HttpResponse:
    """Releases and patches with their dates, found by words. Two queries."""
    by = request.actor
    permissions.require(by, READ, tenant=by.tenant)
    words, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    after, most = cursor_of(request.GET.get("after", "")), all_releases.PAGE
    found = reading.published(after=after, words=words, kind=kind, limit=most + 1)
    page = page_of(found, most, lambda one: (one.published_at, one.id))
    stores = all_releases.channels_of([one.id for one in page.rows]) if page.rows else {}
    context = {
        "page_title": _("What is new"),
        "lines": [{**shown(one, lang()), "channels": in_channels(stores.get(one.id, []), lang())} for one in page.rows],
        "more": page.more,
        "words": words,
        "kind": kind,
        "kinds": [(one, kinds.call(one, lang()) if one else _("all")) for one in KINDS],
    }
    return render(request, "releases/whats_new.html", context)
