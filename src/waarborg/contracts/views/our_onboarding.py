"""The onboarding of the own organisation: the plan, whose turn it is, and the steps that are ours to tick."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import contact_only
from waarborg.contracts.permissions import SEE_ONBOARDING
from waarborg.contracts.queries.onboarding import of_tenant
from waarborg.contracts.views.completing import Attempt, complete, plan_context
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.actors import Actor


@contact_only
@require_http_methods(["GET", "POST"])
def ours(request: HttpRequest) -> HttpResponse:
    """By POST the step that `step` names, of the plan that `plan` names, is completed."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SEE_ONBOARDING, tenant=by.tenant)
    if by.tenant is None:
        raise permissions.NotFound()
    at, plans = clock.now(), of_tenant(by.tenant)
    done, about = Attempt(), None
    if request.method == "POST":
        about = next((one for one in plans if str(one.id) == request.POST.get("plan", "")), None)
        if about is None:
            raise permissions.NotFound()
        done = complete(request, about, by=by, at=at)
        if done.redirects:
            return redirect("contracts:our-onboarding")
    shown = [plan_context(one, done if one is about else Attempt(), by=by, at=at) for one in plans]
    return render(request, "contracts/our_onboarding.html", {"plans": shown}, status=done.status)
