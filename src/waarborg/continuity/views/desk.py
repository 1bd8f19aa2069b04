"""The desk's pages of back-ups: all plans, and a plan to be written down."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.continuity.actions.keep_plan import change_plan, make_plan
from waarborg.continuity.forms import PlanForm
from waarborg.continuity.models import Plan
from waarborg.continuity.permissions import PLAN, SEE
from waarborg.continuity.queries import plans as reading
from waarborg.continuity.queries.promised import to_customers
from waarborg.continuity.queries.standings import read_plans
from waarborg.continuity.views.showing import shown
from waarborg.customers.models import Organisation
from waarborg.customers.queries import names_of, provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang


@staff_only
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan with its newest good back-up, and what is promised to whom; those that ended with `?ended=1`. Five
    queries."""
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SEE)
    now, ended = clock.now(), request.GET.get("ended") == "1"
    rows = reading.every(ended=ended)
    names = names_of({one.customer_id for one in rows if one.customer_id})
    context = {
        "page_title": _("Service back-ups"),
        "lines": [
            {**shown(one, lang(), now), "customer": names.get(one.customer_id, "") if one.customer_id else ""}
            for one in rows
        ],
        "ended": ended,
        "promised": [] if ended else to_customers(read_plans(), lang=lang(), at=now),
        "may_plan": permissions.may(by, PLAN),
    }
    return render(request, "continuity/desk_plans.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _form(request, None)


@staff_only
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, plan: UUID) -> HttpResponse:
    permissions.require(request.actor, PLAN)  # type: ignore[attr-defined]
    return _form(request, reading.find(plan))


def _form(request: HttpRequest, held: Plan | None) -> HttpResponse:
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, PLAN)
    house, at = provider(), clock.now()
    customers = list(Organisation.objects.filter(kind="customer").only("id", "name").order_by("name"))
    posted = request.POST if request.method == "POST" else None
    form = PlanForm(posted, customers=customers, lang=lang(), held=held)
    status, token, made = 422 if form.errors else 200, "", held
    if posted is not None and form.is_valid() and house is not None:
        try:
            if held is None:
                made, token = make_plan(form.described(), provider=house.id, by=by, at=at)
            else:
                made = change_plan(held.id, form.described(), revision=form.cleaned_data["revision"], by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            if not token:
                success(request, _("The plan has been kept."))
                return redirect("continuity:plan", plan=made.id)
    title = made.key if made else _("New back-up plan")
    context = {
        "page_title": title,
        "form": None if token else form,
        "held": made,
        "address": address_of(token),
        "crumbs": crumbs(title),
    }
    return render(request, "continuity/plan_form.html", context, status=status)


def address_of(token: str) -> str:
    """Where a job reports; empty without a token."""
    return settings.PUBLIC_URL + reverse("continuity:report-done", args=[token]) if token else ""


def crumbs(last: str) -> list[dict[str, str]]:
    """The way back to all plans."""
    return [{"label": _("Service back-ups"), "url": reverse("continuity:plans")}, {"label": last}]
