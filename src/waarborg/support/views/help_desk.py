"""The catalogue of help at the desk: what is offered at which price, and what customers booked."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.support.actions.help.book import record_travel
from waarborg.support.actions.help.keep import keep_offer, set_price
from waarborg.support.forms.help import OfferForm, PriceForm, TravelForm
from waarborg.support.permissions import KEEP_HELP
from waarborg.support.queries import help as reading
from waarborg.support.rules.help import days


def _lang() -> str:
    return wording.tongue(get_language())


@staff_only
@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, *, refusal: Refusal | None = None, wrong: UUID | None = None) -> HttpResponse:
    permissions.require(request.actor, KEEP_HELP)
    context = {
        "priced": reading.prices(reading.offered(), None, at=clock.now()),
        "bookings": reading.bookings(),
        "refusal": refusal,
        "wrong": wrong,
        "kinds": days.KINDS,
        "units": days.UNITS,
        "lang": _lang(),
    }
    status = refusal.status if refusal else 422 if wrong else 200
    return render(request, "support/help/desk_list.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, offer: UUID | None = None) -> HttpResponse:
    """Put something into the catalogue, change it, or take it out."""
    by, lang = request.actor, _lang()
    permissions.require(by, KEEP_HELP)
    found = reading.find(offer) if offer else None
    names = ("kind", "title_nl", "about_nl", "title_en", "about_en", "unit", "link")
    begin = {name: getattr(found, name) for name in names} | {"offered": found.is_offered} if found else {}
    form = OfferForm(request.POST or None, lang=lang, initial=begin or {"kind": days.CONSULTANCY})
    if request.method == "POST" and form.is_valid():
        kept = keep_offer(offer, form.words(), by=by, at=clock.now(), offered=form.cleaned_data["offered"])
        success(request, _("It is kept."))
        return redirect("support:help-price", offer=kept.id) if kept.unit else redirect("support:desk-help-offers")
    heading = found.title(lang) if found else _("New in the catalogue")
    return _form(request, form, heading)


@staff_only
@require_http_methods(["GET", "POST"])
def price(request: HttpRequest, offer: UUID) -> HttpResponse:
    """What it costs from a day on; what has held already stands above the form."""
    by, lang = request.actor, _lang()
    permissions.require(by, KEEP_HELP)
    found, refusal = reading.find(offer), None
    form = PriceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_price(found, by=by, at=clock.now(), **form.cleaned_data)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("The price is kept."))
            return redirect("support:desk-help-offers")
    return _form(request, form, _("Price of %(what)s") % {"what": found.title(lang)}, refusal)


def _form(
    request: HttpRequest, form: OfferForm | PriceForm, heading: str, refusal: Refusal | None = None
) -> HttpResponse:
    crumbs = [{"label": _("Consultancy and training"), "url": reverse("support:desk-help-offers")}, {"label": heading}]
    context = {"form": form, "refusal": refusal, "act_heading": heading, "crumbs": crumbs}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/list_form.html", context, status=status)


@staff_only
@require_POST
def travel(request: HttpRequest, help_booking: UUID) -> HttpResponse:
    """The kilometres of a visit."""
    by = request.actor
    permissions.require(by, KEEP_HELP)
    found = reading.booking(help_booking)
    form = TravelForm(request.POST)
    if not form.is_valid():
        return _list(request, wrong=found.id)
    try:
        record_travel(found, form.cleaned_data["kilometres"], by=by, at=clock.now())
    except Refusal as refused:
        return _list(request, refusal=refused)
    success(request, _("The travel is written down; the customer sees it under Charges."))
    return redirect("support:desk-help-offers")
