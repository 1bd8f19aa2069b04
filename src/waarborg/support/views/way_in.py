"""Reading somebody a code for a new password, after a call back: what to do first, then the code, once."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.access import sessions
from waarborg.access.actions import passwords
from waarborg.access.forms import refuse
from waarborg.access.guard import staff_only
from waarborg.access.queries.as_login import as_login
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.support.actions.urgent.ask_owner import ask_owner
from waarborg.support.actions.urgent.hand_way_in import case_that_goes_first, hand_way_in, require_number
from waarborg.support.forms.urgent import HandWayInForm
from waarborg.support.models import Ticket
from waarborg.support.permissions import HAND_WAY_IN
from waarborg.support.queries import tickets as reading
from waarborg.support.views.urgent import say_at_ticket


@staff_only
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("current")
def by_telephone(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, HAND_WAY_IN)
    found = reading.find(by, ticket)
    # Who sits down at a colleague's open browser lets nobody in.
    needed = request.user.has_usable_password() and not sessions.just_signed_in(request.session)  # type: ignore[union-attr]
    form = HandWayInForm(request.POST if request.method == "POST" else None, needed=needed)
    context: dict[str, Any] = {"ticket": found, "case": case_that_goes_first(found), "form": form}
    try:
        context["number"] = require_number(found.tenant_id, at=at)
    except Refusal as refusal:
        return _shown(request, {**context, "refusal": refusal}, refusal.status if request.method == "POST" else 200)
    if not form.is_bound:
        return _shown(request, context, 200)
    if not form.is_valid():
        return _shown(request, context, 422)
    try:
        context["code"] = _handed(request, found, form)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        refuse(form, refusal, lang)
        return _shown(request, context, refusal.status)
    return _shown(request, context, 200)


def _handed(request: HttpRequest, ticket: Ticket, form: HandWayInForm) -> str:
    filled = form.cleaned_data
    if "current" in form.fields:
        with as_login():
            passwords.confirm(request.user, filled["current"])  # type: ignore[arg-type]
    return hand_way_in(
        ticket,
        by=request.actor,  # type: ignore[attr-defined]
        at=clock.now(),
        called_back=filled["called_back"],
        reason=filled["reason"],
    )


def _shown(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, "support/urgent/by_telephone.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@staff_only
@require_POST
def by_owner(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """The customer's own owners and administrators are asked to let him in."""
    by = request.actor  # type: ignore[attr-defined]
    found = reading.find(by, ticket)
    try:
        asked = ask_owner(found, by=by, at=clock.now())
    except Refusal as refused:
        say_at_ticket(request, refused)
    else:
        told = _("The owners and administrators of %(name)s have a mail; they decide in the portal, within a day.")
        success(request, told % {"name": asked.person_name})
    return redirect("support:desk-ticket", ticket=ticket)
