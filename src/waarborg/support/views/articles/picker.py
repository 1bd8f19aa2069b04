"""Finding an article beside a ticket, for a link in the answer."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from waarborg.access.guard import staff_only
from waarborg.catalogue.queries import has
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang
from waarborg.support.models import Article
from waarborg.support.permissions import ARTICLE_SEE
from waarborg.support.queries import tickets
from waarborg.support.queries.article_search import search
from waarborg.support.rules.articles import reach
from waarborg.support.views.articles.showing import typed

SHOWN = 6


@staff_only
@require_GET
def pick(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """What the customer of this ticket may read too, at most six; what he may not read is not offered."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, ARTICLE_SEE)
    held = tickets.find(by, ticket)
    text = typed(request.GET.get("q", ""))
    found = search(text, limit=3 * SHOWN).articles if text else []
    at = clock.now()
    bought: dict[UUID | None, bool] = {}
    lines = []
    for one in found:
        if one.audience == reach.PRODUCT and one.item_id is not None and one.item_id not in bought:
            bought[one.item_id] = has(held.tenant_id, one.item_id, at)
        if one.audience != reach.NOBODY and bought.get(one.item_id if one.audience == reach.PRODUCT else None, True):
            lines.append({"article": one, "title": one.title(lang()), "link": link_to(one)})
    return render(request, "support/articles/picked.html", {"lines": lines[:SHOWN], "text": text})


def link_to(article: Article) -> str:
    """Where the customer reads it: without signing in, where that is possible."""
    name = "support:help-article" if article.audience == reach.PUBLIC else "support:article"
    return f"{settings.PUBLIC_URL}{reverse(name, args=[article.id])}"
