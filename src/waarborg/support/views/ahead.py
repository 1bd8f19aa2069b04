"""What will be broken tomorrow, shown today: for who runs the desk."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.promises import queries as promises
from waarborg.support.actions.give_ahead import give_ahead
from waarborg.support.actions.locking import QUEUE
from waarborg.support.permissions import LOOK_AHEAD
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.ahead import ahead
from waarborg.support.queries.people import colleagues


@staff_only
@require_GET
def show_ahead(request: HttpRequest) -> HttpResponse:
    """The whole page, or only what changes when htmx asks for it afresh."""
    return _page(request)


def _page(request: HttpRequest, *, refusal: Refusal | None = None) -> HttpResponse:
    by, now, lang = request.actor, clock.now(), get_language()  # type: ignore[attr-defined]
    permissions.require(by, LOOK_AHEAD)
    desk = promises.desk_calendar()
    fresh = request.htmx and request.method == "GET"  # type: ignore[attr-defined]
    return render(
        request,
        "support/ahead/rows.html" if fresh else "support/ahead/page.html",
        {
            "ahead": ahead(desk, now=now, lang=lang),
            "zone": desk.zone,
            "desk": desk.hours(now),
            "updated": now,
            "refusal": refusal,
            "may_give": permissions.may(by, "support.ticket.assign"),
            "live": grant_for_page(request, [QUEUE]),
        },
        status=refusal.status if refusal else 200,
    )


@staff_only
@require_POST
def give(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Assign from the page; whom it was given to stands in the form, so that nobody undoes a colleague's choice."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, LOOK_AHEAD)
    found = reading.find(by, ticket)
    chosen = _chosen(request.POST, at=at)
    if chosen is None:
        raise permissions.NotFound()
    try:
        give_ahead(found, by=by, at=at, to=chosen, was=_uuid(request.POST.get("was", "")))
    except Refusal as refusal:
        return _page(request, refusal=refusal)
    success(request, _("%(number)s given to %(name)s.") % {"number": found.shown_number, "name": chosen.name})
    return redirect("support:ahead")


def _chosen(posted: Any, *, at: datetime) -> Any:
    wanted = _uuid(posted.get("person", ""))
    return next((one for one in colleagues(at=at) if one.id == wanted), None)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
