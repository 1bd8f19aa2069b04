"""Who bought what: the desk's pages of one customer, and the customer's own."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.catalogue import permissions, queries
from waarborg.catalogue.actions.keep_purchase import buy, choose_ring, end_purchase, withdraw_purchase
from waarborg.catalogue.forms import EndForm, PurchaseForm, RingForm, WithdrawForm, refuse
from waarborg.catalogue.guard import contact_only, staff_only
from waarborg.catalogue.models import Purchase
from waarborg.catalogue.queries.overview import overview
from waarborg.catalogue.rules import rings
from waarborg.catalogue.rules.kinds import SOLD, called
from waarborg.customers.queries import organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock
from waarborg.plumbing.permissions import NotFound, may, require
from waarborg.plumbing.web.wording import tongue


@staff_only
@require_http_methods(["GET", "POST"])
def customer_purchases(request: HttpRequest, customer: UUID) -> HttpResponse:
    """Everything a customer had, has and will have; by POST one more."""
    by, lang, at = request.actor, tongue(get_language()), clock.now()  # type: ignore[attr-defined]
    require(by, permissions.SEE_BOUGHT)
    house = organisation(customer)
    if house.kind != "customer":
        raise NotFound()
    access_log.read(by=by, tenant=house.id, what=house.ref, why=gettext_noop("what was bought"), at=at)
    offered = [one for one in queries.items(archived=False) if one.kind in SOLD]
    today = queries.day_of(at)
    form = PurchaseForm(request.POST or None, items=offered, lang=lang, initial={"starts_on": today})
    status = 200
    if request.method == "POST":
        require(by, permissions.RECORD)
        status = 422
        if form.is_valid():
            filled = dict(form.cleaned_data)
            wanted = filled.pop("item")
            chosen = next(one for one in offered if one.id == wanted)
            try:
                buy(chosen, house.id, by=by, at=at, **filled)
            except Refusal as refusal:
                refuse(form, refusal, lang)
                status = refusal.status
            else:
                success(request, _("%(name)s has been recorded.") % {"name": chosen.say(lang)})
                return redirect("catalogue:customer-purchases", customer)
    context = {
        "page_title": _("Bought by %(name)s") % {"name": house.name},
        "customer": house,
        "rows": [_row(one, today, lang) for one in queries.purchases(house.id)],
        "form": form,
        "offered": offered,
        "may_record": may(by, permissions.RECORD),
    }
    return render(request, "catalogue/customer_purchases.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def purchase(request: HttpRequest, purchase: UUID) -> HttpResponse:
    """One purchase: its last day set or taken away, its ring, or withdrawn because it never was. By POST `do` says
    which."""
    by, lang, at = request.actor, tongue(get_language()), clock.now()  # type: ignore[attr-defined]
    require(by, permissions.RECORD)
    found = queries.purchase(purchase)
    do = request.POST.get("do")
    ending = EndForm(request.POST if do == "end" else None, initial={"ends_on": found.ends_on})
    withdrawing = WithdrawForm(request.POST if do == "withdraw" else None)
    ring = RingForm(request.POST if do == "ring" else None, lang=lang, initial={"ring": found.ring})
    form: Any = {"withdraw": withdrawing, "ring": ring}.get(do or "", ending)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            if do == "end":
                end_purchase(found, by=by, at=at, **form.cleaned_data)
            elif do == "ring":
                choose_ring(found, by=by, at=at, **form.cleaned_data)
            else:
                withdraw_purchase(found, by=by, at=at, **form.cleaned_data)
        except Refusal as refusal:
            refuse(form, refusal, lang)
            status = refusal.status
        else:
            success(request, _("The purchase has been changed."))
            return redirect("catalogue:customer-purchases", found.tenant_id)
    house = organisation(found.tenant_id)
    back = reverse("catalogue:customer-purchases", args=[house.id])
    context = {
        "page_title": f"{found.item.say(lang)}, {house.name}",
        "shown": found,
        "row": _row(found, queries.day_of(at), lang),
        "ending": ending,
        "withdrawing": withdrawing,
        "ring": ring,
        "back": back,
        "customer": house,
    }
    return render(request, "catalogue/purchase.html", context, status=status)


@contact_only
@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """What the own organisation bought, in plain words. Three queries."""
    by, lang = request.actor, tongue(get_language())  # type: ignore[attr-defined]
    require(by, permissions.SEE_BOUGHT, tenant=by.tenant)
    shown = overview(by.tenant, queries.day_of(clock.now()), lang)
    return render(request, "catalogue/products.html", {"page_title": _("What we have bought"), "shown": shown})


def _row(one: Purchase, today: date, lang: str) -> dict[str, Any]:
    state, word = _state(one, today)
    return {
        "id": one.id,
        "name": one.item.say(lang),
        "kind": called(one.item.kind, lang),
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "state": state,
        "word": word,
        "open": one.withdrawn_at is None,
        "ring": rings.words(one.ring, lang).partition(":")[0],
    }


def _state(one: Purchase, today: date) -> tuple[str, str]:
    if one.withdrawn_at is not None:
        return "withdrawn", _("withdrawn")
    if one.starts_on > today:
        return "planned", _("from then on")
    if one.holds(today):
        return "holds", _("has it")
    return "rest", _("had it")
