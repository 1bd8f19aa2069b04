"""The use of all customers together: the figures and the file of them at the desk, and a customer's choice."""

from typing import Any

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waarborg.access.guard import contact_only, staff_only
from waarborg.availability.actions.use_together import keep_out, take_in, take_together
from waarborg.availability.permissions import SEE_SPEED, USE_TOGETHER
from waarborg.availability.queries import use_together as reading
from waarborg.availability.rules.use_together import LARGEST_SHARE, LEAST_CUSTOMERS, ONE_STANDS_OUT, Together
from waarborg.availability.rules.words import month_text, ns_text
from waarborg.catalogue.models import Item
from waarborg.customers.queries import provider
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.sheets import as_file
from waarborg.plumbing.web.reader import lang, zone

_MS = 10**6


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """A month of all customers together, and when figures left before. Six queries at most."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_SPEED)
    offered, house = reading.months_offered(at), provider()
    month = request.GET.get("month", "")
    month = month if month in offered else offered[0]
    context = {
        "page_title": _("Use of all together"),
        "month": month,
        "months": [(one, month_text(one, lang())) for one in offered],
        "rows": _rows(reading.use_together(month)),
        "taken": [] if house is None else reading.taken_before(house.id),
        "least": LEAST_CUSTOMERS,
        "may_take": permissions.may(by, USE_TOGETHER),
        "crumbs": [{"label": _("Speed"), "url": reverse("availability:speed")}, {"label": _("Use of all together")}],
    }
    return render(request, "availability/together.html", context)


@staff_only
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """The figures of a month as a file, noted in the journal."""
    by, at, said = request.actor, clock.now(), request.POST
    house = provider()
    if house is None:
        raise NotFound()
    month, given = said.get("month", ""), {name: said.get(name, "")[:40] for name in ("purpose", "anonymity")}
    found = take_together(month, **given, provider=house.id, by=by, at=at)
    head = [_("Part"), _("Customers"), _("Requests"), _("Median (ms)"), _("95 in a hundred (ms)"), _("Not shown")]
    rows: Any = (
        [one.part, one.customers or "", one.count or "", *(_ms(ns) for ns in (one.half, one.most)), _why(one)]
        for one in found
    )
    return as_file(said.get("as", "csv"), f"{_('use-of-all')}-{month}", head, rows, zone=zone())  # type: ignore[no-any-return]


@contact_only
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """A customer's word on whether its use counts."""
    by, at = request.actor, clock.now()
    out = request.POST.get("do") == "keep-out"
    (keep_out if out else take_in)(tenant=by.tenant, by=by, at=at)
    success(request, _("Your use is kept out from now on.") if out else _("Your use counts again."))
    return redirect("availability:portal-use")


def _rows(found: list[Together]) -> list[dict[str, Any]]:
    names = {one.key: one.say(lang()) for one in Item.objects.filter(key__in=[one.part for one in found])}
    return [
        {
            "name": names.get(one.part, one.part),
            "one": one,
            "why": _why(one),
            "half": ns_text(-(-one.half // _MS) * _MS, lang()),
            "most": ns_text(-(-one.most // _MS) * _MS, lang()),
        }
        for one in found
    ]


def _ms(ns: int) -> int | str:
    return -(-ns // _MS) if ns else ""


def _why(one: Together) -> str:
    if not one.hidden:
        return ""
    if one.hidden == ONE_STANDS_OUT:
        return _("one customer makes more than %(most)s %% of it") % {"most": LARGEST_SHARE}
    return _("fewer than %(least)s customers") % {"least": LEAST_CUSTOMERS}
