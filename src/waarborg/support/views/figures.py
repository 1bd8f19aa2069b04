"""Figures of support: one month, by what somebody wants to compare."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from waarborg.access.guard import staff_only
from waarborg.kernel.instants import to_us
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.sheets import as_file
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.permissions import SEE_FIGURES
from waarborg.support.queries.figures import BY, Told, figures_of, reported_by_month
from waarborg.support.queries.sheets.figures import figure_head, figure_rows
from waarborg.support.rules import months

# How many groups a page shows; a file has all of them.
SHOWN = 100
MONTHS = 24


def by_words() -> dict[str, str]:
    return {"all": _("All together"), "kind": _("Kind"), "team": _("Team"), "customer": _("Customer")}


@staff_only
@require_GET
def show_figures(request: HttpRequest) -> HttpResponse:
    told, zone = _told(request)
    words, choices = by_words(), _choices(clock.now(), zone)
    return render(
        request,
        "support/figures/page.html",
        {
            "told": told,
            "zone": zone,
            "groups": told.groups[:SHOWN],
            "more": len(told.groups) - SHOWN,
            "trend": reported_by_month(told.month, zone),
            "by_word": words[told.by],
            "months": choices if told.month in choices else [told.month, *choices],
            "tabs": [
                {"label": words[one], "url": f"?month={told.month}&by={one}", "current": one == told.by} for one in BY
            ],
        },
    )


@staff_only
@require_safe
def figures_file(request: HttpRequest) -> HttpResponse:
    told, zone = _told(request)
    name = f"{_('support-figures')}-{told.month}-{told.by}"
    rows = figure_rows(told)
    return as_file(request.GET.get("as", "csv"), name, figure_head(by_words()[told.by]), rows, zone=zone)


def _told(request: HttpRequest) -> tuple[Told, str]:
    """An address that somebody changed by hand shows this month, all together."""
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SEE_FIGURES)
    now, zone = clock.now(), promises.desk_calendar().zone
    asked, grouped = request.GET.get("month", ""), request.GET.get("by", "all")
    this = months.month_of(to_us(now), zone)
    month = asked if months.is_month(asked) and asked <= this else this
    lang = wording.tongue(get_language())
    return figures_of(month, grouped if grouped in BY else "all", zone=zone, now=now, lang=lang), zone


def _choices(now: datetime, zone: str) -> list[str]:
    this = months.month_of(to_us(now), zone)
    return [months.earlier(this, back) for back in range(MONTHS)]
