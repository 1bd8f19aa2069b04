"""The page that says how one reaches us, and when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only
from waarborg.plumbing import clock, permissions
from waarborg.support.permissions import OPEN_CHAT
from waarborg.support.queries import chats


@contact_only
@require_GET
def contact(request: HttpRequest) -> HttpResponse:
    """Every way in, with its hours by the customer's own agreement."""
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, "support.ticket.read", tenant=by.tenant)
    context = {
        "hours": chats.hours_of(by.tenant, now=now),
        "may_ask": permissions.may(by, "support.ticket.open", tenant=by.tenant),
        "may_chat": permissions.may(by, OPEN_CHAT, tenant=by.tenant),
        "standing": chats.own_open(by),
    }
    return render(request, "support/contact.html", context)
