"""The queue: what is due next, live."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waarborg.access.guard import staff_only
from waarborg.plumbing import clock
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.promises import queries as promises
from waarborg.support.actions.locking import QUEUE
from waarborg.support.queries.queue import BANDS, LIMIT, Filter, queue
from waarborg.support.templatetags.support import band_name

VIEWS = ("all", "mine", "nobody", *BANDS)
MARKS = {
    "late": "late", "today": "running", "tomorrow": "running", "later": "running", "paused": "paused",
    "untimed": "rest",
}  # fmt: skip


@staff_only
@require_GET
def show_queue(request: HttpRequest) -> HttpResponse:
    """The whole page, or only its rows when htmx asks for a fresh table."""
    now, lang = clock.now(), get_language()
    view = request.GET.get("view", "all")
    chosen = Filter(
        mine=request.actor.person if view == "mine" else None,
        nobody=view == "nobody",
        band=view if view in BANDS else "",
        priority=request.GET.get("priority", "")[:20],
        text=request.GET.get("q", "")[:200],
    )
    desk = promises.desk_calendar()
    found = queue(chosen, now=now, zone=desk.zone, lang=lang)
    template = "support/queue_rows.html" if request.htmx else "support/queue.html"
    return render(
        request,
        template,
        {
            "queue": found,
            "bands": [
                {"key": band, "count": found.counts[band], "tight": found.tight[band], "state": MARKS[band]}
                for band in BANDS
                if found.counts[band] or band in ("late", "today", "tomorrow")
            ],
            "total": any(found.bands.values()),
            "limit": LIMIT,
            "chips": _chips(view, chosen),
            "empty": _empty(view),
            "view": view if view in VIEWS else "all",
            "chosen": chosen,
            "zone": desk.zone,
            "desk": desk.hours(now),
            "lane": desk.lane(found.dues, now=now),
            "updated": now,
            "live": grant_for_page(request, [QUEUE]),
            "search_url": reverse("support:desk-tickets"),
        },
    )


def _chips(view: str, chosen: Filter) -> list[dict[str, Any]]:
    """Links that narrow the queue, or widen it again when they are active."""
    choices = (
        ("mine", _("Mine"), "user"),
        ("nobody", _("Nobody's"), "user-plus"),
        ("paused", _("Waiting"), "player-pause"),
    )
    chips = [
        {"label": label, "icon": icon, "active": view == key, "url": "?view=all" if view == key else f"?view={key}"}
        for key, label, icon in choices
    ]
    p1 = chosen.priority == "p1"
    chips.append({"label": _("Priority 1"), "icon": "flag", "active": p1, "url": "?" if p1 else "?priority=p1"})
    if view in BANDS and view != "paused":
        chips.append({"label": band_name(view), "icon": "", "active": True, "url": "?view=all"})
    return chips


def _empty(view: str) -> dict[str, Any]:
    """Why there is nothing, and one next step."""
    if view == "all":
        return {
            "heading": _("Nothing is waiting"),
            "text": _("No ticket is open. New ones appear here by themselves."),
            "action": {"label": _("Look at all tickets"), "url": reverse("support:desk-tickets")},
        }
    return {
        "heading": _("Nothing in this view"),
        "text": _("There may be tickets outside it."),
        "action": {"label": _("Show the whole queue"), "url": reverse("support:queue")},
    }
