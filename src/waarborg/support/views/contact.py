"""The page that says how one reaches us, and when."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only
from waarborg.plumbing import clock, permissions
from waarborg.support.permissions import ASK_CALL_BACK, BOOK, BOOK_EXTRA, OPEN_CHAT
from waarborg.support.queries import chats
from waarborg.support.queries.call_backs import PHONE
from waarborg.support.queries.extra import is_offered_to
from waarborg.support.queries.people import may_ask
from waarborg.support.views.crowding import crowded_words


@contact_only
@require_GET
def contact(request: HttpRequest) -> HttpResponse:
    """Every way in, with its hours by the customer's own agreement."""
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, "support.ticket.read", tenant=by.tenant)
    asks = may_ask(by, at=now)
    phone_hours = chats.hours_of(by.tenant, now=now, calendar=PHONE)
    context = {
        "hours": chats.hours_of(by.tenant, now=now),
        "may_ask": asks,
        "may_call_back": asks and phone_hours and permissions.may(by, ASK_CALL_BACK, tenant=by.tenant),
        "may_chat": permissions.may(by, OPEN_CHAT, tenant=by.tenant) and may_ask(by, at=now, channel="chat"),
        "may_book": permissions.may(by, BOOK, tenant=by.tenant) and may_ask(by, at=now, channel="appointment"),
        "may_extra": permissions.may(by, BOOK_EXTRA, tenant=by.tenant) and is_offered_to(by, at=now),
        "standing": chats.own_open(by),
        "crowded": crowded_words(),
        "phone": settings.SUPPORT_PHONE,
        "phone_hours": phone_hours,
    }
    return render(request, "support/contact.html", context)
