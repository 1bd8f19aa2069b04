"""The customer's pages of calls: ask to be called back, choose another moment, cancel."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waarborg.access.guard import contact_only, signed_in_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.plumbing.web import wording
from waarborg.support.actions.call_backs.ask import ask, cancel, move
from waarborg.support.forms.call_backs import AskForm, WhenForm
from waarborg.support.models import CallBack
from waarborg.support.permissions import ASK_CALL_BACK
from waarborg.support.queries import call_backs as reading
from waarborg.support.queries.people import may_ask
from waarborg.support.views.contacts import turned_away
from waarborg.support.views.meeting_about import about, choices, live_tickets
from waarborg.support.views.one_act import one_act
from waarborg.support.views.veiled import tell_if_masked


@contact_only
@require_http_methods(["GET", "POST"])
def call_backs(request: HttpRequest) -> HttpResponse:
    """What stands, and the form that asks for a call."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, ASK_CALL_BACK, tenant=by.tenant)
    if not may_ask(by, at=at):
        return turned_away(request)
    hours = reading.calling_hours(by.tenant, at=at)
    moments = hours.choices(at=at) if hours else []
    live = live_tickets(by)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        moments=moments,
        zone=hours.zone if hours else "UTC",
        lang=lang,
        tickets=choices(live),
        initial={"ticket": request.GET.get("about", "")},
    )
    refusal = None
    if form.is_bound and form.is_valid():
        filled = form.cleaned_data
        try:
            made = ask(
                by.tenant, by=by, at=at, phone=filled["phone"], start=filled["start"], text=filled["text"],
                **about(filled, live, by.tenant, at=at),
            )  # fmt: skip
        except Refusal as refused:
            refusal = refused
        else:
            tell_if_masked(request, filled["text"])
            success(request, _("We call you; you get a mail, and one before we call."))
            return redirect("support:call-back", call_back=made.id)
    context = {
        "coming": reading.coming(by),
        "past": reading.past(by),
        "form": form,
        "moments": moments,
        "offered": hours is not None,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/call_backs/list.html", context, status=status)


@contact_only
@require_GET
def show(request: HttpRequest, call_back: UUID) -> HttpResponse:
    return page(request, reading.find(request.actor, call_back))  # type: ignore[attr-defined]


def page(request: HttpRequest, found: CallBack, *, refusal: Refusal | None = None, **more: Any) -> HttpResponse:
    """The page of one call, for either side."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    context = {
        "one": found,
        "ticket": found.ticket,
        "refusal": refusal,
        "when_form": _when(found, at=at) if found.is_standing else None,
        "live": grant_for_page(request, [f"call-back.{found.id}"]),
        "version": f"{found.sequence} {found.state}",
        **more,
    }
    face = "desk_show" if by.is_staff else "show"
    faulty = any(getattr(form, "errors", None) for form in more.values())
    status = refusal.status if refusal else 422 if faulty else 200
    return render(request, f"support/call_backs/{face}.html", context, status=status)


def _when(found: CallBack, data: Any = None, *, at: datetime) -> WhenForm | None:
    hours = reading.calling_hours(found.tenant_id, at=at, but=found.id)
    moments = hours.choices(at=at) if hours else []
    lang = wording.tongue(get_language())
    return WhenForm(data, moments=moments, zone=found.zone, lang=lang) if moments else None


def act(request: HttpRequest, call_back: UUID, how: Callable[[CallBack], object], said: str) -> HttpResponse:
    """One act, and back to the page; or the refusal on it."""
    by = request.actor  # type: ignore[attr-defined]
    back = reverse("support:desk-call-back" if by.is_staff else "support:call-back", args=[call_back])
    return one_act(request, lambda: reading.find(by, call_back), how, said, page=page, back=back)


@signed_in_only
@require_POST
def move_it(request: HttpRequest, call_back: UUID) -> HttpResponse:
    """By either side."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    found = reading.find(by, call_back)
    form = _when(found, request.POST, at=at)
    if form is None or not form.is_valid():
        return page(request, found, when_form=form)
    start = form.cleaned_data["start"]
    return act(request, call_back, lambda one: move(one, by=by, at=at, start=start), _("The call is moved."))


@signed_in_only
@require_POST
def cancel_it(request: HttpRequest, call_back: UUID) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    said = _("The call is cancelled; the ticket stays.")
    return act(request, call_back, lambda one: cancel(one, by=by, at=clock.now()), said)
