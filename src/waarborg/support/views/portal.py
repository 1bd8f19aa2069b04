"""The customer's pages about tickets."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.plumbing.tenancy import plans
from waarborg.plumbing.web.forms import Blank, blank, blank_once
from waarborg.plumbing.web.wording import tongue
from waarborg.promises import queries as promises
from waarborg.support.actions.complete import answers_of
from waarborg.support.actions.reopen import leave_resolved, reopen
from waarborg.support.actions.reply import reply
from waarborg.support.actions.report import report
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.forms import ReplyForm, ReportForm
from waarborg.support.forms.asked import asked
from waarborg.support.forms.completing import CompleteForm
from waarborg.support.models import Ticket
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.about import about_choices
from waarborg.support.queries.causes import may_come_from, typed
from waarborg.support.queries.clauses import clause_of
from waarborg.support.queries.finding import search
from waarborg.support.queries.people import may_ask
from waarborg.support.queries.together import linked
from waarborg.support.queries.topics import topic_of
from waarborg.support.rules import intake
from waarborg.support.rules.clauses import Clause
from waarborg.support.views.acts import posted_from
from waarborg.support.views.answer_to_when import answer_to_when, steps
from waarborg.support.views.contacts import turned_away
from waarborg.support.views.crowding import crowded_words
from waarborg.support.views.uploads import store_all
from waarborg.support.views.veiled import tell_if_masked


@contact_only
@require_GET
def tickets(request: HttpRequest) -> HttpResponse:
    """The organisation's tickets, or one's own, by tab; what is searched for is looked for in all of them (CL-12)."""
    permissions.require(request.actor, "support.ticket.read", tenant=request.actor.tenant)
    text = request.GET.get("q", "")[:200]
    shown = "found" if text.strip() else request.GET.get("show", "live")
    found, cursor = _found(request, shown, text)
    lines = promises.with_clock_lines(found, now=clock.now(), lang=get_language())
    return render(
        request,
        "support/tickets.html",
        {
            "lines": lines,
            "cursor": cursor,
            "shown": shown,
            "text": text,
            "tabs": _tabs(shown),
            "empty": _empty(request, shown, text),
            "may_ask": may_ask(request.actor, at=clock.now()),
        },
    )


def _found(request: HttpRequest, shown: str, text: str) -> tuple[list[reading.Listed], str]:
    """A page of the tab, and the cursor of the next."""
    by, before = request.actor, request.GET.get("before", "")
    if shown != "found" and not before and by.roles & reading.ASKERS:
        plans.for_everybody()
        return reading.first_page_of(by.tenant, live=shown == "live")
    rows = search(reading.visible(by), text)
    if shown != "found":
        rows = reading.of_state(rows, live=shown == "live")
    return reading.page(rows, before=before)


@contact_only
def new_ticket(request: HttpRequest) -> HttpResponse:
    """The intake form; after sending, the ticket with its due times. With `unclear` it is about a provision of the
    agreement (rules/clauses)."""
    by, at, lang = request.actor, clock.now(), get_language()
    if not may_ask(by, at=at):
        return turned_away(request)
    unclear = request.POST.get("clause", "") or request.GET.get("unclear", "")
    clause, words = clause_of(by.tenant, unclear, tongue(lang)) if unclear else (None, "")
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        initial=_about_clause(clause) if clause else None,
        kinds=promises.scheme_choices(by.tenant, "kind", at=at),
        priorities=promises.scheme_choices(by.tenant, "priority", at=at),
        about=about_choices(by.tenant, at=at, lang=lang),
        lang=lang,
    )
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        sealed = filled["sealed"]
        stored = store_all(form, filled["files"], tenant=by.tenant, by=by, at=at, lang=lang, sealed=sealed)
        if stored is not None:
            # Over meanwhile, it is an ordinary report.
            cause = typed(request.POST.get("cause", ""))
            known = cause if cause and may_come_from(cause, tenant=by.tenant, by=by, at=at) else None
            told = replace(form.report(), cause=known)
            ticket = report(by.tenant, told, by=by, at=at, files=stored, once=filled["once"])
            tell_if_masked(request, filled["subject"], filled["what"])
            return redirect("support:ticket", ticket=ticket.id)
    told_as = asked(tongue(lang), form.kinds)
    context = {"form": form, "crowded": crowded_words(), "clause": clause, "words": words, "asked": told_as}
    return render(request, "support/new_ticket.html", context, status=422 if form.errors else 200)


def _about_clause(clause: Clause) -> dict[str, str]:
    """What the form begins with for somebody who finds a provision unclear."""
    subject = _("Provision %(number)s is unclear") % {"number": clause.number}
    return {"clause": clause.text, "subject": subject, "kind": "question"}


@contact_only
@require_GET
def show_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    return page_of(request, reading.find(request.actor, ticket))


def page_of(
    request: HttpRequest,
    ticket: Ticket,
    *,
    form: ReplyForm | None = None,
    completing: CompleteForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The customer's page of a ticket, with a form that came back or the refusal of an act on it."""
    by, at, lang = request.actor, clock.now(), get_language()
    cards = promises.cards(ticket.ref, tenant=ticket.tenant_id, now=at, lang=lang)
    invalid = any(one is not None and one.errors for one in (form, completing))
    status = refusal.status if refusal else 422 if invalid else 200
    return render(
        request,
        "support/ticket.html",
        {
            "ticket": ticket,
            "kind": promises.scheme_word(ticket.tenant_id, "kind", ticket.kind, at=at, lang=lang),
            "priority": promises.scheme_word(ticket.tenant_id, "priority", ticket.priority, at=at, lang=lang),
            "topic": topic_of(ticket, at=at),
            "steps": steps(ticket, cards, now=at, lang=lang),
            "answer": answer_to_when(ticket, cards, now=at, lang=lang),
            "said": reading.conversation(ticket, by),
            "form": form or blank_once(ReplyForm),
            "completing": completing or _questions(ticket, by),
            "refusal": refusal,
            "live": grant_for_page(request, [f"ticket.{ticket.id}"]),
            "version": f"{ticket.revision} {ticket.state} {ticket.changed_at.isoformat()}",
            "may_reply": ticket.state not in ("withdrawn", "merged")
            and permissions.may(by, "support.ticket.reply", tenant=ticket.tenant_id),
            "into": reading.visible(by).filter(id=ticket.merged_into_id).first() if ticket.merged_into_id else None,
            "linked": linked(ticket, by),
            "may_share": permissions.may(by, "support.ticket.share", tenant=ticket.tenant_id),
            "may_withdraw": ticket.is_live and permissions.may(by, "support.ticket.withdraw", tenant=ticket.tenant_id),
        },
        status=status,
    )


def _questions(ticket: Ticket, by: Actor) -> Blank | None:
    """What the intake asked and nobody answered, while an answer still helps (CL-06)."""
    if ticket.state != "open" or not permissions.may(by, "support.ticket.complete", tenant=ticket.tenant_id):
        return None
    missing = intake.missing(answers_of(ticket))
    return blank(_asking, tuple(missing)) if missing else None


def _asking(missing: tuple[str, ...]) -> CompleteForm:
    return CompleteForm(missing=missing)


@contact_only
@posted_from("support:ticket")
def reply_to_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    found = reading.find(by, ticket)
    form = ReplyForm(request.POST, request.FILES)
    if not form.is_valid():
        return page_of(request, found, form=form)
    filled, lang = form.cleaned_data, get_language()
    stored = store_all(form, filled["files"], tenant=found.tenant_id, by=by, at=at, lang=lang, sealed=filled["sealed"])
    if stored is None:
        return page_of(request, found, form=form)
    try:
        sent = reply(found, by=by, at=at, text=filled["text"], files=stored, once=filled["once"])
    except Refusal as refusal:
        return page_of(request, reading.find(by, ticket), form=form, refusal=refusal)
    tell_if_masked(request, filled["text"])
    return redirect(f"{reverse('support:ticket', kwargs={'ticket': ticket})}#m-{sent.id}")


def _do(
    request: HttpRequest, ticket: UUID, act: Callable[[Ticket], object], *, done: Callable[[Ticket], bool]
) -> HttpResponse:
    """Carry out one action; when it was `done` before (a second click, another tab) nothing is wrong."""
    found = reading.find(request.actor, ticket)
    if not done(found):
        try:
            act(found)
        except Refusal as refusal:
            return page_of(request, reading.find(request.actor, ticket), refusal=refusal)
    return redirect("support:ticket", ticket=ticket)


@contact_only
@posted_from("support:ticket")
def reopen_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    return _do(request, ticket, lambda found: reopen(found, by=by, at=at), done=lambda found: found.is_live)


@contact_only
@posted_from("support:ticket")
def keep_resolved(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    return _do(
        request,
        ticket,
        lambda found: leave_resolved(found, by=by, at=at),
        done=lambda found: found.state == "resolved" and found.reopen_asked_at is None,
    )


@contact_only
@posted_from("support:ticket")
def withdraw_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    return _do(
        request,
        ticket,
        lambda found: withdraw(found, by=by, at=at),
        done=lambda found: found.state == "withdrawn",
    )


def _tabs(shown: str) -> list[dict[str, object]]:
    choices = [("live", _("Being handled")), ("done", _("Done"))]
    tabs = [{"label": label, "url": f"?show={key}", "current": shown == key} for key, label in choices]
    return [*tabs, {"label": _("Found"), "url": "", "current": True}] if shown == "found" else tabs


def _empty(request: HttpRequest, shown: str, text: str) -> dict[str, object]:
    """Why there is nothing, and one next step."""
    if text:
        return {"heading": _("Nothing matches these words"), "text": _("Try fewer words, or the number alone.")}
    if shown == "live":
        action = {"label": _("Report something"), "url": reverse("support:new"), "primary": True}
        may = may_ask(request.actor, at=clock.now())
        return {
            "heading": _("Nothing is being handled"),
            "text": _("When something does not work or you have a question, report it here; you see at once by when."),
            "action": action if may else None,
        }
    return {"heading": _("No tickets are done yet"), "text": _("Solved and withdrawn tickets stay readable here.")}
