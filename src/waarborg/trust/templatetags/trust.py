"""`{% load trust %}`: marks drawn in place, so that a report saved as one file needs nothing beside it."""

from collections.abc import Mapping
from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from waarborg.plumbing.web import marks

register = template.Library()
TOLD = ("broken", "exceeded", "met", "waived", "open")


@register.simple_tag
def drawn_mark(state: str) -> SafeString:
    """The outline of a state as SVG in place; a word always stands beside it."""
    return _drawn(str(state))


@lru_cache(maxsize=64)
def _drawn(state: str) -> SafeString:
    shape = marks.SHAPES[marks.canonical(state)]
    return mark_safe(
        f'<svg class="w-mark" data-state="{escape(state)}" viewBox="0 0 16 16" aria-hidden="true">{shape}</svg>'
    )


@register.filter
def told(totals: Mapping[str, int]) -> list[tuple[str, int]]:
    """What a line about a report tells of its verdicts, the worst first, none that did not occur."""
    return [
        (verdict, totals[verdict]) for verdict in ("broken", "exceeded", "met", "waived", "open") if totals[verdict]
    ]
