"""Trainings, idea days and evaluation sessions at the desk: planned, offered, announced, attended."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import staff_only
from waarborg.catalogue.queries import items
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.support.actions.sessions.announce import announce_session
from waarborg.support.actions.sessions.attend import record_attendance
from waarborg.support.actions.sessions.enrol import withdraw
from waarborg.support.actions.sessions.keep import cancel_session, keep_session, offer_session
from waarborg.support.forms.sessions import SessionForm
from waarborg.support.models import Session
from waarborg.support.permissions import KEEP_SESSIONS, SEE_SESSIONS
from waarborg.support.queries import evaluations
from waarborg.support.queries import sessions as reading
from waarborg.support.rules.sessions import kinds
from waarborg.support.views.sessions import calendar_of, evaluation_context

MOST_CUSTOMERS = 1_000


def _lang() -> str:
    return wording.tongue(get_language())


@staff_only
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    by = request.actor
    permissions.require(by, SEE_SESSIONS)
    live, over = reading.at_desk(now=clock.now())
    context = {
        "live": live,
        "over": over,
        "kinds": kinds.KINDS,
        "states": kinds.STATES,
        "lang": _lang(),
        "may_keep": permissions.may(by, KEEP_SESSIONS),
    }
    return render(request, "support/sessions/desk_list.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, session: UUID | None = None) -> HttpResponse:
    """Plan one, or change one."""
    by, lang = request.actor, _lang()
    permissions.require(by, KEEP_SESSIONS)
    found = reading.at_desk_one(session) if session else None
    # An evaluation keeps its words and its customer; only time and place change on its own page.
    form = SessionForm(
        request.POST or None,
        zone=zone_of(),
        lang=lang,
        items=[one for one in items(archived=False) if one.kind in ("product", "module")],
        customers=list(Organisation.objects.filter(kind="customer").order_by("name")[:MOST_CUSTOMERS]),
        initial=SessionForm.of(found) if found else {"kind": kinds.TRAINING, "reach": kinds.CUSTOMERS},
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_session(session, form.plan(), by=by, at=clock.now())
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("It is kept."))
            return redirect("support:desk-session", session=kept.id)
    heading = found.title(lang) if found else _("New date")
    crumbs = [{"label": _("Training and meetings"), "url": reverse("support:desk-sessions")}, {"label": heading}]
    context = {"form": form, "refusal": refusal, "act_heading": heading, "crumbs": crumbs}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/list_form.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, session: UUID) -> HttpResponse:
    """One date: whom it is for, who comes, and every act on it."""
    by = request.actor
    permissions.require(by, SEE_SESSIONS)
    found, refusal = reading.at_desk_one(session), None
    if request.method == "POST":
        permissions.require(by, KEEP_SESSIONS)
        try:
            return _act(request, found)
        except Refusal as refused:
            if isinstance(refused, permissions.NotFound):
                raise
            refusal, found = refused, reading.at_desk_one(session)
    now, lang = clock.now(), _lang()
    who = reading.who_come(found)
    about = evaluations.of_session(found) if found.kind == kinds.EVALUATION else None
    context = {
        "one": found,
        "coming": [one for one in who if one.row.state == kinds.ENROLLED],
        "waiting": [one for one in who if one.row.state == kinds.WAITING],
        "begun": found.starts_at <= now,
        "may_keep": permissions.may(by, KEEP_SESSIONS),
        "refusal": refusal,
        "kinds": kinds.KINDS,
        "states": kinds.STATES,
        "reaches": kinds.REACHES,
        "lang": lang,
        "customer": Organisation.objects.filter(id=found.customer_id).first() if found.customer_id else None,
        **evaluation_context(about, lang),
    }
    return render(request, "support/sessions/desk_show.html", context, status=refusal.status if refusal else 200)


def _act(request: HttpRequest, found: Session) -> HttpResponse:
    """What the button says. Raises what the action raises."""
    by, at, act = request.actor, clock.now(), request.POST.get("act", "")
    given: dict[str, Any] = {"by": by, "at": at}
    if act == "offer":
        offer_session(found.id, **given)
        said = _("Customers see it and can enrol.")
    elif act == "cancel":
        cancel_session(found.id, **given)
        said = _("It is cancelled; who would have come gets a mail.")
    elif act == "announce":
        address = settings.PUBLIC_URL + reverse("support:session", args=[found.id])
        notice = announce_session(found, address=address, zone=zone_of(), **given)
        success(request, _("The announcement is ready as a draft: read it, and publish it."))
        return redirect("notices:desk-notice", notice=notice.id)
    elif act == "attended":
        present = {_uuid(one) for one in request.POST.getlist("present")}
        record_attendance(found.id, present, **given)
        said = _("It is written down who was there.")
    else:
        withdraw(reading.enrolment(by, _uuid(request.POST.get("withdraw", ""))), **given)
        said = _("The place is free again.")
    success(request, said)
    return redirect("support:desk-session", session=found.id)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise permissions.NotFound() from None


@staff_only
@require_GET
def calendar(request: HttpRequest, session: UUID) -> HttpResponse:
    """For the calendar of whoever gives it."""
    by = request.actor
    permissions.require(by, SEE_SESSIONS)
    found = reading.at_desk_one(session)
    return calendar_of(
        found,
        uid=f"{found.id}@waarborg",
        sequence=found.sequence,
        attendee=(by.name, ""),
        path=f"/desk/sessions/{found.id}/",
        cancelled=found.state == kinds.CANCELLED,
    )
