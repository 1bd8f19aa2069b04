"""What other topics of the desk show on its pages: beside a ticket an article to refer to, and the way to a new one."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from waarborg.plumbing import permissions
from waarborg.support.permissions import ARTICLE_SEE, ARTICLE_WRITE


def beside_ticket(request: HttpRequest, ticket: Any) -> str:
    """No query: what fits is looked for when somebody asks."""
    by = request.actor  # type: ignore[attr-defined]
    if not permissions.may(by, ARTICLE_SEE):
        return ""
    context = {"ticket": ticket, "may_write": permissions.may(by, ARTICLE_WRITE)}
    return render_to_string("support/articles/beside_ticket.html", context, request)
