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
from waarborg.support.permissions import LOOK_ALONG
from waarborg.support.queries import appointments as reading
from waarborg.support.views.appointments import act, file_of, page
from waarborg.support.views.veiled import tell_if_masked


@staff_only
@require_GET
def appointments(request: HttpRequest) -> HttpResponse:
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, LOOK_ALONG)
    coming, past = reading.coming(by, now=at), reading.past(by)
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in coming}).values_list("id", "name"))
    context = {"lines": [(one, names.get(one.tenant_id, "")) for one in coming], "past": past}
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
    """One's own week and absence."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, LOOK_ALONG)
    rows = StaffHours.objects.filter(person_id=by.person).order_by("weekday", "begins")
    held = [(one.weekday, one.begins, one.ends) for one in rows]
    which = request.POST.get("form", "") if request.method == "POST" else ""
    week = RosterForm(request.POST if which == "week" else None, lang=lang, held=held)
    away = AbsenceForm(request.POST if which == "away" else None)
    refusal = None
    try:
        if which == "week" and week.is_valid():
            keep_hours(by.person, by=by, at=at, weekly=week.cleaned_data["weekly"])
            success(request, _("Your week is kept."))
            return redirect("support:roster")
        if which == "away" and away.is_valid():
            be_absent(by.person, by=by, at=at, **away.cleaned_data)
            success(request, _("Kept: nobody can book you on those days."))
            return redirect("support:roster")
        if which == "back":
            be_back(by.person, by=by, at=at, absence=_uuid(request.POST.get("absence", "")))
            return redirect("support:roster")
    except Refusal as refused:
        refusal = refused
    absent = StaffAbsence.objects.filter(person_id=by.person, last__gte=at.date()).order_by("first")
    context = {"week": week, "away": away, "absent": absent, "refusal": refusal}
    status = refusal.status if refusal else 422 if week.errors or away.errors else 200
    return render(request, "support/appointments/roster.html", context, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise permissions.NotFound() from None
