"""The desk's pages of probes: what is asked and how it is now, one with its newest results, and the places."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.availability.actions.keep_place import make_place, renew_place, revoke_place
from waarborg.availability.actions.keep_probe import change_probe, make_probe, remove_probe, set_probe_enabled
from waarborg.availability.forms.probes import PlaceForm, ProbeForm
from waarborg.availability.models import Probe
from waarborg.availability.permissions import KEEP_PROBES, SEE_PROBES
from waarborg.availability.queries import probes as reading
from waarborg.availability.rules.promql import call_complaint
from waarborg.availability.rules.watching import HEARTBEAT, PROMETHEUS, STATE_MARKS, call_kind, call_state, call_why
from waarborg.catalogue import queries as catalogue
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang


@staff_only
@require_safe
def probes(request: HttpRequest) -> HttpResponse:
    """All of them by name, fifty at a time, with what their component is now; and the places. Four queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_PROBES)
    after = request.GET.get("after", "")[:100]
    found = reading.page(after=(after, UUID(int=0)) if after else None, limit=reading.PAGE + 1)
    rows = found[: reading.PAGE]
    context = {
        "page_title": _("Probes"),
        "rows": _shown(rows, at),
        "more": rows[-1].name if len(found) > reading.PAGE else "",
        "places": reading.places(),
        "may_keep": permissions.may(by, KEEP_PROBES),
    }
    return render(request, "availability/probes.html", context)


def _shown(rows: list[Probe], at: datetime) -> list[dict[str, Any]]:
    newest = reading.newest([one.id for one in rows], at)
    watches = reading.states(one.component_id for one in rows)
    return [_line(one, newest.get(one.id), watches, at) for one in rows]


def _line(one: Probe, last: reading.Last | None, watches: dict[UUID, Any], at: datetime) -> dict[str, Any]:
    watch = watches.get(one.component_id)
    state = watch.state if watch else "unknown"
    warns = one.conditions.get("certificate_days", 0)
    return {
        "probe": one,
        "component": one.component.say(lang()),
        "kind": call_kind(one.kind, lang()),
        "state": STATE_MARKS.get(state, "measuring"),
        "state_word": call_state(state, lang()),
        "last": last,
        "said": call_why(last.why, lang()) if last else "",
        "ends_in": last.days if last and last.days is not None and last.days < warns else None,
    }


@staff_only
@require_http_methods(["GET", "POST"])
def new_probe(request: HttpRequest) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, KEEP_PROBES)
    form = _form(request, None)
    status, token = 422 if form.errors else 200, ""
    house = provider()
    if request.method == "POST" and form.is_valid() and house is not None:
        try:
            made, token = make_probe(form.asked(), provider=house.id, by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            if not token:
                success(request, _("It is probed from now on."))
                return redirect("availability:probe", made.id)
    address = settings.PUBLIC_URL + reverse("availability:heartbeat", args=[token]) if token else ""
    context = {
        "page_title": _("New probe"),
        "form": None if token else form,
        "components": bool(form.fields["component"].choices),  # type: ignore[attr-defined]
        "written": address,
        "crumbs": _crumbs(_("New probe")),
    }
    return render(request, "availability/probe_new.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def probe(request: HttpRequest, probe: UUID) -> HttpResponse:
    """One probe: how it is, its newest results, and for who may keep them its form, pausing and removing."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_PROBES)
    held = reading.find(probe)
    if request.method == "POST":
        permissions.require(by, KEEP_PROBES)
    may_keep = permissions.may(by, KEEP_PROBES)
    form = _form(request, held) if may_keep else None
    status = 200
    if request.method == "POST" and form is not None:
        answer = _act(request, held, form, by=by, at=at)
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
    names = {one.id: one.name for one in reading.places()}
    results = [
        {"result": one, "place": names.get(one.place_id, ""), "said": call_why(one.why, lang())}
        for one in reading.results(held.id, at)
    ]
    [line] = _shown([held], at)
    context = {
        "page_title": held.name,
        "line": line,
        "results": results,
        "form": form,
        "is_heartbeat": held.kind == HEARTBEAT,
        "complaint": call_complaint(held.complaint, lang()),
        "is_tried": held.kind != PROMETHEUS or held.tried_at is not None,
        "crumbs": _crumbs(held.name),
    }
    return render(request, "availability/probe.html", context, status=status)


def _act(request: HttpRequest, held: Probe, form: ProbeForm, *, by: Any, at: datetime) -> HttpResponse | int:
    """What was asked by POST: pause, resume, remove, or else change. Answers where to go, or the status of the page."""
    did = request.POST.get("do", "")
    if did == "remove":
        remove_probe(held.id, by=by, at=at)
        success(request, _("It is probed no more."))
        return redirect("availability:probes")
    if did in ("pause", "resume"):
        set_probe_enabled(held.id, did == "resume", by=by, at=at)
        success(request, _("It is probed again.") if did == "resume" else _("It is paused."))
        return redirect("availability:probe", held.id)
    if not form.is_valid():
        return 422
    try:
        change_probe(held.id, form.asked(), revision=form.cleaned_data["revision"], by=by, at=at)
    except Refusal as refusal:
        return refused(form, refusal)
    success(request, _("It is probed so from now on."))
    return redirect("availability:probe", held.id)


def _form(request: HttpRequest, held: Probe | None) -> ProbeForm:
    components = catalogue.components()
    posted = request.POST if request.method == "POST" and "do" not in request.POST else None
    return ProbeForm(posted, components=components, places=reading.places(), lang=lang(), held=held)


@staff_only
@require_http_methods(["GET", "POST"])
def new_place(request: HttpRequest) -> HttpResponse:
    """A place elsewhere; its token is shown once."""
    by, at = request.actor, clock.now()
    permissions.require(by, KEEP_PROBES)
    form = PlaceForm(request.POST if request.method == "POST" else None)
    status, token = 422 if form.errors else 200, ""
    house = provider()
    if request.method == "POST" and form.is_valid() and house is not None:
        said = form.cleaned_data
        try:
            _made, token = make_place(said["name"], provider=house.id, by=by, at=at, run_by=said["run_by"])
        except Refusal as refusal:
            status = refused(form, refusal)
    context = {
        "page_title": _("New place"),
        "form": None if token else form,
        "written": token,
        "server": settings.PUBLIC_URL,
        "crumbs": _crumbs(_("New place")),
    }
    return render(request, "availability/place_new.html", context, status=status)


@staff_only
@require_POST
def renew_token(request: HttpRequest, place: UUID) -> HttpResponse:
    """Another token for a place, shown once."""
    token = renew_place(place, by=request.actor, at=clock.now())
    context = {
        "page_title": _("New token"),
        "form": None,
        "written": token,
        "server": settings.PUBLIC_URL,
        "crumbs": _crumbs(_("New token")),
    }
    return render(request, "availability/place_new.html", context)


@staff_only
@require_POST
def end_place(request: HttpRequest, place: UUID) -> HttpResponse:
    revoke_place(place, by=request.actor, at=clock.now())
    success(request, _("Its token opens nothing any more."))
    return redirect("availability:probes")


def _crumbs(last: str) -> list[dict[str, str]]:
    return [{"label": _("Probes"), "url": reverse("availability:probes")}, {"label": last}]
