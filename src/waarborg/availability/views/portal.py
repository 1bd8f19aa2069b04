"""How things are, for a customer: the components that his services run on, and what happened to them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.access.guard import contact_only
from waarborg.availability.permissions import READ
from waarborg.availability.queries import incidents as reading
from waarborg.availability.queries import maintenance as planned
from waarborg.availability.queries import status as picture
from waarborg.availability.views.maintenance_showing import SOON, coming
from waarborg.availability.views.showing import page, shown
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web.reader import lang, zone


@contact_only
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Thirteen queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, READ, tenant=by.tenant)
    known = picture.concerning(by.tenant, at)
    works = [one for one in planned.coming(at, at + SOON) if one.concerns(known)]
    context = {
        **page(picture.status(at, zone(), concerning=known), lang()),
        "works": coming(works, at),
        "page_title": _("Status"),
    }
    return render(request, "availability/portal.html", context)


@contact_only
@require_safe
def incident(request: HttpRequest, incident: UUID) -> HttpResponse:
    """One that hits what his services run on, or that everybody may read. Others are not there."""
    by, at = request.actor, clock.now()
    permissions.require(by, READ, tenant=by.tenant)
    held = reading.find(incident)
    hit = {one.component_id for one in held.outages.all()}
    if held.audience != "public" and hit.isdisjoint(picture.concerning(by.tenant, at)):
        raise NotFound()
    told = shown(held, at, lang())
    crumbs = [{"label": _("Status"), "url": reverse("availability:portal")}, {"label": told["title"]}]
    context = {"page_title": told["title"], "told": told, "crumbs": crumbs}
    return render(request, "availability/portal_incident.html", context)
