"""The queue: what is due next, live."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waarborg.access.guard import staff_only
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.actions.locking import QUEUE
from waarborg.support.models import Team
from waarborg.support.queries.held import of_person
from waarborg.support.queries.queue import LIMIT, Filter, edges_at, queue
from waarborg.support.queries.views import views_of
from waarborg.support.rules.order import BANDS
from waarborg.support.rules.views.filters import address, kept
from waarborg.support.templatetags.support import band_hint, band_link, band_name
from waarborg.support.views.bulk import PERMISSIONS

VIEWS = ("all", "mine", "nobody", *BANDS)
MARKS = {
    "late": "late", "soon": "risk", "today": "running", "tomorrow": "running", "later": "running", "paused": "paused",
    "untimed": "rest",
}  # fmt: skip


@staff_only
@require_GET
def show_queue(request: HttpRequest) -> HttpResponse:
    """The whole page, or only its rows when htmx asks for a fresh table."""
    permissions.require(request.actor, "support.ticket.read")
    now, lang = clock.now(), get_language()
    saved = views_of(request.actor.person)
    opening = next((one for one in saved if one.default), None)
    if opening is not None and not request.GET and not request.htmx:
        return redirect(f"{reverse('support:queue')}?{opening.query}")
    view = request.GET.get("view", "all")
    chosen = _chosen(request, view)
    desk = promises.desk_calendar()
    next_open = _next_open(desk, now)
    found = queue(chosen, edges=edges_at(now, desk, next_open), lang=lang)
    request.mentions = found.mentions
    acts = [act for act, needed in PERMISSIONS.items() if permissions.may(request.actor, needed)]
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
            "words": _words(next_open, now, desk.zone),
            "total": any(found.bands.values()),
            "limit": LIMIT,
            "chips": _chips(view, chosen, desk.most_urgent(lang)),
            "empty": _empty(view),
            "view": view if view in VIEWS else "all",
            "saved": saved,
            "undo": _uuid(request.GET.get("undo", "")),
            "sendings": of_person(request.actor.person) if "message" in acts else [],
            "asked": address(kept(request.GET.dict())),
            "chosen": chosen,
            "zone": desk.zone,
            "desk": desk.hours(now),
            "lane": desk.lane(found.dues, now=now),
            "updated": now,
            "live": grant_for_page(request, [QUEUE]),
            "may_take": permissions.may(request.actor, "support.ticket.open"),
            "may_bulk": acts,
            "page_keys": _keys(acts, undo=bool(_uuid(request.GET.get("undo", "")))),
        },
    )


def _chosen(request: HttpRequest, view: str) -> Filter:
    """What the address narrows the queue to."""
    return Filter(
        mine=request.actor.person if view == "mine" else None,
        nobody=view == "nobody",
        band=view if view in BANDS else "",
        priority=request.GET.get("priority", "")[:20],
        tag=request.GET.get("tag", "")[:40],
        team=_uuid(request.GET.get("team", "")),
        text=request.GET.get("q", "")[:200],
        reader=request.actor.person,
    )


def _uuid(text: str) -> UUID | None:
    """An address that somebody changed by hand filters by nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _keys(acts: list[str], *, undo: bool = False) -> list[tuple[str, str]]:
    """What the help sheet says of this page; with a selection the keys act on all that is selected."""
    words = {
        "take": ("A", _("take the selection")),
        "priority": ("P", _("priority of the selection")),
        "message": ("R", _("one message on the selection")),
        "waive": ("V", _("waive the terms of the selection")),
    }
    select = [(_("Space"), _("select, as X does"))] if acts else []
    back = [("U", _("set back what was just done"))] if undo else []
    return [("N", _("take a report")), *select, *(words[act] for act in acts), *back]


def _next_open(desk: promises.DeskCalendar, now: datetime) -> date | None:
    """The next day on which the desk is open, after today: as of this whole minute, as the picture shows the hours."""
    today = wording.local_date(now, desk.zone)
    days = (wording.local_date(start, desk.zone) for start, _ in desk.stretches(now.replace(second=0, microsecond=0)))
    return next((day for day in days if day > today), None)


def _words(next_open: date | None, now: datetime, zone: str) -> dict[str, dict[str, str]]:
    """Name, hint and link of each band; on a Friday "tomorrow" is Monday."""
    words = {band: {"name": band_name(band), "hint": band_hint(band), "link": band_link(band)} for band in BANDS}
    if next_open and (next_open - wording.local_date(now, zone)).days > 1:
        day = wording.DAYS[wording.tongue(get_language())][next_open.weekday()]
        words["tomorrow"] = {
            "name": day[:1].upper() + day[1:],
            "hint": _("due up to and including %(day)s") % {"day": day},
            "link": day,
        }
        words["later"]["hint"] = _("after %(day)s") % {"day": day}
    return words


def _chips(view: str, chosen: Filter, first: tuple[str, str] | None) -> list[dict[str, Any]]:
    """Links that narrow the queue, or widen it again when active; `first` is the most urgent word and its name."""
    choices = (
        ("mine", _("Mine"), "user"),
        ("nobody", _("Nobody's"), "user-plus"),
        ("paused", _("Waiting"), "player-pause"),
    )
    chips = [
        {"label": label, "icon": icon, "active": view == key, "url": "?view=all" if view == key else f"?view={key}"}
        for key, label, icon in choices
    ]
    if first:
        word, label = first
        active = chosen.priority == word
        chips.append(
            {"label": label, "icon": "flag", "active": active, "url": "?view=all" if active else f"?priority={word}"}
        )
    if chosen.tag:
        chips.append({"label": chosen.tag, "icon": "tag", "active": True, "url": "?view=all"})
    if chosen.team:
        name = Team.objects.filter(id=chosen.team).values_list("name", flat=True).first()
        chips.append({"label": name or _("Team"), "icon": "users", "active": True, "url": "?view=all"})
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
