"""How things are, for everybody: the page, one incident, all of them. Nothing here depends on who reads it, so that the
same pages can be written to files."""

import functools
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.availability.queries import incidents as reading
from waarborg.availability.queries import maintenance as planned
from waarborg.availability.queries import status as picture
from waarborg.availability.views.maintenance_showing import SOON, coming
from waarborg.availability.views.showing import page, shown
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.paging import cursor_of, page_of
from waarborg.plumbing.web.reader import lang, zone

# Any reader's copy for some seconds; longer only where the platform does not answer (RFC 5861).
KEPT: Final = "public, max-age=10, stale-if-error=3600"


def for_visitors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who is signed in has a page of his own, with more on it."""

    @functools.wraps(view)
    def shown_to(request: HttpRequest, **rest: Any) -> HttpResponse:
        by = request.actor
        if by is not None:
            return redirect(f"availability:{'desk' if by.is_staff else 'portal'}")
        return kept(view(request, **rest))

    return shown_to


def kept(made: HttpResponse) -> HttpResponse:
    """Everybody who is not signed in gets the same: it may be kept (project/kept_answers.py)."""
    if made.status_code == 200:
        made.headers["Cache-Control"] = KEPT
    return made


@require_safe
@for_visitors
def status(request: HttpRequest) -> HttpResponse:
    """Eleven queries."""
    at = clock.now()
    context = {
        **page(picture.status(at, zone()), lang()),
        "works": coming(planned.coming(at, at + SOON), at),
        "page_title": _("Status"),
        "feeds": feeds(),
        "menu": bar("public"),
    }
    return render(request, "availability/public.html", context)


@require_safe
@for_visitors
def history(request: HttpRequest) -> HttpResponse:
    """All incidents, fifty at a time."""
    rows = reading.page(after=cursor_of(request.GET.get("after", "")), limit=reading.PAGE + 1)
    listed = page_of(rows, reading.PAGE, lambda one: (one.begins_at, one.id))
    context = {
        "page_title": _("All incidents"),
        "lines": [shown(one, clock.now(), lang()) for one in listed.rows],
        "more": listed.more,
        "menu": bar("public-history"),
        "crumbs": [{"label": _("Status"), "url": reverse("availability:public")}, {"label": _("All incidents")}],
    }
    return render(request, "availability/public_history.html", context)


@require_safe
def incident(request: HttpRequest, incident: UUID) -> HttpResponse:
    """What visitors may not read is not here for anybody; who is signed in reads it on his own page."""
    with tenancy.enter(Role.PUBLIC):
        told = shown(reading.find(incident), clock.now(), lang())
    by = request.actor
    if by is not None:
        return redirect(f"availability:{'desk' if by.is_staff else 'portal'}-incident", incident)
    context = {
        "page_title": told["title"],
        "told": told,
        "menu": bar("public-history"),
        "crumbs": [{"label": _("Status"), "url": reverse("availability:public")}, {"label": told["title"]}],
    }
    return kept(render(request, "availability/public_incident.html", context))


def bar(current: str) -> list[dict[str, Any]]:
    """The menu of public pages."""
    entries = (
        ("public", _("Status")),
        ("public-maintenance", _("Maintenance")),
        ("public-figures", _("Availability")),
        ("public-history", _("All incidents")),
    )
    return [
        {"label": label, "url": reverse(f"availability:{name}"), "current": name == current} for name, label in entries
    ]


def feeds() -> list[dict[str, str]]:
    return [
        {"label": _("Mail or webhook"), "url": reverse("availability:subscribe")},
        {"label": "Atom", "url": reverse("availability:atom")},
        {"label": "RSS", "url": reverse("availability:rss")},
        {"label": "JSON", "url": reverse("availability:listing", args=["summary"])},
    ]
