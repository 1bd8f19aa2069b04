"""Calls that customers asked for, at the desk: whom to call when, what was said, or that nobody answered."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from waarborg.access.guard import staff_only
from waarborg.customers.models import Organisation
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.support.actions.call_backs.call import spoke, take_call, unanswered
from waarborg.support.actions.locking import QUEUE
from waarborg.support.forms.call_backs import SpokeForm
from waarborg.support.permissions import CALL_BACK
from waarborg.support.queries import call_backs as reading
from waarborg.support.views.call_backs import act, page
from waarborg.support.views.veiled import tell_if_masked


@staff_only
@require_GET
def call_backs(request: HttpRequest) -> HttpResponse:
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, CALL_BACK)
    coming, past = reading.coming(by), reading.past(by)
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in coming}).values_list("id", "name"))
    lines = [(one, names.get(one.tenant_id, ""), one.calls_at <= now) for one in coming]
    context = {"lines": lines, "past": past, "live": grant_for_page(request, [QUEUE])}
    return render(request, "support/call_backs/desk_list.html", context)


@staff_only
@require_GET
def show(request: HttpRequest, call_back: UUID) -> HttpResponse:
    return page(request, reading.find(request.actor, call_back), said_form=SpokeForm())  # type: ignore[attr-defined]


@staff_only
@require_POST
def we_spoke(request: HttpRequest, call_back: UUID) -> HttpResponse:
    """What was said becomes our answer on the ticket."""
    by = request.actor  # type: ignore[attr-defined]
    form = SpokeForm(request.POST)
    if not form.is_valid():
        return page(request, reading.find(by, call_back), said_form=form)
    said = form.cleaned_data["said"]
    tell_if_masked(request, said)
    told = _("What was said stands on the ticket.")
    return act(request, call_back, lambda one: spoke(one, by=by, at=clock.now(), said=said), told)


@staff_only
@require_POST
def nobody(request: HttpRequest, call_back: UUID) -> HttpResponse:
    """Nobody answered; the customer hears when we call again, or that we no longer do."""
    by = request.actor  # type: ignore[attr-defined]
    told = _("Written down; the customer has a mail.")
    return act(request, call_back, lambda one: unanswered(one, by=by, at=clock.now()), told)


@staff_only
@require_POST
def take(request: HttpRequest, call_back: UUID) -> HttpResponse:
    """Whoever reads it makes the call."""
    by = request.actor  # type: ignore[attr-defined]
    return act(request, call_back, lambda one: take_call(one, by=by, at=clock.now()), _("You make this call."))
