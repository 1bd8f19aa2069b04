"""The desk's pages of maintenance: the planner with its month, one window and what becomes of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.messages import error, success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.availability.actions.change_maintenance import begin_work, cancel_work, change_times, end_work
from waarborg.availability.actions.maintenance import plan_work
from waarborg.availability.actions.maintenance_rules import earliest
from waarborg.availability.forms.maintenance import CancelForm, ChangeForm, PlanForm
from waarborg.availability.models import Work
from waarborg.availability.permissions import PLAN_WORK, SEE_WORK
from waarborg.availability.queries import maintenance as reading
from waarborg.availability.queries.incidents import component_items
from waarborg.availability.queries.maintenance_rules import rules_for
from waarborg.availability.rules import month_sheet
from waarborg.availability.views.maintenance_showing import month_asked, sheet, shown
from waarborg.availability.views.series import crumbs
from waarborg.catalogue import queries as catalogue
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import from_us
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.reader import lang, zone


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """A month of maintenance as a sheet and as a table. Ten queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_WORK)
    month = month_asked(request.GET.get("month", ""), wording.local_date(at, zone()))
    first, last = (from_us(one) for one in month_sheet.span(month, zone()))
    works = reading.between(first, last)
    context = {
        "page_title": _("Maintenance"),
        "sheet": sheet(month, works, lang(), zone(), at),
        "lines": [shown(one, at, lang(), zone()) for one in works],
        "leads": "availability:desk-work",
        "may_plan": permissions.may(by, PLAN_WORK),
        "series": [{"one": one, "title": one.title(lang())} for one in reading.series_running()],
        "crumbs": [{"label": _("Status"), "url": reverse("availability:desk")}, {"label": _("Maintenance")}],
    }
    return render(request, "availability/maintenance_desk.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a window; by POST with `do=look` only the earliest time allowed is looked up."""
    by, at = request.actor, clock.now()
    permissions.require(by, PLAN_WORK)
    posted = request.POST if request.method == "POST" else None
    form = PlanForm(posted, components=catalogue.components(), lang=lang(), zone=zone())
    status, offer = 200, ""
    house = provider()
    if posted is not None and posted.get("do") == "look":
        form.is_valid()
        offer = _earliest(form, at)
        form = PlanForm(initial=_typed(posted), components=catalogue.components(), lang=lang(), zone=zone())
    elif posted is not None and form.is_valid() and house is not None:
        said = form.cleaned_data
        try:
            made = plan_work(
                form.described(),
                said["from_at"],
                said["until_at"],
                provider=house.id,
                by=by,
                at=at,
                reason=said["reason"],
                alongside=said["alongside"],
            )
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("It has been planned."))
            return redirect("availability:desk-work", made.id)
    elif posted is not None:
        status = 422
    context = {"page_title": _("Plan maintenance"), "form": form, "offer": offer, "crumbs": crumbs(_("Plan"))}
    return render(request, "availability/maintenance_new.html", context, status=status)


def _typed(posted: Any) -> dict[str, Any]:
    """What was filled in, to fill it in again."""
    boxes = ("by_schedule", "for_visitors", "untold", "alongside")
    return {**posted.dict(), "components": posted.getlist("components"), **{one: one in posted for one in boxes}}


def _earliest(form: PlanForm, at: datetime) -> str:
    """The earliest time that the agreements in force allow, in words, for what was filled in so far."""
    said = form.cleaned_data
    start, end = said.get("from_at"), said.get("until_at")
    if not said.get("components") or start is None or end is None or end <= start:
        return _("Choose components, and fill in from and until: then you read when it can be.")
    items = list(component_items(UUID(one) for one in said["components"]).values())
    found = rules_for(items, said.get("kind", ""), said.get("severity", ""), at=at)
    lasting = round((end.timestamp() - start.timestamp()) * 1_000_000)
    moment = earliest(found, lasting, at=at, after=max(start, at))
    if moment is None:
        return _("No window of the agreements in force is that long.")
    when = wording.instant(moment, lang(), zone())
    return _("By the agreements in force it can begin at the earliest on %(when)s.") % {"when": when}


@staff_only
@require_http_methods(["GET", "POST"])
def work(request: HttpRequest, work: UUID) -> HttpResponse:
    """One window; by POST it gets other times, is cancelled, begins or ends."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_WORK)
    held = reading.find(work)
    posted = request.POST if request.method == "POST" else None
    if posted is not None:
        permissions.require(by, PLAN_WORK)
    do = posted.get("do", "") if posted is not None else ""
    if do in ("begin", "end"):
        return _begun_or_ended(request, held, do, at)
    change = _change_form(held, posted if do == "change" else None)
    cancel = CancelForm(posted if do == "cancel" else None, initial={"revision": held.revision})
    status = 200
    if posted is not None:
        form = cancel if do == "cancel" else change
        status = _done(do, held, change, cancel, by=by, at=at) if form.is_bound and form.is_valid() else 422
        if status == 200:
            success(request, _("It has been noted."))
            return redirect("availability:desk-work", held.id)
        held = reading.find(work)
    may = permissions.may(by, PLAN_WORK)
    told = shown(held, at, lang(), zone())
    context: dict[str, Any] = {
        "page_title": told["title"],
        "told": told,
        "change": change if may and held.open else None,
        "cancel": cancel if may and held.ahead else None,
        "may_begin": may and held.ahead and held.from_at <= at < held.until_at,
        "may_end": may and held.state == "running",
        "crumbs": crumbs(told["title"]),
    }
    return render(request, "availability/maintenance_desk_work.html", context, status=status)


def _change_form(held: Work, posted: Any) -> ChangeForm:
    initial = {"revision": held.revision, "from_at": held.from_at, "until_at": held.until_at}
    return ChangeForm(posted, initial=initial, zone=zone(), running=held.state == "running")


def _done(do: str, held: Work, change: ChangeForm, cancel: CancelForm, *, by: Any, at: datetime) -> int:
    """Do what was asked; 200, or the status of the refusal, which stands in the form."""
    said = change.cleaned_data if do == "change" else {}
    acts: dict[str, Callable[[], Work]] = {
        "change": lambda: change_times(
            held.id,
            said.get("from_at") or held.from_at,
            said["until_at"],
            revision=said["revision"],
            by=by,
            at=at,
            why=change.why,
            reason=said.get("reason", ""),
            alongside=said["alongside"],
        ),
        "cancel": lambda: cancel_work(
            held.id,
            (cancel.cleaned_data["why_nl"], cancel.cleaned_data["why_en"]),
            revision=cancel.cleaned_data["revision"],
            by=by,
            at=at,
        ),
    }
    try:
        acts[do]()
    except Refusal as refusal:
        return refused(cancel if do == "cancel" else change, refusal)
    return 200


def _begun_or_ended(request: HttpRequest, held: Work, do: str, at: datetime) -> HttpResponse:
    """Work begins or ends by one button; a refusal is said above the page."""
    act = {"begin": begin_work, "end": end_work}[do]
    try:
        act(held.id, by=request.actor, at=at)
    except Refusal as refusal:
        error(request, refusal.in_full(lang()))
    else:
        success(request, _("It has been noted."))
    return redirect("availability:desk-work", held.id)
