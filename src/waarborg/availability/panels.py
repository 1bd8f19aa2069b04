"""Incidents and planned work on pages of others: at the door for everybody, what goes on now on the portal's first page
for who it concerns."""

from datetime import timedelta
from typing import Any, Final

from django.db import OperationalError
from django.http import HttpRequest
from django.template.loader import render_to_string

from waarborg.availability.permissions import READ
from waarborg.availability.queries import incidents as reading
from waarborg.availability.queries import maintenance
from waarborg.availability.queries.maintenance_words import window_words
from waarborg.availability.queries.status import concerning
from waarborg.plumbing import clock, permissions, tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.reader import lang, zone

# Longer than any agreement asks maintenance to stand at the door (24 hours by SO-39, five days by PX-65).
SHOWN_AHEAD: Final = timedelta(days=8)


def at_the_door(request: HttpRequest, page: Any) -> str:
    """What goes on, for who cannot sign in because of it (SO-41), and the maintenance of the coming week (SO-39). The
    page works outside any scope. Six queries."""
    try:
        with tenancy.enter(Role.PUBLIC):
            running = reading.running()
            at = clock.now()
            works = maintenance.coming(at, at + SHOWN_AHEAD)
    except OperationalError:
        # Nobody is kept out by what could not be read.
        return ""
    if not running and not works:
        return ""
    # Of what recurs in these days, the next one stands for all.
    first = {one.title_nl: one for one in reversed(works)}
    lines = [
        {
            "work": one,
            "title": one.title(lang()),
            "spoken": "en" if lang() == "en" and one.title_en else "nl",
            "when": window_words(one.from_at, one.until_at, lang(), zone()),
        }
        for one in works
        if first[one.title_nl] is one
    ]
    return render_to_string("availability/panel_door.html", {"running": running, "works": lines}, request)


def at_home(request: HttpRequest, home: Any) -> str:
    """What goes on and concerns this customer. No query while nothing goes on, up to five else."""
    by = request.actor  # type: ignore[attr-defined]
    if by.kind != "contact" or not permissions.may(by, READ, tenant=by.tenant):
        return ""
    running = reading.running()
    if not running:
        return ""
    known = concerning(by.tenant, clock.now())
    lines = [one for one in running if any(outage.component_id in known for outage in one.outages.all())]
    return render_to_string("availability/panel_home.html", {"running": lines}, request) if lines else ""
