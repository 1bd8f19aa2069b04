"""The staff's page of a ticket, and what can be done there."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from waarborg.access.guard import staff_only
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.promises import queries as promises
from waarborg.support.actions.answer import answer
from waarborg.support.actions.assign import assign, start_work
from waarborg.support.actions.note import note
from waarborg.support.actions.prioritise import prioritise
from waarborg.support.actions.reopen import reopen
from waarborg.support.forms import AnswerForm, NoteForm, PriorityForm
from waarborg.support.models import Ticket
from waarborg.support.queries import tickets as reading
from waarborg.support.views.effects import effects
from waarborg.support.views.uploads import store_all


@staff_only
@require_GET
def tickets(request: HttpRequest) -> HttpResponse:
    """Every ticket, newest first, searched by number or subject."""
    text = request.GET.get("q", "")[:200]
    found, cursor = reading.page(
        reading.search(reading.visible(request.actor), text), before=request.GET.get("before", "")
    )
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in found}).values_list("id", "name"))
    lines = [(one, names.get(one.tenant_id, "")) for one in found]
    return render(
        request,
        "support/desk_tickets.html",
        {"lines": lines, "cursor": cursor, "text": text},
    )


@staff_only
@require_GET
def show_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    return _page(request, reading.find(request.actor, ticket))


def _page(request: HttpRequest, ticket: Ticket, *, refusal: Refusal | None = None, **forms: Any) -> HttpResponse:
    by, at, lang = request.actor, clock.now(), get_language()
    priorities = promises.scheme_choices(ticket.tenant_id, "priority", at=at)
    invalid = any(form.errors for form in forms.values())
    cards = promises.cards(ticket.ref, tenant=ticket.tenant_id, now=at, lang=lang, audience="staff")
    form = forms.get("answer") or AnswerForm(initial={"revision": ticket.revision}, lang=lang)
    if refusal is not None and form.is_bound:
        # The text stays; what the writer has now seen is the ticket as it stands.
        form.data = {**form.data.dict(), "revision": ticket.revision}
    return render(
        request,
        "support/desk_ticket.html",
        {
            "ticket": ticket,
            "organisation": Organisation.objects.filter(id=ticket.tenant_id).first(),
            "kind": promises.scheme_word(ticket.tenant_id, "kind", ticket.kind, at=at, lang=lang),
            "priority": promises.scheme_word(ticket.tenant_id, "priority", ticket.priority, at=at, lang=lang),
            "cards": cards,
            "said": reading.conversation(ticket, by),
            "journal": promises.journal_lines(ticket.ref, tenant=ticket.tenant_id),
            "form": form,
            "note_form": forms.get("note") or NoteForm(),
            "priority_form": forms.get("priority")
            or PriorityForm(initial={"priority": ticket.priority}, priorities=priorities, lang=lang),
            "effects": effects(cards, lang=lang),
            "refusal": refusal,
            "live": grant_for_page(request, [f"ticket.{ticket.id}"]),
            "search_url": reverse("support:desk-tickets"),
            "may_answer": permissions.may(by, "support.ticket.answer"),
        },
        status=refusal.status if refusal else 422 if invalid else 200,
    )


def _do(request: HttpRequest, ticket: UUID, act: Callable[[Ticket], object]) -> HttpResponse:
    """Carry out one action and go back to the ticket, or show the refusal beside it."""
    found = reading.find(request.actor, ticket)
    try:
        act(found)
    except Refusal as refusal:
        return _page(request, reading.find(request.actor, ticket), refusal=refusal)
    return redirect("support:desk-ticket", ticket=ticket)


@staff_only
@require_POST
def answer_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at, lang = request.actor, clock.now(), get_language()
    found = reading.find(by, ticket)
    form = AnswerForm(request.POST, request.FILES, lang=lang)
    if not form.is_valid():
        return _page(request, found, answer=form)
    filled = form.cleaned_data
    stored = store_all(form, filled["files"], tenant=found.tenant_id, by=by, at=at, lang=lang)
    if stored is None:
        return _page(request, found, answer=form)
    try:
        answer(
            found,
            by=by,
            at=at,
            text=filled["text"],
            purpose=filled["purpose"],
            revision=filled["revision"],
            files=stored,
            once=filled["once"],
        )
    except Refusal as refusal:
        return _page(request, reading.find(by, ticket), answer=form, refusal=refusal)
    return redirect("support:desk-ticket", ticket=ticket)


@staff_only
@require_POST
def note_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, reading.find(request.actor, ticket), note=form)
    return _do(
        request, ticket, lambda found: note(found, by=request.actor, at=clock.now(), text=form.cleaned_data["text"])
    )


@staff_only
@require_POST
def prioritise_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    found = reading.find(by, ticket)
    choices = promises.scheme_choices(found.tenant_id, "priority", at=at)
    form = PriorityForm(request.POST, priorities=choices, lang=get_language())
    if not form.is_valid():
        return _page(request, found, priority=form)
    filled = form.cleaned_data
    return _do(
        request, ticket, lambda one: prioritise(one, by=by, at=at, priority=filled["priority"], reason=filled["reason"])
    )


@staff_only
@require_POST
def take_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by = request.actor
    return _do(request, ticket, lambda found: assign(found, by=by, at=clock.now(), to=(by.person, by.name)))


@staff_only
@require_POST
def start_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    return _do(request, ticket, lambda found: start_work(found, by=request.actor, at=clock.now()))


@staff_only
@require_POST
def reopen_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    return _do(request, ticket, lambda found: reopen(found, by=request.actor, at=clock.now()))
