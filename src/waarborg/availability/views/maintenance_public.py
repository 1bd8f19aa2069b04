"""Maintenance for its readers: a month and a window for visitors and customers, calendar files, and the banner."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.access.guard import contact_only
from waarborg.availability.models import Work
from waarborg.availability.permissions import READ
from waarborg.availability.queries import maintenance as reading
from waarborg.availability.queries.status import concerning
from waarborg.availability.rules import month_sheet
from waarborg.availability.rules.work_calendar import calendar_file
from waarborg.availability.rules.work_kinds import RUNNING
from waarborg.availability.views.maintenance_showing import (
    BACK,
    FAR,
    SOON,
    events,
    month_asked,
    next_ones,
    offset_words,
    sheet,
    shown,
    zone_asked,
    zones,
)
from waarborg.availability.views.public import bar, for_visitors
from waarborg.kernel.instants import from_us
from waarborg.plumbing import brand, clock, permissions, tenancy
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.reader import lang, zone

# Calendars and banners ask often, from anywhere; what they read is public.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
SCRIPT = Path(__file__).parent.parent / "static" / "availability" / "banner.js"


@require_safe
@for_visitors
def month(request: HttpRequest) -> HttpResponse:
    """What visitors may read of a month. Four queries."""
    context = _month(request, lambda works: works)
    menu = bar("public-maintenance")
    crumbs = [{"label": _("Status"), "url": reverse("availability:public")}, {"label": _("Maintenance")}]
    context |= {"leads": "availability:public-work", "menu": menu, "crumbs": crumbs}
    return render(request, "availability/maintenance_public.html", context)


@contact_only
@require_safe
def portal_month(request: HttpRequest) -> HttpResponse:
    """What concerns this customer of a month. Six queries."""
    by = request.actor
    permissions.require(by, READ)
    known = concerning(by.tenant, clock.now())
    context = _month(request, lambda works: [one for one in works if one.concerns(known)])
    crumbs = [{"label": _("Status"), "url": reverse("availability:portal")}, {"label": _("Maintenance")}]
    return render(
        request,
        "availability/maintenance_portal.html",
        {**context, "leads": "availability:portal-work", "crumbs": crumbs},
    )


def _month(request: HttpRequest, choose: Any) -> dict[str, Any]:
    at, place = clock.now(), zone_asked(request.GET.get("zone", ""), zone())
    asked = month_asked(request.GET.get("month", ""), wording.local_date(at, place))
    first, last = (from_us(one) for one in month_sheet.span(asked, place))
    works = choose(reading.between(first, last))
    return {
        "page_title": _("Maintenance"),
        "sheet": sheet(asked, works, lang(), place, at),
        "lines": [shown(one, at, lang(), place) for one in works],
        "zones": zones(place),
        "place": place if place != zone() else "",
        "zone_words": f"{place}, {offset_words(at, place)}",
        "calendar": reverse("availability:maintenance-calendar"),
    }


@require_safe
def work(request: HttpRequest, work: UUID) -> HttpResponse:
    """What visitors may not read is not here for anybody; who is signed in reads it on his own page."""
    with tenancy.enter(Role.PUBLIC):
        held = reading.find(work)
    by = request.actor
    if by is not None:
        return redirect(f"availability:{'desk' if by.is_staff else 'portal'}-work", work)
    context = {**_one(request, held), "menu": bar("public-maintenance")}
    context["crumbs"] = _crumbs("availability:public", "availability:public-maintenance", context["page_title"])
    return render(request, "availability/maintenance_public_work.html", context)


@contact_only
@require_safe
def portal_work(request: HttpRequest, work: UUID) -> HttpResponse:
    """One that concerns what his services run on, or that everybody may read. Others are not there."""
    context = _one(request, _of_reader(request, work))
    context["crumbs"] = _crumbs("availability:portal", "availability:portal-maintenance", context["page_title"])
    return render(request, "availability/maintenance_portal_work.html", context)


def _one(request: HttpRequest, held: Work) -> dict[str, Any]:
    place = zone_asked(request.GET.get("zone", ""), zone())
    told = shown(held, clock.now(), lang(), place)
    return {
        "page_title": told["title"],
        "told": told,
        "zones": zones(place),
        "place": place if place != zone() else "",
        "zone_words": f"{place}, {offset_words(held.from_at, place)}",
    }


def _crumbs(status: str, list_: str, last: str) -> list[dict[str, str]]:
    return [
        {"label": _("Status"), "url": reverse(status)},
        {"label": _("Maintenance"), "url": reverse(list_)},
        {"label": last},
    ]


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """What visitors may read, to subscribe to in a calendar: ninety days back and all that was announced."""
    at = clock.now()
    with tenancy.enter(Role.PUBLIC):
        found = reading.between(at - BACK, at + FAR)
    return _file(found, "maintenance.ics")


@require_safe
def work_calendar(request: HttpRequest, work: UUID) -> HttpResponse:
    """One window for a calendar: as the reader may see it."""
    return _file([_of_reader(request, work)], "maintenance.ics")


def _of_reader(request: HttpRequest, work: UUID) -> Work:
    """Raises NotFound, NotAllowed."""
    by = request.actor
    held = reading.find(work)
    if by is None or held.audience == "public":
        return held
    permissions.require(by, READ)
    if not by.is_staff and not held.concerns(concerning(by.tenant, clock.now())):
        raise NotFound()
    return held


def _file(works: Sequence[Work], name: str) -> HttpResponse:
    address = lambda one: settings.STATUS_URL + reverse("availability:public-work", args=[one.id])  # noqa: E731
    body = calendar_file(f"{brand.name()}: {_('Maintenance')}", events(works, lang(), address))
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "public, max-age=60"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8; method=PUBLISH", headers={**headers, **OPEN})


@require_safe
def banner(request: HttpRequest) -> HttpResponse:
    """What the vendor's own sign-in page shows: work under way and to come within two weeks, at most five,
    of what recurs only the next time. Three
    queries, and read from a cache for a minute."""
    at = clock.now()
    with tenancy.enter(Role.PUBLIC):
        found = next_ones(reading.coming(at, at + SOON))
    told = {
        "updated_at": at.replace(second=0, microsecond=0).isoformat(),
        "maintenance": [_in_banner(one, at) for one in found],
        "page": settings.STATUS_URL + reverse("availability:public-maintenance"),
    }
    body = json.dumps(told, ensure_ascii=False).encode()
    return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "public, max-age=60", **OPEN})


def _in_banner(one: Work, at: datetime) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "under_way": one.state == RUNNING,
        "kind": one.kind,
        "from": one.from_at.isoformat(),
        "until": one.until_at.isoformat(),
        "title": {"nl": one.title("nl"), "en": one.title("en")},
        "text": {"nl": one.text("nl"), "en": one.text("en")},
        "announced_at": one.announced_at.isoformat() if one.announced_at else None,
        "url": settings.STATUS_URL + reverse("availability:public-work", args=[one.id]),
    }


@require_safe
def banner_script(_request: HttpRequest) -> HttpResponse:
    """The script that puts it on a page of others."""
    headers = {"Cache-Control": "public, max-age=3600", **OPEN}
    return HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8", headers=headers)
