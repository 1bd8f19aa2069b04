"""Tickets that belong together: linked, merged into one, or split off. Pages of their own at the desk."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.actions.link import link, unlink
from waarborg.support.actions.merge import merge
from waarborg.support.actions.split import split
from waarborg.support.forms import LinkForm, MergeForm, SplitForm
from waarborg.support.models import Message, Ticket
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.together import by_number, candidates
from waarborg.support.rules import states
from waarborg.support.views.desk import back_to


@staff_only
@require_http_methods(["GET", "POST"])
def link_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """`off` (the other's id) takes a link away."""
    by, at = request.actor, clock.now()
    permissions.require(by, "support.ticket.link")
    found = reading.find(by, ticket)
    if "off" in request.POST:
        unlink(found, _other(request.POST["off"], by), by=by, at=at)
        return back_to(found.id, "together")
    form = LinkForm(request.POST or None, lang=wording.tongue(get_language()))
    if request.method == "POST" and form.is_valid():
        other = by_number(form.cleaned_data["number"], by)
        if other is None:
            form.add_error("number", _("No ticket has this number."))
        else:
            try:
                link(found, other, form.cleaned_data["kind"], by=by, at=at)
            except Refusal as refusal:
                return _asked(request, found, form, _("Link"), refusal)
            return back_to(found.id, "together")
    return _asked(request, found, form, _("Link"))


def _other(typed: str, by: Any) -> Ticket:
    try:
        return reading.find(by, UUID(typed))
    except ValueError as error:
        raise permissions.NotFound() from error


@staff_only
@require_http_methods(["GET", "POST"])
def merge_tickets(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Tickets of the same customer go on in this one; those of the same person within an hour are chosen already."""
    by, at, lang = request.actor, clock.now(), get_language()
    permissions.require(by, "support.ticket.merge")
    found = reading.find(by, ticket)
    offered = candidates(found, by)
    choices = [(str(one.ticket.id), _line(one.ticket, lang)) for one in offered]
    begin = {"others": [one.ticket.id for one in offered if one.alike]}
    form = MergeForm(request.POST or None, others=choices, initial=begin)
    refusal = None
    if request.method == "POST" and form.is_valid():
        wanted = set(form.cleaned_data["others"])
        others = [one.ticket for one in offered if one.ticket.id in wanted]
        try:
            merge(found, others, by=by, at=at, why=form.cleaned_data["why"])
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("They go on together here; one answer answers all."))
            return back_to(found.id)
    note = _(
        "One conversation, one answer. Terms that run are carried on here and the first due leads; what was met or not"
        " met stays with its ticket. Who could read one of them reads all. This cannot be undone; a message can be"
        " split off again."
    )
    return _asked(request, found, form, _("Merge"), refusal, note=note, nothing=not offered)


def _line(ticket: Ticket, lang: str) -> str:
    reported = wording.instant(ticket.reported_at, lang, promises.desk_calendar().zone, now=clock.now(), short=True)
    return f"{ticket.shown_number} {ticket.subject} ({ticket.reporter_name}, {reported})"


@staff_only
@require_http_methods(["GET", "POST"])
def split_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """A customer's message becomes a ticket of its own, as of when it was said."""
    by, at, lang = request.actor, clock.now(), get_language()
    permissions.require(by, "support.ticket.open")
    found = reading.find(by, ticket)
    said = [one.message for one in reading.conversation(found, by) if isinstance(one.message, Message)]
    messages = {one.id: one for one in said if one.side == "customer"}
    words = promises.scheme_choices(found.tenant_id, "kind", at=at) or states.KINDS
    form = SplitForm(
        request.POST or None,
        messages=[(str(one.id), _shown(one, lang)) for one in messages.values()],
        kinds=[(word, texts[lang]) for word, texts in words.items()],
        initial={"kind": found.kind},
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        message = messages[filled["message"]]
        text = filled["text"] or message.body
        try:
            made = split(found, message, by=by, at=at, subject=filled["subject"], text=text, kind=filled["kind"])
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("Split off: its terms count from when it was said."))
            return redirect("support:desk-ticket", ticket=made.id)
    return _asked(request, found, form, _("Split off"), refusal)


def _shown(message: Message, lang: str) -> str:
    at = wording.instant(message.at, lang, promises.desk_calendar().zone, now=clock.now(), short=True)
    return f"{message.author_name}, {at}: {message.body[:200]}"


def _asked(
    request: HttpRequest,
    ticket: Ticket,
    form: forms.Form,
    heading: str,
    refusal: Refusal | None = None,
    **rest: Any,
) -> HttpResponse:
    context = {
        "ticket": ticket,
        "form": form,
        "act_heading": heading,
        "refusal": refusal,
        "crumbs": [
            {"label": ticket.shown_number, "url": reverse("support:desk-ticket", args=[ticket.id])},
            {"label": heading},
        ],
        **rest,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/asked.html", context, status=status)
