"""Marks drawn in place, so that a report saved as one file needs nothing beside it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from waarborg.plumbing.templatetags import waarborg as design
from waarborg.plumbing.web import marks, wording
from waarborg.plumbing.web.escaping import escape
from waarborg.plumbing.web.pages import page_filter
from waarborg.trust.rules.themes import said

TOLD = ("broken", "exceeded", "met", "waived", "open")


@page_filter
def theme_said(one: Any) -> str:
    """What a record of assurance is about, in a word or two; empty for one without."""
    return said(one.kind, one.theme, design.lang_of_page())


@page_filter
def drawn_mark(state: str) -> SafeString:
    """The outline of a state as SVG in place; a word always stands beside it."""
    return _drawn(str(state))


@lru_cache(maxsize=64)
def _drawn(state: str) -> SafeString:
    shape = marks.SHAPES[marks.canonical(state)]
    return mark_safe(
        f'<svg class="w-mark" data-state="{escape(state)}" viewBox="0 0 16 16" aria-hidden="true">{shape}</svg>'
    )


@lru_cache(maxsize=16)
def _address(name: str, argument: str, prefix: str) -> str:
    """The address of any customer's page or report, with {} for which; `prefix` is where the product is mounted."""
    marked = UUID(int=0)
    return reverse(name, kwargs={argument: marked}).replace(str(marked), "{}")


@page_filter
def newest_row(line: Any) -> SafeString:
    """A customer with its newest report (a `queries.customers.Line`). In Python, because a page has fifty of them."""
    prefix = get_script_prefix()
    where = _address("trust:desk-customer-reports", "customer", prefix).format(line.customer)
    report, lang = line.report, wording.tongue(translation.get_language())
    if report:
        link = _address("trust:desk-report", "report", prefix).format(report.id)
        cells = (
            f'<td class="w-nowrap">{escape(wording.month_words(report.month, lang))}</td>'
            f"<td>{_counts(report.totals, lang)}</td>"
            f'<td class="num w-nowrap"><a href="{link}">{escape(report.number)}</a></td>'
        )
    else:
        cells = f'<td colspan="3" class="w-faint">{escape(gettext("No report yet"))}</td>'
    return mark_safe(f'<tr data-row><th scope="row"><a href="{where}">{escape(line.name)}</a></th>\n    {cells}</tr>')


def _counts(totals: Mapping[str, int], lang: str) -> str:
    """trust/counts.html, with the end of its line."""
    states = "".join(
        f'<span class="w-state" data-state="{verdict}">{design.mark(verdict)}<span class="num">{localize(count)}</span>'
        f" {escape(marks.counted(verdict, count, lang))}</span>"
        for verdict, count in totals_told(totals)
    )
    return f'<div class="w-row t-counts">{states or _none_came_up()}</div>\n'


def _none_came_up() -> str:
    return f'<span class="w-faint">{escape(gettext("none came up"))}</span>'


@page_filter
def totals_told(totals: Mapping[str, int]) -> list[tuple[str, int]]:
    """What a line about a report tells of its verdicts, the worst first, none that did not occur."""
    return [
        (verdict, totals[verdict]) for verdict in ("broken", "exceeded", "met", "waived", "open") if totals[verdict]
    ]
