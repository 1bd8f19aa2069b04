"""`{{ "desk.ticket.aside"|slot(ticket) }}`: the panels that other packages show at this place."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from jinja2 import pass_context
from jinja2.runtime import Context

from waarborg.plumbing import slots
from waarborg.plumbing.web.pages import page_filter


@page_filter
@pass_context
def slot(context: Context, name: str, subject: Any = None) -> SafeString:
    """Needs `request` in the context. What panels give is safe HTML of their own templates."""
    return mark_safe("".join(slots.render(name, context["request"], subject)))
