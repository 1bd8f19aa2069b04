"""The staff's page of a ticket, and what can be done there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.plumbing.web.forms import blank, blank_fields
from waarborg.promises import queries as promises
from waarborg.support.actions.answer_along import answer_along
from waarborg.support.actions.assign import assign, start_work
from waarborg.support.actions.at_work import forget_draft
from waarborg.support.actions.at_work import topic as at_work_topic
from waarborg.support.actions.mention import read as read_mentions
from waarborg.support.actions.note import note
from waarborg.support.actions.prioritise import prioritise
from waarborg.support.actions.reopen import reopen
from waarborg.support.forms import AnswerForm, AssignForm, NoteForm, PriorityForm
from waarborg.support.forms.beside import blank_team
from waarborg.support.forms.tickets import blank_answer, blank_assign, blank_priority
from waarborg.support.models import Ticket
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.absence import today
from waarborg.support.queries.beside import Beside, beside
from waarborg.support.queries.held import waiting_on
from waarborg.support.queries.people import colleagues
from waarborg.support.queries.snippets import along_of, inserted
from waarborg.support.queries.topics import topics
from waarborg.support.rules import states
from waarborg.support.rules.along import together
from waarborg.support.views.acts import posted_from
from waarborg.support.views.along import posted, put_on
from waarborg.support.views.away import away_context, away_words
from waarborg.support.views.begun import begun
from waarborg.support.views.effects import effects
from waarborg.support.views.journal import journal_rows
from waarborg.support.views.uploads import store_all
from waarborg.support.views.veiled import tell_if_masked


@staff_only
@require_GET
def show_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """The customer can see who opened it. A page that stays open and fetches itself anew is no second look."""
    found = reading.find(request.actor, ticket)
    if not request.htmx:
        why = found.shown_number
        access_log.read(by=request.actor, tenant=found.tenant_id, what=found.ref, why=why, at=clock.now())
    return _page(request, found)


def _purposes(ticket: Ticket) -> list[states.Purpose]:
    """What a message can be: to a ticket that is resolved only something more to say."""
    return list(states.PURPOSES) if ticket.is_live else ["message"]


def _has_started(journal: list[dict[str, Any]]) -> bool:
    """Work began, and the ticket was not opened again after it."""
    told = (line["kind"] for line in journal)
    turns = ("support.ticket.work-started", "support.ticket.reopened")
    return next((kind for kind in told if kind in turns), "") == turns[0]


def _aside(request: HttpRequest, ticket: Ticket, at: datetime) -> Beside:
    """What stands beside the ticket; who looks at it has read what mentions him there. Asked first, because it
    reads along what the rest of the page asks for."""
    found = beside(ticket, request.actor.person, day=today(at), at=at)
    if found.mentions_here and not request.htmx:
        read_mentions(by=request.actor, at=at, ticket=ticket.id)
    request.mentions = found.mentions
    return found


def _page(request: HttpRequest, ticket: Ticket, *, refusal: Refusal | None = None, **forms: Any) -> HttpResponse:
    by, at, lang = request.actor, clock.now(), get_language()
    aside = _aside(request, ticket, at)
    staff = aside.staff
    priorities = promises.scheme_choices(ticket.tenant_id, "priority", at=at)
    invalid = any(form.errors for form in forms.values())
    purposes = _purposes(ticket)
    form: Any = (
        forms.get("answer")
        or begun(request, ticket, purposes)
        or blank_fields(blank_answer, tuple(purposes), lang, fresh={"once": uuid4(), "revision": ticket.revision})
    )
    if refusal is not None and form.is_bound:
        # The text stays; what the writer has now seen is the ticket as it stands.
        form.data = {**dict(form.data.items()), "revision": ticket.revision}
    journal = journal_rows(ticket, at=at, lang=lang, staff=staff)
    return render(
        request,
        "support/desk_ticket.html",
        {
            "ticket": ticket,
            "organisation": {"id": ticket.tenant_id, "name": aside.organisation},
            "beside": aside,
            "follows": aside.follows(by.person),
            "team_form": blank_fields(blank_team, str(ticket.team_id or ""), tuple(aside.teams), fresh={})
            if ticket.is_live and (aside.teams or aside.team)
            else None,
            "assignee_gone": ticket.assignee_id is not None and all(one.id != ticket.assignee_id for one in staff),
            "kind": promises.scheme_word(ticket.tenant_id, "kind", ticket.kind, at=at, lang=lang),
            "priority": promises.scheme_word(ticket.tenant_id, "priority", ticket.priority, at=at, lang=lang),
            "topics": topics(ticket.tenant_id, at=at),
            "cards": promises.cards(ticket.ref, tenant=ticket.tenant_id, now=at, lang=lang, audience="staff"),
            "said": reading.conversation(ticket, by),
            "waiting": waiting_on(ticket, by),
            "journal": journal,
            "may_take": not (ticket.picked_up_at and ticket.assignee_id == by.person),
            "may_start": not _has_started(journal),
            "colleagues": [one.name for one in staff if one.id != by.person],
            "version": journal[0]["sequence"] if journal else 0,
            "form": form,
            **_forms(ticket, forms, priorities, staff, away_words(aside, lang)),
            **away_context(ticket, aside, staff, refusal),
            "effects": effects(ticket, purposes, now=at, lang=lang),
            "refusal": refusal,
            "live": grant_for_page(request, [f"ticket.{ticket.id}", at_work_topic(ticket.id)]),
            **{f"may_{act}": permissions.may(by, f"support.ticket.{act}") for act in ("answer", "note", "follow")},
            "may_waive": permissions.may(by, "promises.clock.waive"),
        },
        status=refusal.status if refusal else 422 if invalid else 200,
    )


def _forms(
    ticket: Ticket,
    forms: Mapping[str, Any],
    priorities: Mapping[str, Any],
    staff: Sequence[Any],
    away: Mapping[Any, str],
) -> dict[str, Any]:
    """The forms beside the answer: what was filled in, else one that nobody has touched."""
    lang = get_language()
    words = tuple((word, said[lang]) for word, said in priorities.items())
    people = tuple((one.id, one.name) for one in staff)
    return {
        "note_form": forms.get("note") or blank_fields(NoteForm, fresh={"once": uuid4()}),
        "writes_note": "note" in forms,
        "priority_form": forms.get("priority") or blank(blank_priority, ticket.priority, words, lang),
        "has_priorities": bool(priorities),
        "assign_form": forms.get("assign")
        or blank(blank_assign, str(ticket.assignee_id or ""), people, tuple(away.items())),
    }


def back_to(ticket: UUID, place: str = "") -> HttpResponse:
    """To the page of the ticket, at the part that changed."""
    address = reverse("support:desk-ticket", kwargs={"ticket": ticket})
    return redirect(f"{address}#{place}" if place else address)


def refused_on_page(request: HttpRequest, ticket: Ticket, refusal: Refusal) -> HttpResponse:
    """The ticket as it stands now, with why an act on it was refused."""
    return _page(request, reading.find(request.actor, ticket.id), refusal=refusal)


def _do(request: HttpRequest, ticket: UUID, act: Callable[[Ticket], object], said: str = "") -> HttpResponse:
    """Carry out one action and go back to the ticket, or show the refusal beside it."""
    found = reading.find(request.actor, ticket)
    try:
        act(found)
    except Refusal as refusal:
        return _page(request, reading.find(request.actor, ticket), refusal=refusal)
    if said:
        success(request, said)
    return back_to(ticket)


@staff_only
@posted_from("support:desk-ticket")
def answer_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at, lang = request.actor, clock.now(), get_language()
    found = reading.find(by, ticket)
    if "snippet" in request.POST:
        return _inserted(request, found)
    # All purposes are read: what is no longer possible is the action's to refuse, with the reason.
    form, along = (
        AnswerForm(request.POST, request.FILES, purposes=list(states.PURPOSES), lang=lang),
        posted(request.POST),
    )
    if not form.is_valid():
        return _page(request, found, answer=put_on(form, along, found, by=by, at=at))
    filled = form.cleaned_data
    stored = store_all(form, filled["files"], tenant=found.tenant_id, by=by, at=at, lang=lang)
    if stored is None:
        return _page(request, found, answer=put_on(form, along, found, by=by, at=at))
    try:
        sent = answer_along(
            found,
            along=along,
            by=by,
            at=at,
            text=filled["text"],
            purpose=filled["purpose"],
            revision=filled["revision"],
            files=stored,
            once=filled["once"],
        )
    except Refusal as refusal:
        now = reading.find(by, ticket)
        return _page(request, now, answer=put_on(form, along, now, by=by, at=at), refusal=refusal)
    forget_draft(found, "answer", by=by)
    tell_if_masked(request, filled["text"])
    success(request, _("Sent; the customer can read it now."))
    return back_to(ticket, f"m-{sent.id}")


def _inserted(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Nothing is sent yet: the text stands behind what was typed, with what goes with it."""
    by, at, lang = request.actor, clock.now(), get_language()
    permissions.require(by, "support.ticket.answer")
    try:
        made = inserted(UUID(request.POST["snippet"]), ticket, by=by, at=at)
    except ValueError as error:
        raise permissions.NotFound() from error
    if made is None:
        raise permissions.NotFound()
    snippet, text = made
    typed = request.POST.get("text", "").rstrip()
    purposes = _purposes(ticket)
    wanted = snippet.purpose or request.POST.get("purpose", "")
    begin = {
        "text": f"{typed}\n\n{text}" if typed else text,
        "purpose": wanted if wanted in purposes else "message",
        "revision": request.POST.get("revision") or ticket.revision,
    }
    form = AnswerForm(initial=begin, purposes=purposes, lang=lang)
    form.inserted = True  # type: ignore[attr-defined]
    # With an earlier text may go something of its own.
    along = together(posted(request.POST), along_of(snippet))
    return _page(request, ticket, answer=put_on(form, along, ticket, by=by, at=at))


@staff_only
@posted_from("support:desk-ticket")
def note_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, form = request.actor, NoteForm(request.POST)
    found = reading.find(by, ticket)
    if not form.is_valid():
        return _page(request, found, note=form)
    try:
        kept = note(found, by=by, at=clock.now(), text=form.cleaned_data["text"], once=form.cleaned_data["once"])
    except Refusal as refusal:
        return _page(request, found, note=form, refusal=refusal)
    forget_draft(found, "note", by=by)
    tell_if_masked(request, form.cleaned_data["text"])
    success(request, _("The note is kept; the customer never sees it."))
    return back_to(ticket, f"m-{kept.id}")


@staff_only
@posted_from("support:desk-ticket")
def prioritise_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    found = reading.find(by, ticket)
    choices = promises.scheme_choices(found.tenant_id, "priority", at=at)
    form = PriorityForm(request.POST, priorities=choices, lang=get_language())
    if not form.is_valid():
        return _page(request, found, priority=form)
    try:
        prioritise(found, by=by, at=at, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, reading.find(by, ticket), priority=form, refusal=refusal)
    success(request, _("The priority is set; the clocks are computed anew."))
    return back_to(ticket)


@staff_only
@posted_from("support:desk-ticket")
def take_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by = request.actor
    return _do(
        request,
        ticket,
        lambda found: assign(found, by=by, at=clock.now(), to=(by.person, by.name)),
        _("The ticket is yours."),
    )


@staff_only
@posted_from("support:desk-ticket")
def assign_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    found, people = reading.find(by, ticket), colleagues(at=at)
    # Pressed after the page said that he is away.
    anyway = request.POST.get("anyway", "")
    form = AssignForm({"person": anyway} if anyway else request.POST, colleagues=people)
    if not form.is_valid():
        return _page(request, found, assign=form)
    chosen = next(one for one in people if one.id == form.cleaned_data["person"])
    return _do(
        request,
        ticket,
        lambda one: assign(one, by=by, at=at, to=(chosen.id, chosen.name), anyway=bool(anyway)),
        _("Given to %(name)s.") % {"name": chosen.name},
    )


@staff_only
@posted_from("support:desk-ticket")
def start_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    return _do(
        request,
        ticket,
        lambda found: start_work(found, by=request.actor, at=clock.now()),
        _("Kept: work has started."),
    )


@staff_only
@posted_from("support:desk-ticket")
def reopen_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    return _do(request, ticket, lambda found: reopen(found, by=request.actor, at=clock.now()), _("Open again."))
