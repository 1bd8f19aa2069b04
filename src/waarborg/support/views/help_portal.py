"""The catalogue of help for customers: what there is, what it costs, asking for it, and booking days."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import contact_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.support.actions.help.ask import ask
from waarborg.support.actions.help.book import book_days
from waarborg.support.forms.help import AskForm, BookDaysForm
from waarborg.support.permissions import BOOK_HELP, SEE_HELP
from waarborg.support.queries import help as reading
from waarborg.support.queries import sessions
from waarborg.support.queries.people import may_ask
from waarborg.support.rules.help import days
from waarborg.support.rules.sessions import kinds


@contact_only
@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    """By kind, with prices; and the trainings that have a date."""
    by, now = request.actor, clock.now()
    permissions.require(by, SEE_HELP, tenant=by.tenant)
    priced = reading.prices(reading.offered(), by.tenant, at=now)
    books = permissions.may(by, BOOK_HELP, tenant=by.tenant)
    context = {
        "groups": [(kind, [pair for pair in priced if pair[0].kind == kind]) for kind in days.KINDS],
        "dates": [one for one in sessions.offered(by, now=now) if one.kind == kinds.TRAINING],
        "bookings": reading.bookings_of(by) if books else [],
        "kinds": days.KINDS,
        "units": days.UNITS,
        "lang": wording.tongue(get_language()),
    }
    return render(request, "support/help/list.html", context)


@contact_only
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, offer: UUID) -> HttpResponse:
    """One of them: ask for it, or book days of it."""
    by, now, lang = request.actor, clock.now(), wording.tongue(get_language())
    permissions.require(by, SEE_HELP, tenant=by.tenant)
    found = reading.find(offer)
    price = reading.price_of(found, by.tenant, at=now)
    act = request.POST.get("act", "")
    asks, refusal = may_ask(by, at=now), None
    books = found.unit == days.DAY and price is not None and permissions.may(by, BOOK_HELP, tenant=by.tenant)
    asking = AskForm(request.POST if act == "ask" else None)
    booking = BookDaysForm(request.POST if act == "book" else None, lang=lang)
    try:
        if act == "ask" and asking.is_valid():
            ticket = ask(found, by=by, at=now, **asking.cleaned_data)
            success(request, _("You asked for it; the answer comes on this ticket."))
            return redirect("support:ticket", ticket=ticket.id)
        if act == "book" and booking.is_valid():
            given = {"agrees": booking.cleaned_data["agrees"], "once": booking.cleaned_data["once"]}
            book_days(found, booking.wanted(), by=by, at=now, **given)
            success(request, _("It is booked; what it costs stands under Charges."))
            return redirect("support:help-offers")
    except Refusal as refused:
        if isinstance(refused, permissions.NotFound | permissions.NotAllowed):
            raise
        refusal = refused
    context = {
        "one": found,
        "price": price,
        "asking": asking if asks else None,
        "booking": booking if books else None,
        "refusal": refusal,
        "kinds": days.KINDS,
        "units": days.UNITS,
        "lang": lang,
    }
    status = refusal.status if refusal else 422 if asking.errors or booking.errors else 200
    return render(request, "support/help/show.html", context, status=status)
