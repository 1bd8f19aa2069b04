"""Bundles of wishes: put together and delivered at the desk, confirmed in the portal."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
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
from waarborg.promises import queries as promises
from waarborg.support.actions.bundle import confirm, deliver, drop, propose, propose_again, schedule
from waarborg.support.forms import BundleForm, DayForm, DeliverForm
from waarborg.support.models import Bundle, Ticket
from waarborg.support.queries import bundles as reading
from waarborg.support.queries.tickets import find
from waarborg.support.rules import bundles as words


@staff_only
@require_GET
def bundles(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    permissions.require(request.actor, "support.bundle.see")
    found = list(Bundle.objects.order_by("-proposed_at")[:100])
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in found}).values_list("id", "name"))
    lines = [(one, names.get(one.tenant_id, ""), words.STATES[one.state][get_language()]) for one in found]  # type: ignore[index]
    return render(request, "support/bundles.html", {"lines": lines})


@staff_only
@require_http_methods(["GET", "POST"])
def bundle_up(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """From one ticket: choose what is carried out with it, and propose a day."""
    by, at = request.actor, clock.now()
    permissions.require(by, "support.bundle.propose")
    found = find(by, ticket)
    free = reading.free(found.tenant_id)
    begin = {"title": found.subject, "tickets": [one.id for one in free if one.id == found.id or one.kind == "wish"]}
    form = BundleForm(
        request.POST or None,
        tickets=[(str(one.id), f"{one.shown_number} {one.subject}") for one in free],
        initial=begin,
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        zone = promises.desk_calendar().zone
        try:
            made = propose(found.tenant_id, **_as_proposed(form), by=by, at=at, zone=zone)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("Proposed; the customer gets a mail."))
            return redirect("support:desk-bundle", bundle=made.id)
    crumbs = [
        {"label": found.shown_number, "url": reverse("support:desk-ticket", args=[found.id])},
        {"label": _("Bundle")},
    ]
    context = {"ticket": found, "form": form, "act_heading": _("Bundle"), "refusal": refusal, "crumbs": crumbs}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/asked.html", context, status=status)


def _as_proposed(form: BundleForm) -> dict[str, Any]:
    filled = form.cleaned_data
    return {"tickets": filled["tickets"], "day": filled["day"], "title": filled["title"]}


@staff_only
@require_http_methods(["GET", "POST"])
def desk_bundle(request: HttpRequest, bundle: UUID) -> HttpResponse:
    """What is in it, the day, and what can be done: `act` is again, schedule, deliver or drop."""
    by = request.actor
    permissions.require(by, "support.bundle.see")
    found = reading.bundle(by, bundle)
    again = DayForm(initial={"day": found.confirmed_for or found.proposed_for}, auto_id="again_%s")
    done = DeliverForm(auto_id="done_%s")
    if request.method != "POST":
        return _page(request, found, "desk", again=again, done=done)
    zone, act = promises.desk_calendar().zone, request.POST.get("act", "")
    if act == "again":
        again = DayForm(request.POST, auto_id="again_%s")
        return _do(request, found, "desk", again, lambda filled, at: propose_again(
            found, filled["day"], by=by, at=at, zone=zone
        ), again=again, done=done)  # fmt: skip
    if act == "deliver":
        done = DeliverForm(request.POST, auto_id="done_%s")
        return _do(request, found, "desk", done, lambda filled, at: deliver(
            found, by=by, at=at, text=filled["text"]
        ), again=again, done=done)  # fmt: skip
    if act == "schedule":
        return _do(request, found, "desk", None, lambda _filled, at: schedule(
            found, by=by, at=at, zone=zone
        ), again=again, done=done)  # fmt: skip
    if act == "drop":
        why = request.POST.get("why", "")
        return _do(request, found, "desk", None, lambda _filled, at: drop(
            found, by=by, at=at, why=why
        ), again=again, done=done)  # fmt: skip
    return _page(request, found, "desk", status=422, again=again, done=done)


@contact_only
@require_http_methods(["GET", "POST"])
def bundle(request: HttpRequest, bundle: UUID) -> HttpResponse:
    """The customer reads what we propose, and confirms the day or chooses another."""
    by = request.actor
    found = reading.bundle(by, bundle)
    form = DayForm(request.POST or None, initial={"day": found.confirmed_for or found.proposed_for})
    if request.method != "POST":
        return _page(request, found, "portal", form=form)
    zone = promises.desk_calendar().zone
    return _do(request, found, "portal", form, lambda filled, at: confirm(
        found, filled["day"], by=by, at=at, zone=zone
    ), form=form)  # fmt: skip


def _do(
    request: HttpRequest,
    found: Bundle,
    face: str,
    form: forms.Form | None,
    act: Callable[[dict[str, Any], datetime], object],
    /,
    **shown: Any,
) -> HttpResponse:
    if form is not None and not form.is_valid():
        return _page(request, found, face, status=422, **shown)
    try:
        act(form.cleaned_data if form is not None else {}, clock.now())
    except Refusal as refusal:
        return _page(request, reading.bundle(request.actor, found.id), face, refusal=refusal, **shown)  # type: ignore[attr-defined]
    return redirect("support:bundle" if face == "portal" else "support:desk-bundle", bundle=found.id)


def _page(
    request: HttpRequest, found: Bundle, face: str, *, refusal: Refusal | None = None, status: int = 200, **shown: Any
) -> HttpResponse:
    by, lang = request.actor, get_language()  # type: ignore[attr-defined]
    said = words.FOR_CUSTOMERS if face == "portal" else words.STATES
    tickets = list(Ticket.objects.filter(tenant_id=found.tenant_id, bundle_id=found.id).order_by("number"))
    context = {
        "bundle": found,
        "state": said[found.state][lang],  # type: ignore[index]
        "is_open": found.state in words.OPEN,
        "tickets": tickets,
        "cards": promises.cards(
            found.ref,
            tenant=found.tenant_id,
            now=clock.now(),
            lang=lang,
            audience="customer" if face == "portal" else "staff",
        ),
        "may_confirm": permissions.may(by, "support.bundle.confirm", tenant=found.tenant_id),
        "may_propose": permissions.may(by, "support.bundle.propose"),
        "refusal": refusal,
        **shown,
    }
    return render(request, f"support/{face}_bundle.html", context, status=refusal.status if refusal else status)
