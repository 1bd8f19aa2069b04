"""Evaluation sessions (AP-43): which customer has one when, planning it, when it suits, and what came of it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import contact_only, staff_only
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.support.actions.sessions.ask_to_plan import propose_moments
from waarborg.support.actions.sessions.evaluate import hold_evaluation, keep_agenda, plan_evaluation
from waarborg.support.forms.sessions import EvaluationPlanForm, HeldForm, ProposalForm
from waarborg.support.models import EvaluationAsk
from waarborg.support.permissions import KEEP_SESSIONS, PROPOSE_EVALUATION, SEE_SESSIONS
from waarborg.support.queries import evaluations as reading
from waarborg.support.queries.sessions import colleagues_of
from waarborg.support.rules.sessions import kinds
from waarborg.support.rules.sessions.quarters import bounds
from waarborg.support.views.sessions import evaluation_context

# How long such a session usually takes.
USUAL = timedelta(hours=1)


@staff_only
@require_GET
def evaluations(request: HttpRequest) -> HttpResponse:
    """Every customer to whom one is promised: by when, and whether it is planned."""
    by, now = request.actor, clock.now()
    permissions.require(by, SEE_SESSIONS)
    context = {"lines": reading.duties(at=now), "may_keep": permissions.may(by, KEEP_SESSIONS)}
    return render(request, "support/sessions/evaluations.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, customer: UUID) -> HttpResponse:
    by, now = request.actor, clock.now()
    permissions.require(by, KEEP_SESSIONS)
    found = Organisation.objects.filter(id=customer, kind="customer").first()
    if found is None:
        raise permissions.NotFound()
    ask = reading.this_quarter(customer, at=now).ask
    form = EvaluationPlanForm(
        request.POST or None, zone=zone_of(), people=colleagues_of(customer), initial=_proposed(ask, request)
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_evaluation(customer, form.plan(customer, by.name), form.cleaned_data["guests"], by=by, at=now)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("It is planned; the guests get a mail with the way to their calendar."))
            return redirect("support:desk-session", session=made.session_id)
    heading = _("Evaluation session with %(customer)s") % {"customer": found.name}
    lead = _proposal_words(ask)
    crumbs = [{"label": _("Evaluation sessions"), "url": reverse("support:evaluations")}, {"label": heading}]
    context = {"form": form, "refusal": refusal, "act_heading": heading, "crumbs": crumbs, "lead": lead}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/list_form.html", context, status=status)


def _proposed(ask: EvaluationAsk | None, request: HttpRequest) -> dict[str, Any]:
    """What stands in the form at first: the moment of the customer's that was chosen, its best where none was."""
    if ask is None or not ask.moments:
        return {}
    chosen = request.GET.get("moment", "")
    begins = datetime.fromisoformat(chosen if chosen in ask.moments else ask.moments[0])
    return {"starts_at": begins, "ends_at": begins + USUAL, "guests": [str(ask.proposed_by_id)]}


def _proposal_words(ask: EvaluationAsk | None) -> str:
    if ask is None or not ask.moments:
        return ""
    lang = wording.tongue(get_language())
    moments = "; ".join(wording.instant(one, lang, zone_of()) for one in ask.instants)
    words = _("%(name)s proposes: %(moments)s.") % {"name": ask.proposed_by, "moments": moments}
    return f"{words} {ask.said}".strip()


@contact_only
@require_http_methods(["GET", "POST"])
def our_evaluation(request: HttpRequest) -> HttpResponse:
    """The customer's own page: how it is with the session of this quarter, and when it suits."""
    by, now = request.actor, clock.now()
    permissions.require(by, PROPOSE_EVALUATION, tenant=by.tenant)
    form = ProposalForm(request.POST or None, zone=zone_of())
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            propose_moments(form.moments(), said=form.cleaned_data["said"], by=by, at=now)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("Your proposal is kept; we choose a moment and invite you."))
            return redirect("support:our-evaluation")
    quarter = reading.this_quarter(by.tenant, at=now)
    context = {
        "quarter": quarter,
        "moments": quarter.ask.instants if quarter.ask else [],
        "following": bounds(quarter.name)[1],
        "promised": reading.is_promised(by.tenant, at=now),
        "form": form,
        "refusal": refusal,
        "earlier": reading.of_customer(by.tenant),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/sessions/our_evaluation.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, session: UUID) -> HttpResponse:
    """What is on the agenda, and what came of the session."""
    by, now, lang = request.actor, clock.now(), wording.tongue(get_language())
    permissions.require(by, KEEP_SESSIONS)
    found = reading.at_desk(session)
    act = request.POST.get("act", "")
    begin = {"held_at": found.held_at or found.session.starts_at, "outcome": found.outcome, "actions": found.actions}
    form = HeldForm(request.POST if act == "held" else None, zone=zone_of(), initial=begin)
    impacts = {one["notice"]: request.POST.get(f"impact-{one['notice']}", "") for one in found.agenda}
    refusal = None
    try:
        if act == "agenda":
            keep_agenda(found, {key: word for key, word in impacts.items() if word}, by=by, at=now)
            success(request, _("The agenda is kept."))
            return redirect("support:evaluation", session=session)
        if act == "held" and form.is_valid():
            hold_evaluation(found, by=by, at=now, **form.cleaned_data)
            success(request, _("It is written down; the customer reads it too."))
            return redirect("support:desk-session", session=session)
    except Refusal as refused:
        refusal, found = refused, reading.at_desk(session)
    context = {
        "one": found.session,
        "form": form,
        "refusal": refusal,
        "kinds": kinds.KINDS,
        "lang": lang,
        **evaluation_context(found, lang),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/sessions/evaluation.html", context, status=status)
