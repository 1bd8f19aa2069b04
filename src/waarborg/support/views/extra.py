"""Extra support outside office hours: asked for in the portal, rostered and written down at the desk (PX-86)."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waarborg.access.guard import contact_only, staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.actions.extra.book import book_extra
from waarborg.support.actions.extra.roster import cancel_extra, roster_extra, work_extra
from waarborg.support.forms.extra import ExtraForm, RosterForm, WorkedForm
from waarborg.support.permissions import BOOK_EXTRA, KEEP_EXTRA
from waarborg.support.queries import extra as reading
from waarborg.support.queries.people import colleagues
from waarborg.support.rules.extra.states import STATES


@contact_only
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """What the agreement says of it, the form, and what was asked before."""
    by, now = request.actor, clock.now()
    permissions.require(by, BOOK_EXTRA, tenant=by.tenant)
    terms, form, refusal = reading.offered(by.tenant, at=now), None, None
    books = terms is not None and terms.has_price and (not terms.right.roles or bool(by.roles & terms.right.roles))
    if terms is not None and books:
        form = ExtraForm(request.POST or None, zone=terms.zone, costs=terms.included is None)
    if request.method == "POST" and form is not None and form.is_valid():
        given = {"agrees": form.cleaned_data.get("agrees", False), "once": form.cleaned_data["once"]}
        try:
            book_extra(form.wanted(), by=by, at=now, **given)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("You asked for it; here you see who will be there."))
            return redirect("support:extra")
    return _page(request, {"terms": terms, "form": form}, refusal, bool(form and form.errors))


def _page(request: HttpRequest, context: dict[str, Any], refusal: Refusal | None, wrong: bool) -> HttpResponse:
    by, now = request.actor, clock.now()
    rows = reading.of_customer(by.tenant)
    context |= {
        "rows": [(one, one.is_open and one.starts_at > now) for one in rows],
        "refusal": refusal,
        "states": STATES,
        "lang": wording.tongue(get_language()),
    }
    status = refusal.status if refusal else 422 if wrong else 200
    return render(request, "support/extra/portal.html", context, status=status)


@contact_only
@require_POST
def cancel(request: HttpRequest, extra: UUID) -> HttpResponse:
    by, now = request.actor, clock.now()
    found = reading.find(extra, by=by)
    try:
        cancel_extra(found, by=by, at=now)
    except Refusal as refused:
        if isinstance(refused, permissions.NotFound | permissions.NotAllowed):
            raise
        return _page(request, {"terms": reading.offered(by.tenant, at=now), "form": None}, refused, False)
    success(request, _("It is cancelled; it costs nothing."))
    return redirect("support:extra")


@staff_only
@require_GET
def roster(request: HttpRequest) -> HttpResponse:
    """What is still to come first, then what was."""
    permissions.require(request.actor, KEEP_EXTRA)
    context = {
        "rows": reading.roster(),
        "states": STATES,
        "lang": wording.tongue(get_language()),
        "zone": promises.desk_calendar().zone,
    }
    return render(request, "support/extra/desk.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, extra: UUID) -> HttpResponse:
    """Put a colleague on it; once it began, write down what was worked."""
    by, now = request.actor, clock.now()
    permissions.require(by, KEEP_EXTRA)
    found, refusal = reading.find(extra, by=by), None
    act, people = request.POST.get("act", ""), colleagues(at=now)
    who = RosterForm(request.POST if act == "roster" else None, people=people, initial={"person": found.staff_id})
    worked = WorkedForm(request.POST if act == "work" else None, initial={"minutes": found.booked_minutes})
    try:
        if act == "roster" and who.is_valid():
            chosen = who.cleaned_data["person"]
            roster_extra(found, (chosen, {one.id: one.name for one in people}[chosen]), by=by, at=now)
            success(request, _("The roster is kept; the customer sees who will be there."))
            return redirect("support:desk-extra")
        if act == "work" and worked.is_valid():
            work_extra(found, worked.cleaned_data["minutes"], by=by, at=now)
            success(request, _("It is written down, and settled by it."))
            return redirect("support:desk-extra")
    except Refusal as refused:
        if isinstance(refused, permissions.NotFound | permissions.NotAllowed):
            raise
        refusal = refused
    context = {
        "one": found,
        "who": who if found.is_open else None,
        "worked": worked if found.is_open and found.starts_at <= now else None,
        "refusal": refusal,
        "states": STATES,
        "lang": wording.tongue(get_language()),
    }
    status = refusal.status if refusal else 422 if who.errors or worked.errors else 200
    return render(request, "support/extra/keep.html", context, status=status)
