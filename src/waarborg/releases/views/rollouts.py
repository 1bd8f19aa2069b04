"""The desk's pages of roll-outs: all of them, a new one, one with its waves, and one customer in it."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.catalogue import queries as catalogue
from waarborg.catalogue.rules.kinds import SOLD
from waarborg.customers.queries import organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web.paging import cursor_of, page_of
from waarborg.plumbing.web.reader import lang
from waarborg.releases.actions.rollouts.judge import judge_wave, resume_rollout, stop_rollout
from waarborg.releases.actions.rollouts.migrate import complete_migration, start_migration
from waarborg.releases.actions.rollouts.move import move_wave
from waarborg.releases.actions.rollouts.plan import plan_rollout
from waarborg.releases.actions.rollouts.start import start_wave
from waarborg.releases.forms.rollouts import JudgeForm, MoveForm, RolloutForm, WhyForm
from waarborg.releases.models import Rollout, Turn, Wave
from waarborg.releases.permissions import JUDGE, MIGRATE, MOVE_WAVE, PLAN_ROLLOUT, SEE_ROLLOUTS, START_WAVE, STOP
from waarborg.releases.queries import rollouts as reading
from waarborg.releases.queries.proposed import proposed
from waarborg.releases.rules import health
from waarborg.releases.rules import rollouts as rules

# By state and by verdict, the mark of the design system.
MARKS = {rules.PLANNED: "plan", rules.RUNNING: "running", rules.STOPPED: "paused", rules.DONE: "met"}
HEALTH_MARKS = {health.UNKNOWN: "unknown", health.HEALTHY: "holds", health.UNHEALTHY: "broken"}


@staff_only
@require_safe
def rollouts(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first, with how far each wave is. Three queries."""
    permissions.require(request.actor, SEE_ROLLOUTS)
    found = reading.rollouts(after=cursor_of(request.GET.get("after", "")), limit=reading.PAGE + 1)
    page = page_of(found, reading.PAGE, lambda one: (one.made_at, one.id))
    far = reading.progress(page.rows)
    context = {
        "page_title": _("Roll-outs"),
        "lines": [_line(one, far) for one in page.rows],
        "more": page.more,
        "may_plan": permissions.may(request.actor, PLAN_ROLLOUT),
    }
    return render(request, "releases/desk_rollouts.html", context)


def _line(one: Rollout, far: dict[UUID, reading.Progress]) -> dict[str, Any]:
    return {
        "rollout": one,
        "part_of": one.item.say(lang()) if one.item else "",
        "mark": MARKS[one.state],
        "state": rules.call_state(one.state, lang()),
        "waves": [_wave(each, far.get(each.id)) for each in reading.waves_of(one)],
    }


def _percent(value: Decimal) -> str:
    """Without digits that say nothing, with the comma or point of the reader."""
    return f"{float(value):g}".replace(".", "," if lang() == "nl" else ".")


def _wave(one: Wave, far: reading.Progress | None) -> dict[str, Any]:
    found = far or reading.Progress()
    return {
        "wave": one,
        "share": None if one.share is None else _percent(one.share),
        "far": found,
        "percent": 100 * found.done // found.customers if found.customers else 0,
        "mark": HEALTH_MARKS[one.health],
        "health": rules.call_health(one.health, lang()),
    }


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new one; the form begins with what the agreements in force say of it."""
    by, at = request.actor, clock.now()
    permissions.require(by, PLAN_ROLLOUT)
    posted = request.POST if request.method == "POST" else None
    sold = [one for one in catalogue.items(archived=False) if one.kind in SOLD]
    form = RolloutForm(posted, sold=sold, lang=lang(), initial=proposed(at) if posted is None else None)
    status = 422 if form.errors else 200
    if posted is not None and form.is_valid():
        try:
            made = plan_rollout(form.planned(), by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("The roll-out has been planned."))
            return redirect("releases:desk-rollout", rollout=made.id)
    context = {"page_title": _("New roll-out"), "form": form, "crumbs": _crumbs(_("New roll-out"))}
    return render(request, "releases/rollout_form.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def rollout(request: HttpRequest, rollout: UUID) -> HttpResponse:
    """One, with its waves and who is in the one of `?wave=`. By POST `do` is start, judge, stop or resume."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_ROLLOUTS)
    held = reading.find(rollout)
    waves = reading.waves_of(held)
    do = request.POST.get("do")
    forms = {
        "judge": JudgeForm(request.POST if do == "judge" else None, waves=waves),
        "why": WhyForm(request.POST if do in ("stop", "resume") else None),
    }
    form = forms["judge"] if do == "judge" else forms["why"]
    status, refusal = 422 if form.is_bound and form.errors else 200, None
    if request.method == "POST" and (do == "start" or (form.is_bound and form.is_valid())):
        try:
            success(request, _act(request, held, form, by=by, at=at))
        except Refusal as found:
            refusal, status = found, found.status
        else:
            return redirect("releases:desk-rollout", rollout=held.id)
    elif request.method == "POST" and do not in ("judge", "stop", "resume"):
        raise permissions.NotFound()
    return render(request, "releases/desk_rollout.html", _context(request, held, waves, forms, refusal), status=status)


def _act(request: HttpRequest, held: Rollout, form: Any, *, by: Actor, at: datetime) -> str:
    """What was done, in words."""
    do = request.POST["do"]
    if do == "start":
        start_wave(held.id, _number(request.POST.get("number", "")), by=by, at=at)
        return _("The wave has begun.")
    given = form.cleaned_data
    if do == "judge":
        judge_wave(held.id, given["number"], requests=given["requests"], failed=given["failed"], by=by, at=at)
        return _("The figures have been kept.")
    if do == "stop":
        stop_rollout(held.id, given["why"], by=by, at=at)
        return _("The roll-out has been stopped.")
    resume_rollout(held.id, given["why"], by=by, at=at)
    return _("The roll-out goes on.")


def _context(
    request: HttpRequest, held: Rollout, waves: list[Wave], forms: dict[str, Any], refusal: Refusal | None
) -> dict[str, Any]:
    by, far, last = request.actor, reading.progress([held]), reading.findings(waves)
    shown = next((one for one in waves if str(one.number) == request.GET.get("wave", "1")), waves[0])
    found = reading.turns(shown, after=_after(request.GET.get("after", "")), limit=reading.PAGE + 1)
    page = found[: reading.PAGE]
    names = reading.names(page)
    tabs = [
        {"label": _("Wave %(number)s") % {"number": one.number}, "url": f"?wave={one.number}",
         "count": far[one.id].customers if one.id in far else 0, "current": one is shown}
        for one in waves
    ]  # fmt: skip
    next_wave = next((one for one in waves if one.started_at is None), None)
    begun = any(one.started_at for one in waves)
    return {
        **_line(held, far),
        "page_title": held.version,
        "most": _percent(held.most_failing),
        "findings": [(one.number, last[one.id]) for one in waves if one.id in last],
        "tabs": tabs,
        "shown": shown,
        "turns": [_turn(one, names.get(one.tenant_id, "")) for one in page],
        "more": str(page[-1].tenant_id) if len(found) > reading.PAGE else "",
        "refusal": refusal,
        "forms": forms,
        "next_wave": next_wave if permissions.may(by, START_WAVE) and _is_due(held, next_wave) else None,
        "may_judge": permissions.may(by, JUDGE) and begun,
        "may_stop": permissions.may(by, STOP) and held.state in (rules.PLANNED, rules.RUNNING),
        "may_resume": permissions.may(by, STOP) and held.state == rules.STOPPED,
        "crumbs": _crumbs(held.version),
    }


def _is_due(held: Rollout, wave: Wave | None) -> bool:
    """Its time has come, and it did not begin by itself."""
    return wave is not None and held.state != rules.STOPPED and wave.starts_at <= clock.now()


def _turn(one: Turn, name: str) -> dict[str, Any]:
    if one.completed_at:
        mark, word = "met", _("on the new version")
    elif one.started_at:
        mark, word = "running", _("its data moves")
    else:
        mark, word = "plan", _("not yet")
    return {
        "turn": one,
        "name": name,
        "mark": mark,
        "word": word,
        "took": one.took(clock.now()),
        "reason": rules.call_reason(one.reason, lang()) if one.reason else "",
    }


@staff_only
@require_http_methods(["GET", "POST"])
def customer(request: HttpRequest, rollout: UUID, customer: UUID) -> HttpResponse:
    """One customer in it. By POST `do` is move, begin or complete (of its migration)."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_ROLLOUTS)
    held, house = reading.find(rollout), organisation(customer)
    waves, do = reading.waves_of(held), request.POST.get("do")
    if house.kind != "customer":
        raise permissions.NotFound()
    if request.method == "POST":
        permissions.require(by, MOVE_WAVE if do == "move" else MIGRATE)
    access_log.read(by=by, tenant=house.id, what=house.ref, why=gettext_noop("roll-out"), at=at)
    form = MoveForm(request.POST if do == "move" else None, waves=waves, lang=lang())
    status, refusal = 422 if form.is_bound and form.errors else 200, None
    if do in ("begin", "complete") or (do == "move" and form.is_valid()):
        try:
            success(request, _act_on(str(do), held, house.id, form, by=by, at=at))
        except Refusal as found:
            refusal, status = found, found.status
        else:
            return redirect("releases:rollout-customer", rollout=held.id, customer=house.id)
    made = reading.turn(held, house.id)
    where = made.wave if made else waves[-1]
    context = {
        "page_title": house.name,
        "rollout": held,
        "wave": where,
        "line": _turn(made or Turn(tenant_id=house.id, rollout=held, wave=where, picked=where.number), house.name),
        "form": form,
        "refusal": refusal,
        "may_move": permissions.may(by, MOVE_WAVE) and where.started_at is None,
        "may_migrate": permissions.may(by, MIGRATE) and made is not None and where.started_at is not None,
        "crumbs": _crumbs(held.version, held.id, house.name),
    }
    return render(request, "releases/rollout_customer.html", context, status=status)


def _act_on(do: str, held: Rollout, tenant: UUID, form: MoveForm, *, by: Actor, at: datetime) -> str:
    """What was done, in words."""
    if do == "begin":
        start_migration(held.id, tenant, by=by, at=at)
        return _("The migration has begun.")
    if do == "complete":
        complete_migration(held.id, tenant, by=by, at=at)
        return _("The migration is done.")
    given = form.cleaned_data
    move_wave(held.id, tenant, given["number"], reason=given["reason"], why=given["why"], by=by, at=at)
    return _("The customer is in another wave.")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 4 else -1


def _after(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _crumbs(name: str, rollout: UUID | None = None, last: str = "") -> list[dict[str, str]]:
    found = [{"label": _("Roll-outs"), "url": reverse("releases:desk-rollouts")}]
    if rollout is None:
        return [*found, {"label": name}]
    return [*found, {"label": name, "url": reverse("releases:desk-rollout", args=[rollout])}, {"label": last}]
