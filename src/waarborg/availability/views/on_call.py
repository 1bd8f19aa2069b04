"""The desk's pages of who is on call: rosters, the coming weeks, swaps, and the own calendar."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.availability.actions.alarms.duty_calendars import hash_of, make_address
from waarborg.availability.actions.alarms.keep_roster import save_roster, swap, swap_back
from waarborg.availability.forms.rosters import LayerForm, RosterForm, SwapForm
from waarborg.availability.models import DutyCalendar, Roster
from waarborg.availability.permissions import SAVE_ROSTER, SEE_DUTY, SWAP
from waarborg.availability.queries import rosters as reading
from waarborg.availability.rules.duty_calendar import calendar_file
from waarborg.availability.rules.roster import Duty, Plan, duties
from waarborg.customers.models import Person
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing import clock, permissions, tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.reader import lang, zone

WEEKS = 5
YEAR = timedelta(days=365)


def _lines(plan: Plan, known: dict[UUID, Person], begins: datetime, ends: datetime, gone: frozenset[UUID]) -> list[Any]:
    return [
        {
            "begins": from_us(one.begins),
            "ends": from_us(one.ends),
            "gap": one.person is None,
            "name": known[one.person].name if one.person in known else "",
            "swapped": one.swapped,
            "gone": one.person in gone,
        }
        for one in duties(plan, to_us(begins), to_us(ends))
    ]


def _now(held: Roster, at: datetime, known: dict[UUID, Person]) -> dict[str, Any]:
    plan = reading.plan_of(held)
    gone = reading.left(plan, known)
    coming = _lines(plan, known, at, at + timedelta(weeks=WEEKS), gone)
    return {
        "roster": held,
        "now": coming[0],
        "next": coming[1] if len(coming) > 1 else None,
        "gaps": sum(one["gap"] for one in coming),
        "gone": [known[one].name for one in gone if one in known],
    }


@staff_only
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Each roster with who is on call now and next; by POST a new address for the own calendar. Seven queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_DUTY)
    made = ""
    if request.method == "POST":
        made = settings.PUBLIC_URL + reverse("availability:duty-calendar", args=[make_address(by=by, at=at)])
    held = reading.rosters()
    known = reading.people_in([reading.plan_of(one) for one in held])
    context = {
        "page_title": _("On call"),
        "lines": [_now(one, at, known) for one in held],
        "may_save": permissions.may(by, SAVE_ROSTER),
        "made": made,
        "has_calendar": DutyCalendar.objects.filter(person_id=by.person).exists(),
        "weeks": WEEKS,
    }
    return render(request, "availability/on_call.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, SAVE_ROSTER)
    house = provider()
    posted = request.POST if request.method == "POST" else None
    form = RosterForm(posted, zone=zone(), staff=reading.staff())
    status = 422 if form.errors else 200
    if posted is not None and form.is_valid() and house is not None:
        given = form.cleaned_data
        try:
            row, gaps = save_roster(
                None, [form.layer()], name=given["name"], zone=given["zone"], provider=house.id, by=by, at=at
            )
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _saved(gaps))
            return redirect("availability:roster", row.id)
    context = {"page_title": _("New roster"), "form": form, "crumbs": _crumbs(_("New roster"))}
    return render(request, "availability/roster_form.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def roster(request: HttpRequest, roster: UUID) -> HttpResponse:
    """The coming weeks of a roster, its layers and swaps; by POST a swap, or one undone. Eight queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_DUTY)
    held = reading.roster(roster)
    staff = reading.staff()
    posted = request.POST if request.method == "POST" else None
    undone = posted.get("undo", "") if posted is not None else ""
    form = SwapForm(posted if not undone else None, staff=staff, zone=held.zone)
    status = 422 if form.errors else 200
    try:
        if undone:
            swap_back(held.id, _uuid(undone), by=by, at=at)
            success(request, _("The swap has been undone."))
            return redirect("availability:roster", held.id)
        if posted is not None and form.is_valid():
            given = form.cleaned_data
            swap(held.id, UUID(given["person"]), given["begins_at"], given["ends_at"], by=by, at=at)
            success(request, _("The duty has been swapped."))
            return redirect("availability:roster", held.id)
    except Refusal as refusal:
        status = refused(form, refusal)
    return render(request, "availability/roster.html", _shown(held, form, by, at), status=status)


def _shown(held: Roster, form: SwapForm, by: Any, at: datetime) -> dict[str, Any]:
    plan = reading.plan_of(held)
    known = reading.people_in([plan])
    gone = reading.left(plan, known)
    coming = _lines(plan, known, at, at + timedelta(weeks=WEEKS), gone)
    return {
        "page_title": held.name,
        "held": held,
        "coming": coming,
        "gaps": [one for one in coming if one["gap"]],
        "gone": [known[one].name for one in gone if one in known],
        "away": [known[one].name for one in reading.away(known, at) if known[one].active],
        "layers": [_layer(one, known) for one in plan.layers],
        "swaps": [
            {"swap": one, "name": known[one.person_id].name if one.person_id in known else ""}
            for one in held.swaps.all()
            if one.ends_at > at
        ],
        "form": form if permissions.may(by, SWAP) else None,
        "may_save": permissions.may(by, SAVE_ROSTER),
        "crumbs": _crumbs(held.name),
        "weeks": WEEKS,
    }


def _layer(one: Any, known: dict[UUID, Person]) -> dict[str, Any]:
    hours = one.hours[0] if one.hours else None
    days = [wording.day(date(2024, 1, 1 + day), lang()).split()[0] for day in sorted(hours.weekdays)] if hours else []
    return {
        "people": wording.enumeration([known[person].name for person in one.people if person in known], lang()),
        "weekly": one.rotation == "weekly",
        "handover": _clock(one.handover),
        "days": wording.enumeration(days, lang()) if len(days) < 7 else _("every day"),
        "hours": f"{_clock(hours.begins)}-{_clock(hours.ends)}" if hours else "",
    }


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


@staff_only
@require_http_methods(["GET", "POST"])
def layer(request: HttpRequest, roster: UUID, level: int) -> HttpResponse:
    """One layer of a roster; the level after the last is a new one. By POST it is kept, or taken away."""
    by, at = request.actor, clock.now()
    permissions.require(by, SAVE_ROSTER)
    held = reading.roster(roster)
    plan = reading.plan_of(held)
    if level > len(plan.layers):
        raise permissions.NotFound()
    one = plan.layers[level] if level < len(plan.layers) else None
    posted = request.POST if request.method == "POST" else None
    away = posted is not None and "remove" in posted
    form = LayerForm(posted if not away else None, staff=reading.staff(), held=one)
    status = 422 if form.errors else 200
    if away or (posted is not None and form.is_valid()):
        layers = [*plan.layers[:level], *([] if away else [form.layer()]), *plan.layers[level + 1 :]]
        try:
            _row, gaps = save_roster(
                held.id, layers, name=held.name, zone=held.zone, provider=held.tenant_id, by=by, at=at,
                revision=held.revision,
            )  # fmt: skip
        except Refusal as refusal:
            form = form if not away else LayerForm({}, staff=reading.staff(), held=one)
            status = refused(form, refusal)
        else:
            success(request, _saved(gaps))
            return redirect("availability:roster", held.id)
    title = _("Layer %(number)s") % {"number": level + 1}
    context = {
        "page_title": title,
        "form": form,
        "crumbs": _crumbs(title, held),
        "held": held,
        "removable": one is not None and len(plan.layers) > 1,
    }
    return render(request, "availability/roster_form.html", context, status=status)


def _saved(gaps: list[Duty]) -> str:
    if not gaps:
        return _("The roster is kept; every hour is covered.")
    return ngettext("The roster is kept, with one gap.", "The roster is kept, with %(many)s gaps.", len(gaps)) % {
        "many": len(gaps)
    }


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise permissions.NotFound() from None


def _crumbs(last: str, above: Roster | None = None) -> list[dict[str, str]]:
    crumbs = [{"label": _("On call"), "url": reverse("availability:on-call")}]
    if above is not None:
        crumbs.append({"label": above.name, "url": reverse("availability:roster", args=[above.id])})
    return [*crumbs, {"label": last}]


@require_safe
def duty_calendar(request: HttpRequest, duty: str) -> HttpResponse:
    """A colleague's duties of a year, for a calendar program that has the secret address; 404 to everybody else."""
    at = clock.now()
    with tenancy.enter(Role.DESK):
        row: DutyCalendar | None = DutyCalendar.objects.filter(secret_hash=hash_of(duty)).first()
        known = {one.id: one for one in reading.staff()} if row is not None else {}
        if row is None or row.person_id not in known:
            raise permissions.NotFound()
        mine = [
            (from_us(one.begins), from_us(one.ends), f"{_('On call')}: {held.name}")
            for held in reading.rosters()
            for one in duties(reading.plan_of(held), to_us(at - timedelta(days=31)), to_us(at + YEAR))
            if one.person == row.person_id
        ]
    host = settings.PUBLIC_URL.partition("://")[2].partition("/")[0] or "waarborg"
    body = calendar_file(sorted(mine), name=_("On call"), host=host, made=at)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=900"
    return answer
