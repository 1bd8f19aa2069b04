"""The queue: what is due next, live."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from waarborg.access.guard import staff_only
from waarborg.plumbing import clock
from waarborg.promises import queries as promises
from waarborg.support.queries.queue import BANDS, Filter, queue

VIEWS = ("all", "mine", "nobody", *BANDS)


@staff_only
@require_GET
def show_queue(request: HttpRequest) -> HttpResponse:
    """The whole page, or only its rows when htmx asks for a fresh table."""
    now = clock.now()
    view = request.GET.get("view", "all")
    chosen = Filter(
        mine=request.actor.person if view == "mine" else None,
        nobody=view == "nobody",
        band=view if view in BANDS else "",
        priority=request.GET.get("priority", "")[:20],
        text=request.GET.get("q", "")[:200],
    )
    desk = promises.desk_calendar()
    found = queue(chosen, now=now, zone=desk.zone)
    template = "support/queue_rows.html" if request.htmx else "support/queue.html"
    return render(
        request,
        template,
        {
            "queue": found,
            "view": view if view in VIEWS else "all",
            "chosen": chosen,
            "zone": desk.zone,
            "desk": desk.hours(now),
            "lane": desk.lane(found.dues, now=now, lang=get_language()),
            "titles": promises.titles(get_language()),
            "updated": now,
        },
    )
