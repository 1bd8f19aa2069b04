"""Incidents on pages of others: what goes on now, at the door for everybody, on the portal's first page for who it
concerns."""

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest
from django.template.loader import render_to_string

from waarborg.availability.permissions import READ
from waarborg.availability.queries import incidents as reading
from waarborg.availability.queries.status import concerning
from waarborg.plumbing import clock, permissions, tenancy
from waarborg.plumbing.tenancy import Role


def at_the_door(request: HttpRequest, page: Any) -> str:
    """What goes on, for who cannot sign in because of it (SO-41). The page works outside any scope. Three queries."""
    try:
        with tenancy.enter(Role.PUBLIC):
            running = reading.running()
    except OperationalError:
        # Nobody is kept out by what could not be read.
        return ""
    return render_to_string("availability/panel_door.html", {"running": running}, request) if running else ""


def at_home(request: HttpRequest, home: Any) -> str:
    """What goes on and concerns this customer. Three queries while nothing does, five else."""
    by = request.actor  # type: ignore[attr-defined]
    if by.kind != "contact" or not permissions.may(by, READ, tenant=by.tenant):
        return ""
    running = reading.running()
    if not running:
        return ""
    known = concerning(by.tenant, clock.now())
    lines = [one for one in running if any(outage.component_id in known for outage in one.outages.all())]
    return render_to_string("availability/panel_home.html", {"running": lines}, request) if lines else ""
