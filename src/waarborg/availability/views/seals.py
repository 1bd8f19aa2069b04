"""The desk's page of sealed days: what stands for results that were dropped, and whether it fits, worked out anew."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.access.guard import staff_only
from waarborg.availability.models import DaySeal, MinuteSeal
from waarborg.availability.permissions import SEE_PROBES
from waarborg.availability.queries import seals as reading
from waarborg.availability.queries.minute_seals import faults_of_minutes, newest_minute_seals
from waarborg.plumbing import permissions
from waarborg.plumbing.permissions import NotFound


@staff_only
@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The newest sixty days, or those before `before`; with `day` one of them checked and shown by hour. Raises
    NotFound for a day that is not sealed."""
    permissions.require(request.actor, SEE_PROBES)
    rows = reading.newest_seals(after=_date(request.GET.get("before", "")), limit=reading.PAGE + 1)
    chosen = request.GET.get("day", "")
    one = None
    if chosen:
        day = _date(chosen)
        if day is None:
            raise NotFound
        one = _checked(reading.find_seal(day))
    asked = _date(request.GET.get("minutes", ""))
    listed = rows[: reading.PAGE]
    context = {
        "page_title": _("Sealed days"),
        "rows": listed,
        "more": f"{listed[-1].day:%Y-%m-%d}" if len(rows) > reading.PAGE else "",
        "one": one,
        "minutes": [_minutes(held, asked) for held in newest_minute_seals()],
        "crumbs": [{"label": _("Probes"), "url": reverse("availability:probes")}, {"label": _("Sealed days")}],
    }
    return render(request, "availability/seals.html", context)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _checked(held: DaySeal) -> dict[str, Any]:
    faults = reading.faults_of(held)
    return {"seal": held, "faults": [_words()[one] for one in faults], "hours": reading.hours_kept(held)}


def _minutes(held: MinuteSeal, asked: date | None) -> dict[str, Any]:
    """A day of minutes; the one that is asked for with what does not fit."""
    faults = [_words()[one] for one in faults_of_minutes(held)] if held.day == asked else None
    return {"seal": held, "faults": faults}


def _words() -> dict[str, str]:
    return {
        reading.ROLL_UPS: _("the roll-ups by hour are not those that were sealed"),
        reading.ROOT: _("the root of the day is not that of its hours"),
        reading.JOURNAL: _("the journal has no entry with this root"),
        reading.RESULTS: _("the results that are still there are not those that were sealed"),
    }
