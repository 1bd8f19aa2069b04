"""Calling something urgent: what it means, before it is sent; and the desk's log of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.messages import success, warning
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
from waarborg.support.actions.urgent.contact import contact
from waarborg.support.actions.urgent.for_caller import mark_for_caller
from waarborg.support.actions.urgent.mark import allow_urgent, mark_urgent
from waarborg.support.actions.urgent.way_in import send_way_in
from waarborg.support.forms.urgent import AllowUrgentForm, CallerForm, UrgentForm
from waarborg.support.models import UrgentCase
from waarborg.support.permissions import ALLOW_URGENT, MARK_FOR_CALLER, MARK_URGENT
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.people import askers
from waarborg.support.queries.urgent import SCHEME, Offer, case_of, cost_of, log, offers


@contact_only
@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    found = reading.find(by, ticket)
    permissions.require(by, MARK_URGENT, tenant=found.tenant_id)
    possible = offers(found.tenant_id, at=at)
    form = UrgentForm(request.POST if request.method == "POST" else None, offers=possible, lang=lang)
    refusal = None
    if form.is_bound and form.is_valid():
        filled = form.cleaned_data
        try:
            case = mark_urgent(found, filled["category"], by=by, at=at, agrees=filled.get("agrees", False))
        except Refusal as refused:
            refusal = refused
        else:
            done = _("We put other work down and contact you as quickly as we can.")
            normal = _("We handle this as a normal report; that is no problem.")
            success(request, done if case.goes_first else normal)
            return redirect("support:ticket", ticket=found.id)
    context = {
        "ticket": found,
        "offers": shown_offers(possible, lang),
        "form": form,
        "case": case_of(found),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/urgent/mark.html", context, status=status)


def shown_offers(possible: Sequence[Offer], lang: str) -> list[dict[str, Any]]:
    """Each category with what it means now, in a sentence."""
    zone = promises.desk_calendar().zone
    return [_shown(one, lang, zone) for one in possible]


def _shown(one: Offer, lang: str, zone: str) -> dict[str, Any]:
    last = one.again_at.astimezone(ZoneInfo(zone)).date() if one.again_at else None
    again = wording.day(last, lang, year=True, weekday=False) if last else ""
    if one.basis == "included" and one.counted:
        said, state = _("Goes first, once in so long: this time is included."), "met"
    elif one.basis == "included":
        said, state = _("Goes first; included."), "met"
    elif one.basis == "charged":
        said, state = _("Goes first, and costs extra: %(rate)s") % {"rate": cost_of(one)[lang]}, "risk"
    else:
        said = _("%(refusal)s From %(day)s on one goes first again.") % {"refusal": one.refusal[lang], "day": again}
        state = "plan"
    return {"words": one.words[lang], "category": one.category, "said": said, "state": state}


@staff_only
@require_http_methods(["GET", "POST"])
def for_caller(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """What a caller says is urgent, written down for him; what each category means stands beside it, to be said."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, MARK_FOR_CALLER)
    found = reading.find(by, ticket)
    possible, people = offers(found.tenant_id, at=at), askers(found.tenant_id, at=at)
    form = CallerForm(
        request.POST if request.method == "POST" else None,
        offers=possible, lang=lang, people=people, initial={"caller": found.reporter_id},
    )  # fmt: skip
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            case = mark_for_caller(found, by=by, at=at, **form.cleaned_data)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, said_of(case))
            return redirect("support:desk-ticket", ticket=found.id)
    case = case_of(found)
    context = {"ticket": found, "offers": shown_offers(possible, lang), "form": form, "case": case, "refusal": refusal}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/urgent/for_caller.html", context, status=status)


def said_of(case: UrgentCase | None) -> str:
    """What came of a caller's word, for whoever wrote it down."""
    if case is None:
        return _("It costs extra, and only the customer can agree: the caller has a mail to do so.")
    if case.goes_first:
        return _("It goes first now; the caller has a mail.")
    return _("By the agreement it is a normal report; the caller has a mail.")


def say_at_ticket(request: HttpRequest, refused: Refusal) -> None:
    """Above the page of the ticket. Raises what hides something or is not allowed."""
    if refused.status in (403, 404):
        raise refused
    warning(request, refused.in_full(wording.tongue(get_language())))


@staff_only
@require_POST
def way_in(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Who called cannot sign in: the link goes to his own address."""
    by = request.actor  # type: ignore[attr-defined]
    found = reading.find(by, ticket)
    try:
        case = send_way_in(found, by=by, at=clock.now())
    except Refusal as refused:
        say_at_ticket(request, refused)
    else:
        told = _("The link for a new password leaves to the address of %(name)s; it works for two hours.")
        success(request, told % {"name": case.marked_by_name})
    return redirect("support:desk-ticket", ticket=ticket)


@staff_only
@require_POST
def contacted(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    contact(reading.find(by, ticket), by=by, at=clock.now())
    success(request, _("Kept: you were in contact."))
    return redirect("support:desk-ticket", ticket=ticket)


@staff_only
@require_http_methods(["GET", "POST"])
def allow(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """For a service manager: a case that went on as a normal report goes first after all."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, ALLOW_URGENT)
    found = reading.find(by, ticket)
    case = case_of(found)
    if case is None:
        raise permissions.NotFound()
    form = AllowUrgentForm(request.POST if request.method == "POST" else None)
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            allow_urgent(found, by=by, at=clock.now(), why=form.cleaned_data["why"])
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("It goes first now."))
            return redirect("support:desk-ticket", ticket=ticket)
    context = {"ticket": found, "case": case, "form": form, "refusal": refusal}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/urgent/allow.html", context, status=status)


@staff_only
@require_GET
def urgent_log(request: HttpRequest) -> HttpResponse:
    """Every urgent case, with the minutes to our first contact."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, "support.ticket.read")
    lines = [
        (one, promises.scheme_word(one.case.tenant_id, SCHEME, one.case.category, at=at, lang=lang)) for one in log()
    ]
    return render(request, "support/urgent/log.html", {"lines": lines})
