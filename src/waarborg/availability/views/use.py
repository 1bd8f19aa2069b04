"""Figures of use: a page for each customer, the same at the desk, and what is to be discussed with whom."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import contact_only, staff_only
from waarborg.availability.actions.discussions import note_discussed
from waarborg.availability.forms.use import DiscussedForm
from waarborg.availability.models import Discussion
from waarborg.availability.permissions import CHOOSE_TOGETHER, DISCUSS, READ, SEE_SPEED
from waarborg.availability.queries import use_statistics as reading
from waarborg.availability.queries.use_together import kept_out
from waarborg.availability.rules.use_statistics import MonthOfUse
from waarborg.availability.rules.words import month_text, ns_text
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web.pictures.sheet import Sheet
from waarborg.plumbing.web.reader import lang, zone
from waarborg.plumbing.web.wording import local_date

_TALL = 60.0
_MS = 10**6


@dataclass(frozen=True, slots=True)
class Row:
    month: str
    count: int
    half: str
    most: str
    change: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A part in words, its picture, and what was discussed of it."""

    key: str
    name: str
    picture: str
    rows: list[Row]
    discussed: list[tuple[str, Any]]


@contact_only
@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """A customer's own figures, month by month, and what else they are for. Five queries."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, READ, tenant=by.tenant)
    crumbs = [{"label": _("Availability"), "url": reverse("availability:portal-figures")}, {"label": _("Speed of use")}]
    context = {
        "page_title": _("Speed of use"),
        "parts": _parts(by.tenant, at),
        "crumbs": crumbs,
        "kept_out": kept_out(by.tenant),
        "may_choose": permissions.may(by, CHOOSE_TOGETHER, tenant=by.tenant),
    }
    return render(request, "availability/portal_use.html", context)


@staff_only
@require_safe
def desk(request: HttpRequest, customer: UUID) -> HttpResponse:
    """The same figures of one customer, and what is to be discussed. Five queries."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, SEE_SPEED)
    held = Organisation.objects.filter(tenant_id=customer, kind="customer").first()
    if held is None:
        raise NotFound()
    context = {
        "page_title": _("Speed of use"),
        "customer": held,
        "parts": _parts(customer, at),
        "crumbs": _crumbs({"label": _("To discuss"), "url": reverse("availability:discussions")}, {"label": held.name}),
    }
    return render(request, "availability/desk_use.html", context)


@staff_only
@require_safe
def discussions(request: HttpRequest) -> HttpResponse:
    """What became slower for whom and is still to be discussed, the oldest first. Three queries."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SEE_SPEED)
    rows = list(reading.open_discussions()[: reading.PAGE])
    names = dict(
        Organisation.objects.filter(tenant_id__in={one.tenant_id for one in rows}).values_list("tenant_id", "name")
    )
    context = {
        "page_title": _("To discuss"),
        "lines": [_line(one, names.get(one.tenant_id, "")) for one in rows],
        "may_note": permissions.may(by, DISCUSS),
        "crumbs": _crumbs({"label": _("To discuss")}),
    }
    return render(request, "availability/discussions.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def discussed(request: HttpRequest, discussion: UUID) -> HttpResponse:
    """Noting on which day it was discussed with the customer."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, DISCUSS)
    held = Discussion.objects.select_related("item").filter(id=discussion).first()
    if held is None:
        raise NotFound()
    today = local_date(at, zone())
    form = DiscussedForm(request.POST if request.method == "POST" else None, initial={"day": today})
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            note_discussed(held.id, form.cleaned_data["day"], by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("Noted. The customer reads on which day it was discussed."))
            return redirect("availability:discussions")
    name = Organisation.objects.filter(tenant_id=held.tenant_id).values_list("name", flat=True).first()
    to_list = {"label": _("To discuss"), "url": reverse("availability:discussions")}
    context = {
        "page_title": _("Discussed with the customer"),
        "line": _line(held, name or ""),
        "form": form,
        "crumbs": _crumbs(to_list, {"label": _("Discussed with the customer")}),
    }
    return render(request, "availability/discussed.html", context, status=status)


def _line(one: Discussion, name: str) -> dict[str, Any]:
    return {
        "task": one,
        "customer": name,
        "part": one.item.say(lang()),
        "month": month_text(one.month, lang()),
        "before": _about(one.before_ns),
        "now": _about(one.now_ns),
    }


def _parts(tenant: UUID, at: Any) -> list[Shown]:
    talks: dict[UUID, list[tuple[str, Any]]] = {}
    for one in reading.discussions_of(tenant):
        if one.discussed_on is not None:
            talks.setdefault(one.item_id, []).append((month_text(one.month, lang()), one.discussed_on))
    found = reading.of_customer(tenant, at=at)
    return [_shown(one, talks.get(one.item.id, [])) for one in found]


def _shown(part: reading.Part, talks: list[tuple[str, Any]]) -> Shown:
    name = part.item.say(lang())
    rows = [_row(one) for one in part.months]
    told = "; ".join(f"{one.month} {one.most}" for one in rows)
    label = _("95 in a hundred requests of %(name)s took no longer than: %(said)s.") % {"name": name, "said": told}
    return Shown(part.item.key, name, _picture(part.months, rows, label), rows[::-1], talks)


def _row(one: MonthOfUse) -> Row:
    change = "–" if one.change is None else f"{'+' if one.change > 0 else ''}{one.change}\N{NO-BREAK SPACE}%"
    return Row(month_text(one.month, lang()), one.count, _about(one.half), _about(one.most), change)


def _about(ns: int) -> str:
    """To three digits at most: it is read off a histogram. Rounded up, since longer is worse."""
    step = 10 * _MS if ns >= 1000 * _MS else _MS
    return ns_text(-(-ns // step) * step, lang())


def _picture(months: list[MonthOfUse], rows: list[Row], label: str) -> str:
    """A bar a month, as high as its 95th percentile; the last ones to the right."""
    sheet: Any = Sheet(_TALL + 4, "met")
    most = max((one.most for one in months), default=0) or 1
    step = 100 / reading.SHOWN
    for number, (one, row) in enumerate(zip(months, rows, strict=True), reading.SHOWN - len(months)):
        tall = max(1.0, _TALL * one.most / most)
        sheet.rect(
            number * step + step * 0.14, _TALL - tall, step * 0.72, tall, "b-ok", title=f"{row.month}: {row.most}"
        )
    sheet.line(0, _TALL + 1, 100, _TALL + 1, "g-axis")
    return str(sheet.finish(label))


def _crumbs(*after: dict[str, str]) -> list[dict[str, str]]:
    return [{"label": _("Speed"), "url": reverse("availability:speed")}, *after]
