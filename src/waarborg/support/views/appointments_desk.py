"""Appointments at the desk, and the week in which one can be booked."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waarborg.access.guard import staff_only
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.support.actions.appointments import session
from waarborg.support.actions.appointments.roster import be_absent, be_back, keep_hours
from waarborg.support.forms.appointments import AbsenceForm, DoneForm, RosterForm
from waarborg.support.models import StaffAbsence, StaffHours
from waarborg.support.permissions import KEEP_ROSTERS, LOOK_ALONG
from waarborg.support.queries import appointments as reading
from waarborg.support.queries.absence import absences
from waarborg.support.queries.people import colleagues
from waarborg.support.views.appointments import act, file_of, page
from waarborg.support.views.veiled import tell_if_masked


@staff_only
@require_GET
def appointments(request: HttpRequest) -> HttpResponse:
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, LOOK_ALONG)
    coming, past = reading.coming(by, now=at), reading.past(by)
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in coming}).values_list("id", "name"))
    alone = reading.unattended(coming, at=at)
    lines = [(one, names.get(one.tenant_id, ""), one.id in alone) for one in coming]
    context = {"lines": lines, "past": past}
    return render(request, "support/appointments/desk_list.html", context)


@staff_only
@require_GET
def show(request: HttpRequest, appointment: UUID) -> HttpResponse:
    return page(request, reading.find(request.actor, appointment), done_form=DoneForm())  # type: ignore[attr-defined]


@staff_only
@require_GET
def calendar(request: HttpRequest, appointment: UUID) -> HttpResponse:
    return file_of(request, appointment)


@staff_only
@require_POST
def begin(request: HttpRequest, appointment: UUID) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    said = _("You look along; the customer sees since when.")
    return act(request, appointment, lambda one: session.begin(one, by=by, at=clock.now()), said)


@staff_only
@require_POST
def finish(request: HttpRequest, appointment: UUID) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    form = DoneForm(request.POST)
    if not form.is_valid():
        return page(request, reading.find(by, appointment), done_form=form)
    done = form.cleaned_data["done"]
    tell_if_masked(request, done)
    said = _("The session is over; what was done stands on the ticket.")
    return act(request, appointment, lambda one: session.finish(one, by=by, at=clock.now(), done=done), said)


@staff_only
@require_http_methods(["GET", "POST"])
def roster(request: HttpRequest) -> HttpResponse:
    """One's own week, and who is away; the service manager says so of anybody, as of who fell ill."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, LOOK_ALONG)
    rows = StaffHours.objects.filter(person_id=by.person).order_by("weekday", "begins")
    held = [(one.weekday, one.begins, one.ends) for one in rows]
    which = request.POST.get("form", "") if request.method == "POST" else ""
    staff, keeps_all = colleagues(at=at), permissions.may(by, KEEP_ROSTERS)
    week = RosterForm(request.POST if which == "week" else None, lang=lang, held=held)
    away = AbsenceForm(request.POST if which == "away" else None, me=by.person, staff=staff, keeps_all=keeps_all)
    try:
        if done := _kept(which, request, week, away):
            return done
        refusal = None
    except Refusal as refused:
        refusal = refused
    names = {one.id: one.name for one in staff}
    context = {
        "week": week,
        "away": away,
        "absent": [
            (one, names.get(one.person_id, ""), keeps_all or one.person_id == by.person) for one in absences(at=at)
        ],
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if week.errors or away.errors else 200
    return render(request, "support/appointments/roster.html", context, status=status)


def _kept(which: str, request: HttpRequest, week: RosterForm, away: AbsenceForm) -> HttpResponse | None:
    """What the form that was sent asks for; None where nothing is to be done or it is not filled in rightly."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    if which == "week" and week.is_valid():
        keep_hours(by.person, by=by, at=at, weekly=week.cleaned_data["weekly"])
        success(request, _("Your week is kept."))
    elif which == "away" and away.is_valid():
        be_absent(away.cleaned_data.get("person") or by.person, by=by, at=at, **away.days())
        success(request, _("Kept: nobody can book on those days, and what comes reaches who stands in."))
    elif which == "back":
        found = StaffAbsence.objects.filter(id=_uuid(request.POST.get("absence", ""))).first()
        if found is None:
            raise permissions.NotFound()
        be_back(found.person_id, by=by, at=at, absence=found.id)
    else:
        return None
    return redirect("support:roster")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise permissions.NotFound() from None
