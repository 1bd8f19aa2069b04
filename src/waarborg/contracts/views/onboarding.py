"""Onboardings at the desk: all of them by what is due next, one plan with its steps, and signing a contract."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.forms import refuse
from waarborg.access.guard import staff_only
from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.plan_onboarding import keep_step
from waarborg.contracts.actions.sign_contract import sign
from waarborg.contracts.forms import SignForm, StepForm
from waarborg.contracts.models import Onboarding
from waarborg.contracts.queries import onboarding as reading
from waarborg.contracts.views.completing import complete, plan_context
from waarborg.customers.queries import organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date, tongue
from waarborg.promises.queries import versions


@staff_only
@require_GET
def onboardings(request: HttpRequest) -> HttpResponse:
    """Under way, the one whose next step is due first on top; and those that are complete."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    permissions.require(by, rights.SEE_ONBOARDING)
    live, over = reading.lines(today=local_date(clock.now(), zone_of()))
    context = {"live": live, "over": over, "lang": tongue(get_language())}
    return render(request, "contracts/onboardings.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, onboarding: UUID) -> HttpResponse:
    """By POST the step that `step` names is completed."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    at = clock.now()
    held = reading.find(onboarding, by=by)
    access_log.read(by=by, tenant=held.tenant_id, what=held.ref, why=gettext_noop("onboarding"), at=at)
    done = complete(request, held, by=by, at=at)
    if done.redirects:
        return redirect("contracts:onboarding", onboarding=held.id)
    customer = organisation(held.tenant_id)
    context = {
        **plan_context(held, done, by=by, at=at),
        "customer": customer,
        "may_plan": permissions.may(by, rights.PLAN_ONBOARDING),
        "crumbs": [
            {"label": _("Onboardings"), "url": reverse("contracts:onboardings")},
            {"label": f"{customer.name}, {held.contract.reference}"},
        ],
    }
    return render(request, "contracts/onboarding.html", context, status=done.status)


@staff_only
@require_http_methods(["GET", "POST"])
def new_step(request: HttpRequest, onboarding: UUID) -> HttpResponse:
    return _step(request, onboarding, None)


@staff_only
@require_http_methods(["GET", "POST"])
def change_step(request: HttpRequest, onboarding: UUID, step: UUID) -> HttpResponse:
    return _step(request, onboarding, step)


def _step(request: HttpRequest, onboarding: UUID, step: UUID | None) -> HttpResponse:
    by: Actor = request.actor  # type: ignore[attr-defined]
    permissions.require(by, rights.PLAN_ONBOARDING)
    held, lang = reading.find(onboarding, by=by), tongue(get_language())
    begin: dict[str, Any] = {}
    if step is not None:
        row = next((one for one in held.steps.all() if one.id == step), None)
        if row is None:
            raise permissions.NotFound()
        names = ("kind", "nl", "en", "side", "due_on")
        begin = {name: getattr(row, name) for name in names}
        begin |= {"ours": str(row.ours or ""), "theirs": str(row.theirs or "")}
    ours, theirs = reading.owners(held.tenant_id)
    kind = begin.get("kind", "")
    form = StepForm(request.POST or None, ours=ours, theirs=theirs, lang=lang, kind=kind, initial=begin)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                keep_step(held, step, form.wanted(), by=by, at=clock.now())
            except Refusal as refusal:
                refuse(form, refusal, lang)
                status = refusal.status
            else:
                success(request, _("The plan is kept. Whoever has the turn now gets a mail."))
                return redirect("contracts:onboarding", onboarding=held.id)
    heading = _("Change a step") if step else _("New step")
    return render(request, "contracts/step_form.html", _form(held, form, heading), status=status)


def _form(held: Onboarding, form: Any, heading: str) -> dict[str, Any]:
    name = organisation(held.tenant_id).name
    crumbs = [
        {"label": _("Onboardings"), "url": reverse("contracts:onboardings")},
        {"label": f"{name}, {held.contract.reference}", "url": reverse("contracts:onboarding", args=[held.id])},
        {"label": heading},
    ]
    return {"form": form, "heading": heading, "crumbs": crumbs, "button": _("Keep")}


@staff_only
@require_http_methods(["GET", "POST"])
def sign_for(request: HttpRequest, customer: UUID) -> HttpResponse:
    """Record what this customer signed: the agreement binds at once, and the onboarding has its plan."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    permissions.require(by, rights.RECORD)
    shown, at, lang = organisation(customer), clock.now(), tongue(get_language())
    if shown.kind != "customer":
        raise permissions.NotFound()
    published = [str(one.version) for one in versions.published(at)]
    form, status = SignForm(request.POST or None, versions=published, zone=zone_of()), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            agreement, _space, version = form.cleaned_data["version"].rpartition(" ")
            try:
                made = sign(shown.id, versions.find(agreement, version), form.signed(), by=by, at=at)
            except Refusal as refusal:
                refuse(form, refusal, lang)
                status = refusal.status
            else:
                success(request, _("Recorded: the agreement binds now, and the onboarding has its plan."))
                return redirect("contracts:onboarding", onboarding=made.plans.get().id)
    heading = _("Record a signed contract")
    crumbs = [
        {"label": _("Customers"), "url": reverse("access:customers")},
        {"label": shown.name, "url": reverse("access:customer", args=[shown.id])},
        {"label": _("Contract"), "url": reverse("contracts:contract", args=[shown.id])},
        {"label": heading},
    ]
    context = {"form": form, "heading": heading, "crumbs": crumbs, "button": _("Record")}
    return render(request, "contracts/step_form.html", context, status=status)


@staff_only
@require_GET
def of_contract(request: HttpRequest, contract: UUID) -> HttpResponse:
    """From a contract, as a link in a list gives it, to its onboarding, else to the page of its customer."""
    permissions.require(request.actor, rights.SEE_ONBOARDING)  # type: ignore[attr-defined]
    found = reading.contract_of(contract)
    for held in found.plans.all():
        return redirect("contracts:onboarding", onboarding=held.id)
    return redirect("contracts:contract", customer=found.tenant_id)
