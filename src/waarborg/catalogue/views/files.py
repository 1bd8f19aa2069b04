"""The catalogue and all purchases as tables, with the columns that an import takes."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from waarborg.catalogue import permissions, queries
from waarborg.catalogue.guard import staff_only
from waarborg.catalogue.rules.importing import ITEMS, PURCHASES
from waarborg.catalogue.rules.kinds import called
from waarborg.catalogue.rules.rings import short
from waarborg.customers.rules.importing.columns import Column
from waarborg.plumbing.permissions import require
from waarborg.plumbing.web.wording import tongue

# What a spreadsheet would run as a formula.
FORMULAS = ("=", "+", "-", "@", "\t")


@staff_only
@require_safe
def catalogue_table(request: HttpRequest) -> HttpResponse:
    """Everything that is supplied now, each under what it belongs to. Two queries."""
    require(request.actor, permissions.READ)  # type: ignore[attr-defined]
    lang = tongue(get_language())
    every = {one.id: one for one in queries.items(archived=False)}
    needs = queries.dependencies()
    rows = []
    for _, node in queries.tree().in_order():
        one = every.get(node.id)
        if one is not None:
            needed = ", ".join(every[each].key for each in needs.get(one.id, ()) if each in every)
            under = f"{one.parent.kind}/{one.parent.key}" if one.parent else ""
            third = {"nl": "ja", "en": "yes"}[lang] if one.third_party else ""
            rows.append(
                [
                    *(called(one.kind, lang), one.key, one.nl, one.en, under),
                    *(one.nl_about, one.en_about, one.route, third, needed),
                ]
            )
    return _table("catalogue.csv", ITEMS, rows, lang)


@staff_only
@require_safe
def purchases_table(request: HttpRequest) -> HttpResponse:
    """Who bought what, withdrawn ones left out. One query."""
    require(request.actor, permissions.SEE_BOUGHT)  # type: ignore[attr-defined]
    lang = tongue(get_language())
    rows = (
        [slug, f"{kind}/{key}", starts.isoformat(), ends.isoformat() if ends else "", short(ring, lang)]
        for slug, kind, key, starts, ends, ring in queries.every_purchase()
    )
    return _table("purchases.csv", PURCHASES, rows, lang)


def _table(name: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], lang: str) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.say(lang) for column in columns])
    writer.writerows([f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in row] for row in rows)
    # With the mark by which Excel knows UTF-8.
    return HttpResponse(
        "\N{ZERO WIDTH NO-BREAK SPACE}" + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
