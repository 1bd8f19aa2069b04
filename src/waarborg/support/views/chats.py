"""The customer's chat: start one, talk, close it. Without script every message is a form that reloads the page."""

from typing import Any
from uuid import UUID

from django.contrib.messages import info
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
from waarborg.promises import queries as promises
from waarborg.support.actions.chats.end import leave
from waarborg.support.actions.chats.open import open_chat
from waarborg.support.actions.chats.presence import be_there
from waarborg.support.actions.chats.write import write
from waarborg.support.forms.chats import ChatForm, OpenChatForm
from waarborg.support.models import Chat, Ticket
from waarborg.support.permissions import OPEN_CHAT
from waarborg.support.queries import chats as reading
from waarborg.support.queries import tickets
from waarborg.support.queries.people import may_ask
from waarborg.support.rules import states
from waarborg.support.rules.chats import ends
from waarborg.support.views.answer_to_when import answer_to_when
from waarborg.support.views.contacts import turned_away
from waarborg.support.views.uploads import store_all
from waarborg.support.views.veiled import tell_if_masked


@contact_only
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The form that starts one; who has one open goes on there."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, OPEN_CHAT, tenant=by.tenant)
    if not may_ask(by, at=at, channel="chat"):
        return turned_away(request)
    standing = reading.own_open(by)
    if standing is not None and request.method == "GET":
        return redirect("support:chat", chat=standing.id)
    live = _live_tickets(request)
    form = OpenChatForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        tickets=[(str(one.id), f"{one.shown_number} {one.subject}") for one in live],
        priorities=promises.scheme_choices(by.tenant, "priority", at=at),
        initial={"ticket": request.GET.get("about", "")},
        lang=lang,
    )
    refusal = None
    if form.is_bound and form.is_valid():
        filled = form.cleaned_data
        stored = store_all(form, filled["files"], tenant=by.tenant, by=by, at=at, lang=lang)
        if stored is not None:
            try:
                chat = open_chat(
                    by.tenant, by=by, at=at, text=filled["text"], files=stored, once=filled["once"],
                    kind=reading.kind_for(promises.scheme_words(by.tenant, "kind", at=at)),
                    priority=filled.get("priority", ""),
                    ticket=next((one for one in live if one.id == filled.get("ticket")), None),
                )  # fmt: skip
            except Refusal as refused:
                refusal = refused
            else:
                tell_if_masked(request, filled["text"])
                return redirect("support:chat", chat=chat.id)
    context = {"form": form, "refusal": refusal, "hours": reading.hours_of(by.tenant, now=at)}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/chats/start.html", context, status=status)


def _live_tickets(request: HttpRequest) -> list[Ticket]:
    by = request.actor  # type: ignore[attr-defined]
    return list(tickets.visible(by).filter(state__in=states.LIVE).order_by("-number")[:20])


@contact_only
@require_GET
def show(request: HttpRequest, chat: UUID) -> HttpResponse:
    """The conversation; once it is over, the ticket that it was."""
    found = reading.find(request.actor, chat)  # type: ignore[attr-defined]
    if not found.is_open:
        info(request, _("This chat has ended. What was said stands here."))
        return redirect("support:ticket", ticket=found.ticket_id)
    return _page(request, found)


def _page(
    request: HttpRequest, chat: Chat, *, form: ChatForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    at, lang = clock.now(), get_language()
    cards = promises.cards(chat.ticket.ref, tenant=chat.tenant_id, now=at, lang=lang)
    context = {
        **log_of(request, chat),
        "when": answer_to_when(chat.ticket, cards, now=at, lang=lang),
        "hours": reading.hours_of(chat.tenant_id, now=at),
        "form": form or ChatForm(),
        "refusal": refusal,
        "live": grant_for_page(request, [f"ticket.{chat.ticket_id}", f"chat.{chat.id}"]),
    }
    status = refusal.status if refusal else 422 if form and form.errors else 200
    return render(request, "support/chats/show.html", context, status=status)


def log_of(request: HttpRequest, chat: Chat) -> dict[str, Any]:
    """What the part of the page shows that is fetched anew: what was said, who is there and who types."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    typed = chat.customer_typed_at if by.is_staff else chat.staff_typed_at
    there = chat.customer_here(at) if by.is_staff else chat.staff_here(at)
    said = tickets.conversation(chat.ticket, by)
    return {
        "chat": chat,
        "ticket": chat.ticket,
        "said": said,
        "seen": reading.seen_line(chat, said, by),
        "face": "desk" if by.is_staff else "portal",
        "other": {
            "name": chat.contact_name if by.is_staff else chat.agent_name,
            "here": there,
            "types": there and ends.is_typing(typed, at),
        },
    }


@contact_only
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, chat: UUID) -> HttpResponse:
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    found = reading.find(by, chat)
    if request.method == "GET":
        return redirect("support:chat", chat=found.id)
    form = ChatForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form=form)
    stored = store_all(form, form.cleaned_data["files"], tenant=found.tenant_id, by=by, at=at, lang=lang)
    if stored is None:
        return _page(request, found, form=form)
    try:
        write(found, by=by, at=at, text=form.cleaned_data["text"], files=stored, once=form.cleaned_data["once"])
    except Refusal as refusal:
        return _page(request, found, form=form, refusal=refusal)
    tell_if_masked(request, form.cleaned_data["text"])
    return redirect(f"{reverse('support:chat', kwargs={'chat': found.id})}#say")


@contact_only
@require_POST
def end(request: HttpRequest, chat: UUID) -> HttpResponse:
    """A second click, or a chat that we ended meanwhile: it is over either way."""
    by = request.actor  # type: ignore[attr-defined]
    found = reading.find(by, chat)
    if found.is_open:
        leave(found, by=by, at=clock.now())
    return redirect("support:ticket", ticket=found.ticket_id)


@signed_in_only
@require_GET
def log(request: HttpRequest, chat: UUID) -> HttpResponse:
    """The log alone, for pages that stay open; it says so when the chat is over."""
    found = reading.find(request.actor, chat)  # type: ignore[attr-defined]
    answer = render(request, "support/chats/log.html", log_of(request, found))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@signed_in_only
@require_POST
def there(request: HttpRequest, chat: UUID) -> HttpResponse:
    """Somebody looks at this chat, or types in it. Its address lies under /live: it keeps no session alive."""
    by = request.actor  # type: ignore[attr-defined]
    found = reading.find(by, chat)
    be_there(found, by=by, at=clock.now(), typing="typing" in request.POST)
    return HttpResponse(status=204)
