"""How things are for programs: JSON in the shape of the Statuspage API v2, Atom, RSS and a badge. What visitors may
read, whoever asks."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from html import escape
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.availability.models import Incident
from waarborg.availability.queries import incidents as reading
from waarborg.availability.queries import listings
from waarborg.availability.queries import maintenance as planned
from waarborg.availability.queries import status as picture
from waarborg.availability.queries.maintenance_words import beginning, window_words
from waarborg.availability.rules.incidents import call_effect, call_phase
from waarborg.availability.views import public
from waarborg.availability.views.maintenance_showing import BACK, FAR
from waarborg.availability.views.showing import headline
from waarborg.plumbing import brand, clock, tenancy
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.reader import lang, zone
from waarborg.plumbing.web.wording import local_date

# Every page of others may read them, and asks often.
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    # The badge stands on pages of others; without this a browser shows it only on ours.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": public.KEPT,
}
_COLOURS = {"": "#0f766e", "degraded": "#9a5b00", "partial": "#b4232a", "down": "#b4232a"}


class _Still:
    """A feed without entries says since when there are none, not the moment at which it was asked for."""

    feed: dict[str, Any]
    items: list[dict[str, Any]]

    def latest_post_date(self) -> datetime:
        return max((one["updateddate"] for one in self.items), default=self.feed["since"])


class _Atom(_Still, Atom1Feed):
    """Atom 1.0 (RFC 4287)."""


class _Rss(_Still, Rss201rev2Feed):
    """RSS 2.0."""


@require_safe
def listing(request: HttpRequest, name: str) -> HttpResponse:
    return _json(request, name, "")


@require_safe
def part(request: HttpRequest, group: str, name: str) -> HttpResponse:
    return _json(request, group, name)


def _json(request: HttpRequest, name: str, part: str) -> HttpResponse:
    with tenancy.enter(Role.PUBLIC):
        found = listings.listing(name, part, picture.now(clock.now(), zone()), lang())
    if found is None:
        raise NotFound()
    return _answer(request, json.dumps(found, ensure_ascii=False).encode(), "application/json")


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    return _feed(request, _Atom, "application/atom+xml; charset=utf-8", "availability:atom")


@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    return _feed(request, _Rss, "application/rss+xml; charset=utf-8", "availability:rss")


def _feed(request: HttpRequest, shape: type[SyndicationFeed], kind: str, address: str) -> HttpResponse:
    """An entry for each message of an incident and announcement of maintenance; its identity never changes, so that no
    reader shows it twice. Six queries."""
    with tenancy.enter(Role.PUBLIC):
        told = [*_of_incidents(reading.page(), lang()), *_of_works(lang())]
    since = datetime.combine(local_date(clock.now(), zone()), time(), ZoneInfo(zone()))
    home = settings.STATUS_URL + reverse("availability:public")
    language = lang()
    feed = shape(
        title=f"{brand.name()}: {_('Status')}",
        link=home,
        description=_("Incidents and maintenance, and what we say of them"),
        language=language,
        feed_url=settings.STATUS_URL + reverse(address),
        since=since,
    )
    for one in sorted(told, key=lambda one: one.at, reverse=True)[: reading.PAGE]:
        feed.add_item(
            title=one.title,
            link=settings.STATUS_URL + one.path,
            # Read as HTML: what somebody typed is text.
            description=escape(one.text),
            unique_id=f"urn:uuid:{one.id}",
            unique_id_is_permalink=False,
            pubdate=one.at,
            updateddate=one.at,
        )
    return _answer(request, feed.writeString("utf-8").encode(), kind)


class _Told(NamedTuple):
    """Something we said at an instant; `path` leads to the page of what it was about."""

    id: UUID
    at: datetime
    title: str
    text: str
    path: str


def _of_incidents(rows: Iterable[Incident], language: str) -> Iterator[_Told]:
    for one in rows:
        path = reverse("availability:public-incident", args=[one.id])
        for update in one.updates.all():
            title = f"{one.title(language)}: {call_phase(update.phase, language)}"
            yield _Told(update.id, update.at, title, update.text(language), path)


def _of_works(language: str) -> Iterator[_Told]:
    """Of each announcement, the window as it was told then; what recurs was announced at once and stands here once,
    with its first window. Three queries."""
    at = clock.now()
    series: set[tuple[UUID, datetime]] = set()
    for one in planned.between(at - BACK, at + FAR):
        path = reverse("availability:public-work", args=[one.id])
        for told in one.announcements.all():
            if one.series_id and (one.series_id, told.at) in series:
                continue
            if one.series_id:
                series.add((one.series_id, told.at))
            span = (told.from_at, told.until_at) if told.from_at and told.until_at else (one.from_at, one.until_at)
            text = f"{window_words(*span, language, zone())}\n\n{one.text(language)}"
            yield _Told(told.id, told.at, f"{beginning(told.change, language)}: {one.title(language)}", text, path)


@require_safe
def badge(request: HttpRequest) -> HttpResponse:
    """One line as a picture, for pages of others."""
    with tenancy.enter(Role.PUBLIC):
        found = picture.now(clock.now(), zone())
    words = call_effect(found.effect, lang())
    return _answer(
        request, _drawn(brand.name(), words, _COLOURS[found.effect], headline(found, lang())), "image/svg+xml"
    )


def _drawn(name: str, words: str, colour: str, label: str) -> bytes:
    left, right = 12 + 7 * len(name), 12 + 7 * len(words)
    text = 'font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" fill="#fff"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img"'
        f' aria-label="{escape(label)}"><title>{escape(label)}</title>'
        f'<rect width="{left}" height="20" fill="#3b4252"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{colour}"/>'
        f'<text x="6" y="14" {text} textLength="{left - 12}">{escape(name)}</text>'
        f'<text x="{left + 6}" y="14" {text} textLength="{right - 12}">{escape(words)}</text></svg>'
    ).encode()


def _answer(request: HttpRequest, body: bytes, kind: str) -> HttpResponse:
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    made = HttpResponse(body, content_type=kind, headers={**_OPEN, "ETag": tag})
    # Lists of tags and weak ones too: readers of feeds send all sorts (RFC 9110, section 13.1.2).
    return get_conditional_response(request, etag=tag, response=made) or made
