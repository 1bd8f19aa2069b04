"""The desk's pages about complaints: for who may handle them, never for whom one is about."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from waarborg.access.guard import staff_only
from waarborg.customers.models import Organisation
from waarborg.customers.queries import people_of
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.actions.complaints import handle
from waarborg.support.forms.complaints import ComplaintAboutForm, ComplaintAnswerForm, ComplaintHandlerForm
from waarborg.support.models import Complaint
from waarborg.support.permissions import HANDLE_COMPLAINT, READ_COMPLAINT
from waarborg.support.queries import complaints as reading
from waarborg.support.queries.absence import away_on, today
from waarborg.support.rules.complaints import states
from waarborg.support.views.complaints import as_message, facts, outcome_word


@staff_only
@require_GET
def complaints(request: HttpRequest) -> HttpResponse:
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, READ_COMPLAINT)
    shown = request.GET.get("show", "live")
    found, cursor = reading.page(by, live_only=shown == "live", before=request.GET.get("before", ""))
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in found}).values_list("id", "name"))
    lines = promises.with_clock_lines(found, now=at, lang=lang, audience="staff", kind="support.complaint")
    away = away_on(today(at))
    choices = (("live", _("Being handled")), ("done", _("Done")))
    context = {
        "lines": [
            {
                "complaint": one,
                "clock": line,
                "organisation": names.get(one.tenant_id, ""),
                "state": states.STATES[one.state][lang],
                "outcome": outcome_word(one.appeal_outcome or one.outcome, lang),
                "away": wording.day(away[one.handler_id].last, lang) if one.is_live and one.handler_id in away else "",
            }
            for one, line in lines
        ],
        "cursor": cursor,
        "tabs": [{"label": label, "url": f"?show={key}", "current": shown == key} for key, label in choices],
    }
    return render(request, "support/complaints/desk_list.html", context)


@staff_only
@require_GET
def show(request: HttpRequest, complaint: UUID) -> HttpResponse:
    """The customer can see who opened it."""
    found = reading.find(request.actor, complaint)  # type: ignore[attr-defined]
    if not request.htmx:  # type: ignore[attr-defined]
        why = found.shown_number
        access_log.read(by=request.actor, tenant=found.tenant_id, what=found.ref, why=why, at=clock.now())  # type: ignore[attr-defined]
    return _page(request, found)


def _page(request: HttpRequest, found: Complaint, *, refusal: Refusal | None = None, **forms: Any) -> HttpResponse:
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    people = reading.handlers(found, at=at)
    colleagues = [one for one in people_of(by.tenant, at=at) if one.active]
    context = {
        "complaint": found,
        "organisation": Organisation.objects.filter(id=found.tenant_id).first(),
        "state": states.STATES[found.state][lang],  # type: ignore[index]
        "outcome": outcome_word(found.outcome, lang),
        "appeal_outcome": outcome_word(found.appeal_outcome, lang),
        "cards": promises.cards(found.ref, tenant=found.tenant_id, now=at, lang=lang, audience="staff"),
        "said": [as_message(one, "desk") for one in reading.said(found)],
        "facts": facts(found, face="desk"),
        "form": forms.get("answer") or ComplaintAnswerForm(lang=lang),
        "give_form": forms.get("give")
        or ComplaintHandlerForm(people=people, initial={"person": str(found.handler_id or "")}),
        "about_form": forms.get("about")
        or ComplaintAboutForm(people=colleagues, initial={"about": str(found.about_person_id or "")}),
        "nobody_left": not people,
        "may_take": found.is_live and found.handler_id is None and by.person in {one.id for one in people},
        "is_mine": found.is_live and found.handler_id == by.person,
        "refusal": refusal,
        "live": grant_for_page(request, [f"complaint.{found.id}"]),
        "version": f"{found.state} {found.changed_at.isoformat()}",
    }
    status = refusal.status if refusal else 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "support/complaints/desk_show.html", context, status=status)


def _do(request: HttpRequest, complaint: UUID, act: Callable[[Complaint], object], said: str) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, HANDLE_COMPLAINT)
    try:
        act(reading.find(by, complaint))
    except Refusal as refusal:
        return _page(request, reading.find(by, complaint), refusal=refusal)
    success(request, said)
    return redirect("support:desk-complaint", complaint=complaint)


@staff_only
@require_POST
def take(request: HttpRequest, complaint: UUID) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    return _do(request, complaint, lambda found: handle.take(found, by=by, at=clock.now()), _("You handle it now."))


@staff_only
@require_POST
def give(request: HttpRequest, complaint: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, HANDLE_COMPLAINT)
    found = reading.find(by, complaint)
    people = reading.handlers(found, at=at)
    form = ComplaintHandlerForm(request.POST, people=people)
    if not form.is_valid():
        return _page(request, found, give=form)
    chosen = next(one for one in people if one.id == form.cleaned_data["person"])
    told = _("Given to %(name)s.") % {"name": chosen.name}
    return _do(request, complaint, lambda one: handle.give(one, chosen, by=by, at=at), told)


@staff_only
@require_POST
def about(request: HttpRequest, complaint: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, HANDLE_COMPLAINT)
    found = reading.find(by, complaint)
    colleagues = [one for one in people_of(by.tenant, at=at) if one.active]
    form = ComplaintAboutForm(request.POST, people=colleagues)
    if not form.is_valid():
        return _page(request, found, about=form)
    chosen = form.cleaned_data["about"]
    done = _("It is noted.")
    answered = _do(request, complaint, lambda one: handle.say_about_whom(one, chosen, by=by, at=at), done)
    # Whom it is about reads it no longer, also when he said so himself.
    return redirect("support:desk-complaints") if chosen == by.person and answered.status_code == 302 else answered


@staff_only
@require_POST
def answer(request: HttpRequest, complaint: UUID) -> HttpResponse:
    """A word on how it goes, or with an outcome the answer."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, HANDLE_COMPLAINT)
    found = reading.find(by, complaint)
    form = ComplaintAnswerForm(request.POST, lang=wording.tongue(get_language()))
    if not form.is_valid():
        return _page(request, found, answer=form)
    filled = form.cleaned_data
    more = {"text": filled["text"], "once": filled["once"]}
    try:
        if filled["outcome"]:
            handle.answer(found, by=by, at=at, outcome=filled["outcome"], **more)
        else:
            handle.tell(found, by=by, at=at, **more)
    except Refusal as refusal:
        return _page(request, reading.find(by, complaint), answer=form, refusal=refusal)
    success(request, _("Sent; the customer can read it now."))
    return redirect("support:desk-complaint", complaint=complaint)
