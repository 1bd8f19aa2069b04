"""Evaluation sessions at the desk (AP-43): which customer has one when, planning it, and what came of it."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import staff_only
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.support.actions.sessions.evaluate import hold_evaluation, keep_agenda, plan_evaluation
from waarborg.support.forms.sessions import EvaluationPlanForm, HeldForm
from waarborg.support.permissions import KEEP_SESSIONS, SEE_SESSIONS
from waarborg.support.queries import evaluations as reading
from waarborg.support.queries.sessions import colleagues_of
from waarborg.support.rules.sessions import kinds
from waarborg.support.views.sessions import evaluation_context


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
    form = EvaluationPlanForm(request.POST or None, zone=zone_of(), people=colleagues_of(customer))
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
    crumbs = [{"label": _("Evaluation sessions"), "url": reverse("support:evaluations")}, {"label": heading}]
    context = {"form": form, "refusal": refusal, "act_heading": heading, "crumbs": crumbs}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/list_form.html", context, status=status)


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
