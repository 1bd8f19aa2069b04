"""Calls about a ticket: the customer says that it calls, and who takes the call finds the handler by its number."""

from uuid import UUID

from django.contrib.messages import success, warning
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.access.guard import contact_only, staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.actions.calls.call import call
from waarborg.support.actions.calls.write_down import write_down
from waarborg.support.forms.calls import CallForm, SaidForm
from waarborg.support.permissions import CALL, MARK_FOR_CALLER
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.people import askers
from waarborg.support.rules import numbers
from waarborg.support.views.veiled import tell_if_masked


@contact_only
@require_POST
def call_now(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """We expect the call from here on; refusals are said on the ticket."""
    by, lang = request.actor, wording.tongue(get_language())
    found = reading.find(by, ticket)
    try:
        through = call(found, by=by, at=clock.now())
    except Refusal as refused:
        if refused.status == 404:
            raise
        warning(request, refused.in_full(lang))
    else:
        told = _("We expect your call. Mention %(number)s; %(name)s handles it.")
        nobody = _("We expect your call. Mention %(number)s; whoever is on duty takes it.")
        words = {"number": found.shown_number, "name": through.handler}
        success(request, (told if through.handler else nobody) % words)
    return redirect("support:ticket", ticket=found.id)


@staff_only
@require_http_methods(["GET", "POST"])
def calls(request: HttpRequest) -> HttpResponse:
    """The number that a caller gives leads to the handler, or to the standard message outside the hours."""
    by, at = request.actor, clock.now()
    permissions.require(by, CALL)
    form = CallForm(request.POST or None)
    refusal, through = None, None
    if request.method == "POST" and form.is_valid():
        number = numbers.parse(form.cleaned_data["number"])
        found = reading.visible(by).filter(number=number).first() if number else None
        if found is None:
            form.add_error("number", _("There is no ticket with this number."))
        else:
            try:
                through = call(found, by=by, at=at)
            except Refusal as refused:
                refusal = refused
    context = {"form": form, "refusal": refusal, "through": through}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/calls/desk.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def write_said(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """What a caller says about this ticket, in his name; first chosen is who reported it."""
    by, at = request.actor, clock.now()
    permissions.require(by, MARK_FOR_CALLER)
    found = reading.find(by, ticket)
    people = askers(found.tenant_id, at=at)
    begin = {"caller": str(found.reporter_id or "")}
    form = SaidForm(request.POST or None, people=people, zone=promises.desk_calendar().zone, initial=begin)
    refusal = None
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        words = {name: filled[name] for name in ("caller", "said_at", "reason", "once")}
        try:
            write_down(found, filled["text"], by=by, at=at, **words)
        except Refusal as refused:
            refusal = refused
        else:
            tell_if_masked(request, filled["text"])
            success(request, _("It is on the ticket, in the name of the caller."))
            return redirect("support:desk-ticket", ticket=found.id)
    heading = _("By telephone")
    crumbs = [{"label": found.shown_number, "url": reverse("support:desk-ticket", args=[found.id])}, {"label": heading}]
    context = {"ticket": found, "form": form, "act_heading": heading, "refusal": refusal, "crumbs": crumbs}
    return render(
        request, "support/asked.html", context, status=refusal.status if refusal else 422 if form.errors else 200
    )
