"""Manuals of features: articles of the knowledge base that customers can read, and whether they say who may do what."""

from uuid import UUID

from waarborg.releases.queries.manuals import Manual
from waarborg.releases.rules.features import names_rights
from waarborg.support.models import Article
from waarborg.support.queries.articles import TEXTS
from waarborg.support.rules.articles.markdown import parts
from waarborg.support.rules.articles.ranking import HEADING
from waarborg.support.rules.articles.reach import NOBODY

# As many as a list to choose from is good for.
MOST = 200


def find(articles: list[UUID], lang: str) -> dict[UUID, Manual]:
    """By article, those that customers can read. In every language that it has, a heading speaks of rights. One
    query."""
    rows = Article.objects.filter(id__in=articles, state=Article.State.PUBLISHED)
    return {
        one.id: Manual(one.id, one.title(lang), all(names_rights(_headings(body)) for body in _bodies(one)))
        for one in rows.exclude(audience=NOBODY)
    }


def choices(lang: str) -> list[tuple[UUID, str]]:
    """What may be chosen, by title. One query."""
    rows = Article.objects.filter(state=Article.State.PUBLISHED).exclude(audience=NOBODY)
    listed = rows.defer(*TEXTS).order_by("-published_at", "-id")[:MOST]
    return sorted(((one.id, one.title(lang)) for one in listed), key=lambda each: each[1].casefold())


def _headings(body: str) -> list[str]:
    return [words for weight, words in parts(body) if weight == HEADING]


def _bodies(one: Article) -> list[str]:
    return [body for body in (one.body_nl, one.body_en) if body]
