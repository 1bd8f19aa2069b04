"""Questions to a colleague who may ask us: asked by who may not, answered or passed on by who may (CL-91)."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import contact_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.support.actions.colleagues import answer_colleague, ask_colleague, pass_on
from waarborg.support.forms.colleagues import ColleagueForm
from waarborg.support.models import ColleagueQuestion
from waarborg.support.permissions import ASK_COLLEAGUE
from waarborg.support.queries.people import askers, may_ask

SHOWN = 50


@contact_only
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """One's own questions and, for who may ask us, those of colleagues that wait."""
    by, now = request.actor, clock.now()
    permissions.require(by, ASK_COLLEAGUE, tenant=by.tenant)
    asks = may_ask(by, at=now)
    form = ColleagueForm(request.POST if request.method == "POST" and "question" not in request.POST else None)
    refusal = None
    if request.method == "POST":
        try:
            said = _act(request, form, by)
        except Refusal as refused:
            if isinstance(refused, permissions.NotFound | permissions.NotAllowed):
                raise
            refusal = refused
        else:
            if said:
                success(request, said)
                return redirect("support:colleague-questions")
    rows = ColleagueQuestion.objects.select_related("ticket").filter(tenant_id=by.tenant).order_by("-asked_at", "-id")
    context = {
        "form": None if asks else form,
        "own": list(rows.filter(person_id=by.person)[:SHOWN]),
        "waiting": list(rows.filter(state="open")[:SHOWN]) if asks else [],
        "asks": asks,
        "askers": [] if asks else [one.name for one in askers(by.tenant, at=now)],
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/colleagues.html", context, status=status)


def _act(request: HttpRequest, form: ColleagueForm, by: Any) -> str:
    """What was done, empty where the form is not right."""
    at = clock.now()
    if "question" not in request.POST:
        if not form.is_valid():
            return ""
        ask_colleague(by.tenant, by=by, at=at, **form.cleaned_data)
        return _("Your colleagues who may ask us get your question by mail.")
    found = ColleagueQuestion.objects.filter(tenant_id=by.tenant, id=_uuid(request.POST["question"])).first()
    if found is None:
        raise permissions.NotFound()
    if "pass" in request.POST:
        pass_on(found, by=by, at=at)
        return _("It is reported to us; your colleague reads along.")
    answer_colleague(found, by=by, at=at, text=request.POST.get("answer", "")[:20_000])
    return _("Your colleague has your answer.")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise permissions.NotFound() from None
