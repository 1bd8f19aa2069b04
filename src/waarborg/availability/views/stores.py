"""The desk's pages of stores of metrics: what is read of each and how far, making, changing and removing one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.availability.actions.keep_store import change_store, make_store, remove_store
from waarborg.availability.forms.stores import StoreForm
from waarborg.availability.models import Store
from waarborg.availability.permissions import KEEP_STORES, SEE_SPEED
from waarborg.availability.queries import stores as reading
from waarborg.availability.rules.promql import call_complaint
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every store with how far it was read, and what it said. One query."""
    by = request.actor
    permissions.require(by, SEE_SPEED)
    context = {
        "page_title": _("Stores of metrics"),
        "rows": [_line(one) for one in reading.stores()],
        "may_keep": permissions.may(by, KEEP_STORES),
        "crumbs": _crumbs(_("Stores of metrics")),
    }
    return render(request, "availability/stores.html", context)


def _line(one: Store) -> dict[str, Any]:
    if not one.enabled:
        state, word = "none", _("paused")
    elif one.complaint:
        state, word = "risk", _("cannot be read")
    elif one.read_at is None:
        state, word = "measuring", _("not read yet")
    else:
        state, word = "met", _("is read")
    return {"store": one, "state": state, "word": word, "complaint": call_complaint(one.complaint, lang())}


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, KEEP_STORES)
    form = StoreForm(request.POST if request.method == "POST" else None, held=None)
    status = 422 if form.errors else 200
    house = provider()
    if request.method == "POST" and form.is_valid() and house is not None:
        try:
            made = make_store(form.said(), provider=house.id, by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("It is read from now on, every minute."))
            return redirect("availability:store", made.id)
    context = {"page_title": _("New store"), "form": form, "crumbs": _crumbs(_("New store"), _list())}
    return render(request, "availability/store_new.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def store(request: HttpRequest, store: UUID) -> HttpResponse:
    """One store: how far it was read, what was left out and why, and for who may keep it its form and removing."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_SPEED)
    held = reading.find_store(store)
    if request.method == "POST":
        permissions.require(by, KEEP_STORES)
    posted = request.POST if request.method == "POST" and "do" not in request.POST else None
    form = StoreForm(posted, held=held) if permissions.may(by, KEEP_STORES) else None
    status = 200
    if request.method == "POST" and form is not None:
        answer = _act(request, held, form, by=by, at=at)
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
    context = {
        "page_title": held.name,
        "line": _line(held),
        "left_out": sorted(held.left_out.items()),
        "form": form,
        "crumbs": _crumbs(held.name, _list()),
    }
    return render(request, "availability/store.html", context, status=status)


def _act(request: HttpRequest, held: Store, form: StoreForm, *, by: Any, at: datetime) -> HttpResponse | int:
    """What was asked by POST: remove, or else change. Answers where to go, or the status of the page."""
    if request.POST.get("do") == "remove":
        remove_store(held.id, by=by, at=at)
        success(request, _("It is read no more; what was counted stays."))
        return redirect("availability:stores")
    if not form.is_valid():
        return 422
    try:
        change_store(held.id, form.said(), revision=form.cleaned_data["revision"], by=by, at=at)
    except Refusal as refusal:
        return refused(form, refusal)
    success(request, _("It is read so from now on."))
    return redirect("availability:store", held.id)


def _list() -> dict[str, str]:
    return {"label": _("Stores of metrics"), "url": reverse("availability:stores")}


def _crumbs(last: str, *between: dict[str, str]) -> list[dict[str, str]]:
    return [{"label": _("Speed"), "url": reverse("availability:speed")}, *between, {"label": last}]
