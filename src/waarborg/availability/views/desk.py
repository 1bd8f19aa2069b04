"""The desk's pages of incidents: how everything is, telling of one, saying more, correcting."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.availability.actions.correct_outage import correct_outage
from waarborg.availability.actions.incidents import open_incident, update_incident
from waarborg.availability.actions.refusals import ChangedMeanwhile
from waarborg.availability.forms import CorrectForm, OpenForm, UpdateForm
from waarborg.availability.models import Incident
from waarborg.availability.permissions import CORRECT, SEE, TELL
from waarborg.availability.queries import incident_templates
from waarborg.availability.queries import incidents as reading
from waarborg.availability.queries import status as picture
from waarborg.availability.rules.incidents import RUNNING, TOLD
from waarborg.availability.views.showing import page, shown
from waarborg.catalogue import queries as catalogue
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.paging import cursor_of, page_of
from waarborg.plumbing.web.reader import lang, zone


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What goes on, each component's ninety days, and all incidents, fifty at a time. Eleven queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE)
    rows = reading.page(after=cursor_of(request.GET.get("after", "")), limit=reading.PAGE + 1)
    listed = page_of(rows, reading.PAGE, lambda one: (one.begins_at, one.id))
    context = {
        **page(picture.status(at, zone()), lang()),
        "page_title": _("Status"),
        "lines": [shown(one, at, lang()) for one in listed.rows],
        "more": listed.more,
        "may_tell": permissions.may(by, TELL),
    }
    return render(request, "availability/desk.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, TELL)
    posted = request.POST if request.method == "POST" else None
    ready = incident_templates.chosen(request.GET.get("text", ""))
    form = OpenForm(posted, components=catalogue.components(), lang=lang(), zone=zone(), ready=ready)
    status = 422 if form.errors else 200
    house = provider()
    if posted is not None and form.is_valid() and house is not None:
        said = form.cleaned_data
        try:
            made = open_incident(
                said["title_nl"],
                form.said(),
                form.effects(),
                provider=house.id,
                by=by,
                at=at,
                title_en=said["title_en"],
                begins_at=said["begins_at"],
            )
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("Customers can read it now."))
            return redirect("availability:desk-incident", made.id)
    crumbs = _crumbs(_("Tell of an incident"))
    context = {
        "page_title": _("Tell of an incident"),
        "form": form,
        "crumbs": crumbs,
        "ready": incident_templates.templates(*RUNNING),
        "ready_now": ready,
    }
    return render(request, "availability/new.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def incident(request: HttpRequest, incident: UUID) -> HttpResponse:
    """One incident; by POST more is said of it."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE)
    held = reading.find(incident)
    posted = request.POST if request.method == "POST" else None
    if posted is not None:
        permissions.require(by, TELL)
    hit = {one.component_id for one in held.outages.all()}
    components = sorted(catalogue.components(), key=lambda one: one.id not in hit)
    ready = incident_templates.chosen(request.GET.get("text", "")) if held.runs else None
    form = UpdateForm(posted, held=held, components=components, lang=lang(), zone=zone(), ready=ready)
    status = 422 if form.errors else 200
    if posted is not None and form.is_valid():
        try:
            update_incident(
                held.id,
                form.said(),
                form.effects() if held.runs else None,
                revision=form.cleaned_data["revision"],
                by=by,
                at=at,
                ends_at=form.cleaned_data.get("ends_at"),
            )
        except Refusal as refusal:
            status = refused(form, refusal)
            if isinstance(refusal, ChangedMeanwhile):
                # What was written meanwhile stands above the form now, so the next try has read it.
                form.data = {**form.data.dict(), "revision": held.revision}
        else:
            success(request, _("Customers can read it now."))
            return redirect("availability:desk-incident", held.id)
    told = shown(held, at, lang())
    context: dict[str, Any] = {
        "page_title": told["title"],
        "told": told,
        "form": form if permissions.may(by, TELL) else None,
        "may_correct": permissions.may(by, CORRECT),
        "ready": incident_templates.templates(*TOLD) if held.runs else [],
        "ready_now": ready,
        "crumbs": _crumbs(told["title"]),
    }
    return render(request, "availability/desk_incident.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, incident: UUID, outage: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, CORRECT)
    held = reading.find(incident)
    one = reading.outage_of(held, outage)
    initial = {"begins_at": one.begins_at, "ends_at": one.ends_at}
    posted = request.POST if request.method == "POST" else None
    form = CorrectForm(posted, initial=initial, zone=zone(), ended=one.ends_at is not None)
    status = 422 if form.errors else 200
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        try:
            correct_outage(held.id, one.id, said["begins_at"], said.get("ends_at"), said["reason"], by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("The times have been corrected."))
            return redirect("availability:desk-incident", held.id)
    context = {
        "page_title": _("Correct the times"),
        "form": form,
        "held": held,
        "component": one.component.say(lang()),
        "crumbs": _crumbs(_("Correct the times"), held),
    }
    return render(request, "availability/correct.html", context, status=status)


def _crumbs(last: str, above: Incident | None = None) -> list[dict[str, str]]:
    crumbs = [{"label": _("Status"), "url": reverse("availability:desk")}]
    if above is not None:
        crumbs.append({"label": above.title(lang()), "url": reverse("availability:desk-incident", args=[above.id])})
    return [*crumbs, {"label": last}]
