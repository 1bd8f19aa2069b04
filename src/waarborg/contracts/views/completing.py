"""Completing a step, as both faces do it on the page of the plan."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waarborg.access.forms import refuse
from waarborg.contracts.actions.complete_step import Evidence, complete_step
from waarborg.contracts.forms import CompleteForm
from waarborg.contracts.models import Onboarding, OnboardingStep
from waarborg.contracts.permissions import COMPLETE_STEP
from waarborg.contracts.queries.onboarding import agreement_for, terms
from waarborg.contracts.rules.onboarding import CUSTOMER, KINDS, WORKSHOP, is_loaded, next_step, unmet
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import files, permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date, tongue
from waarborg.promises.queries import cards


@dataclass(frozen=True)
class Attempt:
    """What became of a form that was sent: `form` with its problems belongs to the step `step`."""

    redirects: bool = False
    step: UUID | None = None
    form: CompleteForm | None = None
    status: int = 200


def complete(request: HttpRequest, held: Onboarding, *, by: Actor, at: datetime) -> Attempt:
    """Complete the step that `step` names. Raises NotFound."""
    if request.method != "POST":
        return Attempt()
    steps = list(held.steps.all())
    found = next((one for one in steps if str(one.id) == request.POST.get("step", "")), None)
    if found is None:
        raise permissions.NotFound()
    form = _form(found, steps, held, by, request)
    if not form.is_valid():
        return Attempt(step=found.id, form=form, status=422)
    try:
        # A file of a step that was refused is not kept.
        with transaction.atomic():
            complete_step(held, found.id, _evidence(form, held, by=by, at=at), by=by, at=at)
    except permissions.NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal, tongue(get_language()))
        return Attempt(step=found.id, form=form, status=refusal.status)
    success(request, _("The step is done. Whoever has the turn now gets a mail."))
    return Attempt(redirects=True)


def _evidence(form: CompleteForm, held: Onboarding, *, by: Actor, at: datetime) -> Evidence:
    given, stored = form.cleaned_data, None
    if given["file"] is not None:
        stored = files.store(
            given["file"], name=given["file"].name or "", tenant=held.tenant_id, by=by, at=at, purpose="contracts"
        )
    return Evidence(given["note"], stored, given.get("held_on"), given.get("despite", ""))


def _form(
    step: OnboardingStep, steps: list[OnboardingStep], held: Onboarding, by: Actor, request: HttpRequest | None = None
) -> CompleteForm:
    waits = list(unmet(agreement_for(held.contract), step.kind, loaded=is_loaded(steps)))
    waives = bool(waits) and all(one.waiver & by.roles for one in waits)
    sent = (request.POST, request.FILES) if request is not None else ()
    return CompleteForm(*sent, workshop=step.kind == WORKSHOP, may_waive=waives, auto_id=f"{step.id}-%s")


def plan_context(held: Onboarding, done: Attempt, *, by: Actor, at: datetime) -> dict[str, Any]:
    """What both faces show of a plan: its steps, each with its form where the reader may complete it."""
    steps, lang = list(held.steps.all()), tongue(get_language())
    may = permissions.may(by, COMPLETE_STEP, tenant=held.tenant_id)
    turn, today = next_step(steps), local_date(at, zone_of())
    rows = []
    for one in steps:
        is_open = may and not one.is_done and (by.is_staff or one.side == CUSTOMER)
        form = (done.form if done.step == one.id else _form(one, steps, held, by)) if is_open else None
        rows.append(
            {
                "step": one,
                "kind": KINDS[one.kind][lang],
                "state": "met"
                if one.is_done
                else "late"
                if one.due_on < today
                else "running"
                if one == turn
                else "rest",
                "is_turn": one == turn,
                "form": form,
                "open": done.step == one.id,
            }
        )
    return {
        "held": held,
        "rows": rows,
        "turn": turn,
        "done_count": sum(one.is_done for one in steps),
        "terms": terms(held.contract, at=at),
        "clocks": cards(
            held.contract.ref, tenant=held.tenant_id, now=at, lang=lang, audience="staff" if by.is_staff else "customer"
        ),
        "lang": lang,
    }
