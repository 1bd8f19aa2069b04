"""Chats at the desk: who waits, talking, taking, handing over, and closing as solved."""

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

from waarborg.access.guard import staff_only
from waarborg.access.rules.role_names import ROLES
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.actions.chats.end import go_on_as_ticket, resolve
from waarborg.support.actions.chats.take import hand_over, take
from waarborg.support.actions.chats.write import write
from waarborg.support.actions.locking import QUEUE
from waarborg.support.forms.chats import ChatForm, HandOverForm
from waarborg.support.models import Chat
from waarborg.support.permissions import ANSWER_CHAT
from waarborg.support.queries import chats as reading
from waarborg.support.queries.people import colleagues
from waarborg.support.queries.widget import name_of as button_name
from waarborg.support.views.chats import log_of
from waarborg.support.views.uploads import store_all
from waarborg.support.views.veiled import tell_if_masked


@staff_only
@require_GET
def chats(request: HttpRequest) -> HttpResponse:
    """Who waits, longest first; or only the rows when htmx asks for fresh ones."""
    by, now, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, ANSWER_CHAT)
    context = {
        "lines": [(line, line.chat.customer_here(now)) for line in reading.open_chats(now=now, lang=lang)],
        "desk": promises.desk_calendar().hours(now),
        "live": grant_for_page(request, [QUEUE]),
    }
    part = "rows" if request.htmx else "list"  # type: ignore[attr-defined]
    return render(request, f"support/chats/{part}.html", context)


@staff_only
@require_GET
def show(request: HttpRequest, chat: UUID) -> HttpResponse:
    found = reading.find(request.actor, chat)  # type: ignore[attr-defined]
    if not found.is_open:
        return redirect("support:desk-ticket", ticket=found.ticket_id)
    by, number = request.actor, found.ticket.shown_number  # type: ignore[attr-defined]
    access_log.read(by=by, tenant=found.tenant_id, what=found.ticket.ref, why=number, at=clock.now())
    return _page(request, found)


def _page(
    request: HttpRequest, chat: Chat, *, form: ChatForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        **log_of(request, chat),
        "organisation": Organisation.objects.filter(id=chat.tenant_id).values("id", "name").first(),
        "role": ROLES[chat.role][lang] if chat.role in ROLES else "",
        "cards": promises.cards(chat.ticket.ref, tenant=chat.tenant_id, now=at, lang=lang, audience="staff"),
        "form": form or ChatForm(),
        "hand_form": HandOverForm(colleagues=[one for one in colleagues(at=at) if one.id != chat.agent_id]),
        "button": button_name(chat.widget_id) if chat.widget_id else "",
        "is_mine": chat.agent_id == by.person,
        "refusal": refusal,
        "live": grant_for_page(request, [f"ticket.{chat.ticket_id}", f"chat.{chat.id}"]),
    }
    status = refusal.status if refusal else 422 if form and form.errors else 200
    return render(request, "support/chats/desk_show.html", context, status=status)


def _do(request: HttpRequest, chat: UUID, act: Callable[[Chat], Chat], said: str, *, to: str = "chat") -> HttpResponse:
    """One act on a chat, then back to it, to its ticket or to the list; or the refusal beside it."""
    found = reading.find(request.actor, chat)  # type: ignore[attr-defined]
    try:
        act(found)
    except Refusal as refusal:
        fresh = reading.find(request.actor, chat)  # type: ignore[attr-defined]
        return _page(request, fresh, refusal=refusal)
    success(request, said)
    if to == "list":
        return redirect("support:desk-chats")
    if to == "ticket":
        return redirect("support:desk-ticket", ticket=found.ticket_id)
    return redirect("support:desk-chat", chat=found.id)


@staff_only
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, chat: UUID) -> HttpResponse:
    """A message; with the button that closes, the same text is the solution."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    found = reading.find(by, chat)
    if request.method == "GET":
        return redirect("support:desk-chat", chat=found.id)
    form = ChatForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form=form)
    filled = form.cleaned_data
    stored = store_all(form, filled["files"], tenant=found.tenant_id, by=by, at=at, lang=lang)
    if stored is None:
        return _page(request, found, form=form)
    try:
        if "resolve" in request.POST:
            resolve(found, by=by, at=at, text=filled["text"], files=stored, once=filled["once"])
            success(request, _("Closed as solved; the customer can read it again as a ticket."))
            return redirect("support:desk-chats")
        write(found, by=by, at=at, text=filled["text"], files=stored, once=filled["once"])
    except Refusal as refusal:
        return _page(request, reading.find(by, chat), form=form, refusal=refusal)
    tell_if_masked(request, filled["text"])
    return redirect(f"{reverse('support:desk-chat', kwargs={'chat': found.id})}#say")


@staff_only
@require_POST
def take_chat(request: HttpRequest, chat: UUID) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    return _do(request, chat, lambda found: take(found, by=by, at=clock.now()), _("The chat is yours."))


@staff_only
@require_POST
def hand_chat_over(request: HttpRequest, chat: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    people = colleagues(at=at)
    form = HandOverForm(request.POST, colleagues=people)
    if not form.is_valid():
        return _page(request, reading.find(by, chat))
    chosen = next(one for one in people if one.id == form.cleaned_data["person"])
    return _do(
        request,
        chat,
        lambda found: hand_over(found, by=by, at=at, to=(chosen.id, chosen.name)),
        _("Handed over to %(name)s.") % {"name": chosen.name},
    )


@staff_only
@require_POST
def to_ticket(request: HttpRequest, chat: UUID) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    said = _("The chat is over; the ticket and its clocks go on.")
    return _do(request, chat, lambda found: go_on_as_ticket(found, by=by, at=clock.now()), said, to="ticket")
