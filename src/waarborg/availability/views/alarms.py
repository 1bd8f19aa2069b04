"""Alarms: the desk's pages, and the page behind the link of a call, which a phone opens without signing in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.availability.actions.alarms.keep_policy import keep_policy, try_policy
from waarborg.availability.actions.alarms.take_up import LINK, PAGE, called, take_up
from waarborg.availability.forms.alarms import PolicyForm
from waarborg.availability.models import Alarm, AlarmPolicy
from waarborg.availability.permissions import KEEP_POLICIES, SEE_ALARMS, TAKE_UP, TRY_ALARM
from waarborg.availability.queries import alarms as reading
from waarborg.availability.queries import rosters
from waarborg.availability.rules.escalation import ON_CALL
from waarborg.availability.rules.incidents import call_effect
from waarborg.catalogue import queries as catalogue
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions, tenancy
from waarborg.plumbing.permissions import Named
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.paging import cursor_of, page_of
from waarborg.plumbing.web.reader import lang


def _state(one: Alarm) -> tuple[str, str]:
    """Mark and word."""
    if one.acknowledged_at is not None:
        return ("rest" if one.ended_at else "met"), _("over") if one.ended_at else _("taken up")
    if one.ended_at is not None:
        return "rest", _("over, taken up by nobody")
    return "broken", _("nobody has taken it up yet") if one.next_at else _(
        "taken up by nobody; nobody is called any more"
    )


def _amount(begins: datetime, ends: datetime) -> str:
    return wording.amount(round((ends - begins).total_seconds() * 1_000_000), lang())


def _line(one: Alarm, names: dict[UUID, str]) -> dict[str, Any]:
    mark, word = _state(one)
    return {
        "alarm": one,
        "title": one.title(lang()),
        "mark": mark,
        "word": word,
        "by": names.get(one.acknowledged_by, "") if one.acknowledged_by else "",
        "after": _amount(one.raised_at, one.acknowledged_at) if one.acknowledged_at else "",
        "calls": len(one.called.all()),
    }


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All alarms, fifty at a time, and the policies. Six queries."""
    by = request.actor
    permissions.require(by, SEE_ALARMS)
    rows = reading.page(after=cursor_of(request.GET.get("after", "")), limit=reading.PAGE + 1)
    names = reading.names(one.acknowledged_by for one in rows)
    page = page_of(rows, reading.PAGE, lambda one: (one.raised_at, one.id))
    context = {
        "page_title": _("Alarms"),
        "lines": [_line(one, names) for one in page.rows],
        "more": page.more,
        "policies": [{"policy": one, "steps": [_step(*step) for step in one.steps]} for one in reading.policies()],
        "may_keep": permissions.may(by, KEEP_POLICIES),
        "may_try": permissions.may(by, TRY_ALARM),
    }
    return render(request, "availability/alarms.html", context)


def _step(minutes: int, whom: str) -> str:
    reached = _("who is on call") if whom == ON_CALL else Named((whom,)).say(lang())
    return _("after %(minutes)s min: %(whom)s") % {"minutes": minutes, "whom": reached} if minutes else reached


@staff_only
@require_http_methods(["GET", "POST"])
def alarm(request: HttpRequest, alarm: UUID) -> HttpResponse:
    """One alarm with everybody who was called; by POST it is taken up. Five queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_ALARMS)
    refusal, status = None, 200
    if request.method == "POST":
        try:
            take_up(alarm, how=PAGE, by=by, at=at)
        except Refusal as found:
            if found.status == 404:
                raise
            refusal, status = found, found.status
        else:
            success(request, _("You have it: nobody else is called."))
            return redirect("availability:alarm", alarm)
    context = {**_shown(reading.alarm(alarm)), "refusal": refusal, "may_take_up": permissions.may(by, TAKE_UP)}
    return render(request, "availability/alarm.html", context, status=status)


def _shown(held: Alarm) -> dict[str, Any]:
    calls = list(held.called.all())
    names = reading.names([held.acknowledged_by, *(one.person_id for one in calls)])
    parts = [one.say(lang()) for one in catalogue.components() if str(one.id) in held.components]
    return {
        **_line(held, names),
        "page_title": held.title(lang()),
        "effect": call_effect(held.effect, lang()),
        "components": wording.enumeration(parts, lang()),
        "until_raised": _amount(held.began_at, held.raised_at),
        "called": [
            {"call": one, "name": names.get(one.person_id, ""), "step": _step(0, one.whom), "number": one.number + 1}
            for one in calls
        ],
        "about": [{"incident": one.incident, "title": one.incident.title(lang())} for one in held.about.all()],
        "crumbs": _crumbs(held.title(lang())),
    }


# A phone has no session and a gateway no cookie: the address itself is the right, and gives only this. Looking changes
# nothing, because scanners of mail look at every link.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_call(request: HttpRequest, call: str) -> HttpResponse:
    """The alarm of a call, and taking it up by POST; to a program that asks for JSON as JSON."""
    at, done = clock.now(), False
    plain = "application/json" in request.headers.get("Accept", "")
    with tenancy.enter(Role.DESK):
        found, by = called(call[:200], at=at)
        if request.method == "POST":
            try:
                take_up(found.alarm_id, how=LINK, by=by, at=at)
                done = True
            except Refusal:
                # A colleague was first, or it is over: the page says so.
                done = False
        held = reading.alarm(found.alarm_id)
        context = {**_shown(held), "token": call, "done": done}
    if plain:
        told = {"alarm": str(held.id), "acknowledged": held.acknowledged_at is not None, "by_this_call": done}
        return JsonResponse(told, status=200 if done or request.method != "POST" else 409)
    return render(request, "availability/answer_call.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def new_policy(request: HttpRequest) -> HttpResponse:
    return _policy(request, None)


@staff_only
@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest, policy: UUID) -> HttpResponse:
    """One policy; by POST it is kept, or a trial alarm goes out by it."""
    permissions.require(request.actor, KEEP_POLICIES)
    held = reading.policy(policy)
    if request.method == "POST" and "try" in request.POST:
        made = try_policy(held.id, by=request.actor, at=clock.now())
        success(request, _("The trial alarm is out."))
        return redirect("availability:alarm", made.id)
    return _policy(request, held)


def _policy(request: HttpRequest, held: AlarmPolicy | None) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, KEEP_POLICIES)
    house = provider()
    posted = request.POST if request.method == "POST" else None
    listed = rosters.rosters()
    form = PolicyForm(posted, rosters=listed, components=catalogue.components(), lang=lang(), held=held)
    status = 422 if form.errors else 200
    if posted is not None and form.is_valid() and house is not None:
        given = form.cleaned_data
        try:
            keep_policy(
                held.id if held else None,
                form.rule(),
                roster=form.roster_id(),
                components=form.component_ids(),
                provider=house.id,
                by=by,
                at=at,
                **{name: given[name] for name in ("name", "least_effect", "bundle", "place", "revision")},
            )
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("The alarm policy is kept."))
            return redirect("availability:alarms")
    title = held.name if held else _("New alarm policy")
    context = {
        "page_title": title,
        "form": form,
        "crumbs": _crumbs(title),
        "held": held,
        "may_try": held is not None and permissions.may(by, TRY_ALARM),
        "no_roster": not listed,
    }
    return render(request, "availability/policy_form.html", context, status=status)


def _crumbs(last: str) -> list[dict[str, str]]:
    return [{"label": _("Alarms"), "url": reverse("availability:alarms")}, {"label": last}]
