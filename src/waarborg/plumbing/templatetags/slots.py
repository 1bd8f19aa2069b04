"""`{% slot "desk.ticket.aside" ticket %}`: the panels that other packages show at this place."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from waarborg.plumbing import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, subject: Any = None) -> SafeString:
    """Needs `request` in the context. What panels give is safe HTML of their own templates."""
    return mark_safe("".join(slots.render(name, context["request"], subject)))
