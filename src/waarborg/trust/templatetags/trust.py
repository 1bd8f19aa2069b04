"""`{% load trust %}`: marks drawn in place, so that a report saved as one file needs nothing beside it."""

from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from waarborg.plumbing.web import marks
from waarborg.trust.queries.presented import mark_of, word_of

register = template.Library()


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
def verdict_mark(verdict: str) -> str:
    return mark_of(verdict)


@register.simple_tag(takes_context=True)
def verdict_word(context: template.Context, verdict: str) -> str:
    return word_of(verdict, context.get("lang") or "nl")
