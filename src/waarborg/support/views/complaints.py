"""The customer's pages about complaints: file one, follow it, ask for a second opinion."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waarborg.access.guard import contact_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.actions.complaints import follow
from waarborg.support.actions.complaints.file import file_complaint
from waarborg.support.forms.complaints import ComplaintForm, ComplaintTextForm
from waarborg.support.models import Complaint
from waarborg.support.permissions import FILE_COMPLAINT, READ_COMPLAINT
from waarborg.support.queries import complaints as reading
from waarborg.support.rules.complaints import states


@contact_only
@require_GET
def complaints(request: HttpRequest) -> HttpResponse:
    """The organisation's complaints for who answers for it, one's own for everybody else."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, READ_COMPLAINT, tenant=by.tenant)
    shown = request.GET.get("show", "live")
    found, cursor = reading.page(by, live_only=shown == "live", before=request.GET.get("before", ""))
    lines = promises.with_clock_lines(found, now=at, lang=lang)
    choices = (("live", _("Being handled")), ("done", _("Done")))
    context = {
        "lines": [(one, line, states.STATES[one.state][lang]) for one, line in lines],
        "cursor": cursor,
        "tabs": [{"label": label, "url": f"?show={key}", "current": shown == key} for key, label in choices],
        "shown": shown,
    }
    return render(request, "support/complaints/list.html", context)


@contact_only
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """The form; after sending, the complaint with its term."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, FILE_COMPLAINT, tenant=by.tenant)
    form = ComplaintForm(
        request.POST if request.method == "POST" else None,
        tickets=reading.ticket_choices(by),
        initial={"ticket": request.GET.get("about", "")},
    )
    if form.is_bound and form.is_valid():
        made = file_complaint(by.tenant, form.grievance(), by=by, at=at, once=form.cleaned_data["once"])
        return redirect("support:complaint", complaint=made.id)
    return render(request, "support/complaints/file.html", {"form": form}, status=422 if form.errors else 200)


@contact_only
@require_GET
def show(request: HttpRequest, complaint: UUID) -> HttpResponse:
    return _page(request, reading.find(request.actor, complaint))  # type: ignore[attr-defined]


def _page(
    request: HttpRequest, found: Complaint, *, form: ComplaintTextForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    at, lang = clock.now(), wording.tongue(get_language())
    cards = promises.cards(found.ref, tenant=found.tenant_id, now=at, lang=lang)
    context = {
        "complaint": found,
        "state": states.STATES[found.state][lang],  # type: ignore[index]
        "outcome": outcome_word(found.outcome, lang),
        "appeal_outcome": outcome_word(found.appeal_outcome, lang),
        "cards": cards,
        "steps": steps(found, lang),
        "said": [as_message(one, "portal") for one in reading.said(found)],
        "facts": facts(found, face="portal"),
        "form": form or ComplaintTextForm(),
        "refusal": refusal,
        "live": grant_for_page(request, [f"complaint.{found.id}"]),
        "version": f"{found.state} {found.changed_at.isoformat()}",
    }
    status = refusal.status if refusal else 422 if form and form.errors else 200
    return render(request, "support/complaints/show.html", context, status=status)


def outcome_word(outcome: str, lang: str) -> str:
    return states.OUTCOMES[outcome][lang] if outcome else ""  # type: ignore[index]


def steps(found: Complaint, lang: str) -> list[dict[str, Any]]:
    """Where it stands: what is behind it, and what is to come."""
    handled = found.handler_name or found.first_handler_name
    judged = outcome_word(found.outcome, lang)
    told = [
        (_("Received"), wording.day(found.filed_at.date(), lang), True),
        (_("Being handled"), handled or _("We look who was not involved."), bool(handled)),
        (_("Our answer"), judged or _("With what we found, and what we do about it."), bool(judged)),
    ]
    if found.first_handler_name or found.state == "settled":
        again = outcome_word(found.appeal_outcome, lang)
        told.append((_("Second opinion"), again or found.handler_name or _("By somebody else of us."), bool(again)))
    if found.state == "withdrawn":
        told = [one for one in told if one[2]] + [(_("Withdrawn"), _("You let it rest."), True)]
    current = next((number for number, one in enumerate(told) if not one[2]), len(told) - 1)
    return [
        {"label": label, "text": text, "state": "met" if done else "running" if number == current else "rest",
         "current": number == current}
        for number, (label, text, done) in enumerate(told)
    ]  # fmt: skip


def facts(found: Complaint, *, face: str) -> list[dict[str, str]]:
    """What the complainant filled in besides what happened."""
    told = []
    if found.ticket is not None:
        name = "support:ticket" if face == "portal" else "support:desk-ticket"
        label = f"{found.ticket.shown_number} {found.ticket.subject}"
        told.append({"label": _("Ticket"), "value": label, "url": reverse(name, kwargs={"ticket": found.ticket.id})})
    asked = ((_("About"), found.about_who), (_("What would make it good"), found.wanted))
    return told + [{"label": label, "value": value} for label, value in asked if value]


def as_message(one: Any, face: str) -> dict[str, Any]:
    """What components/message.html shows."""
    staff = one.side == "staff"
    roles = {"answer": _("our answer"), "appeal": _("asks for a second opinion"), "word": ""}
    return {
        "name": one.author_name,
        "role": roles[one.kind],
        "at": one.at,
        "text": one.body,
        "side": "us" if staff == (face == "desk") else "them",
        "note": False,
        "id": f"m-{one.id}",
        "files": [],
    }


def _say(request: HttpRequest, complaint: UUID, act: Callable[..., object], done: str) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    found = reading.find(by, complaint)
    form = ComplaintTextForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        act(found, by=by, at=clock.now(), text=form.cleaned_data["text"], once=form.cleaned_data["once"])
    except Refusal as refusal:
        return _page(request, reading.find(by, complaint), form=form, refusal=refusal)
    success(request, done)
    return redirect("support:complaint", complaint=complaint)


@contact_only
@require_POST
def add(request: HttpRequest, complaint: UUID) -> HttpResponse:
    return _say(request, complaint, follow.add, _("Sent; whoever handles it reads it."))


@contact_only
@require_POST
def appeal(request: HttpRequest, complaint: UUID) -> HttpResponse:
    return _say(request, complaint, follow.appeal, _("Somebody else of us looks at it again."))


@contact_only
@require_POST
def withdraw(request: HttpRequest, complaint: UUID) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    try:
        follow.withdraw(reading.find(by, complaint), by=by, at=clock.now())
    except Refusal as refusal:
        return _page(request, reading.find(by, complaint), refusal=refusal)
    return redirect("support:complaint", complaint=complaint)
