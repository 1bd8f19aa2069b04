"""Articles of the knowledge base for programs: contextual help in an application, and writing them from elsewhere."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field, StringConstraints

from waarborg.catalogue.queries import items
from waarborg.plumbing import clock
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.conditions import require_unchanged
from waarborg.plumbing.rest.input import Body, Line, of_form, plain
from waarborg.plumbing.rest.operations import by_of, made, reads, spoken, writes
from waarborg.support.actions.articles import publish as acts
from waarborg.support.actions.articles.write import write
from waarborg.support.forms.articles import LONGEST_TEXT, ArticleForm, of_draft
from waarborg.support.models import Article, ArticleDraft
from waarborg.support.permissions import ARTICLE_PUBLISH, ARTICLE_READ, ARTICLE_SEE, ARTICLE_WRITE
from waarborg.support.queries import articles as reading
from waarborg.support.queries.article_search import search

router = Router(tags=["articles"])
StateWord = Literal["draft", "published", "withdrawn"]
ReachWord = Literal["public", "customers", "product", "staff"]
MarkdownText = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(plain)]
Title = Annotated[str, StringConstraints(max_length=150), AfterValidator(plain)]


class ArticleLine(Schema):
    """An article as it is published, without its text; nothing of it for a draft. `about` is a thing of the
    catalogue."""

    id: UUID
    state: StateWord
    edition: int
    title_nl: str
    title_en: str
    about: UUID | None
    published_at: datetime | None


class DraftOut(Schema):
    """What only staff see: the text being worked on, in Markdown, and for whom it is meant."""

    title_nl: str
    title_en: str
    body_nl: str
    body_en: str
    video: str
    reach: ReachWord
    about: UUID | None
    review_on: date | None
    owner: str
    changed: bool = Field(description="Whether it differs from what is published.")
    revision: int


class ArticleOut(ArticleLine):
    """Texts are Markdown. A picture in them is named by its file name; `pictures` says where each is."""

    body_nl: str
    body_en: str
    video: str
    pictures: dict[str, str]
    draft: DraftOut | None


class Articles(Schema):
    items: list[ArticleLine]
    next: str | None


class NewArticle(Body):
    """A title and a text in Dutch, English or both."""

    title_nl: Title = ""
    body_nl: MarkdownText = ""
    title_en: Title = ""
    body_en: MarkdownText = ""
    video: Line = Field("", description="The address of a film, beginning with https://.")
    reach: ReachWord = "customers"
    about: UUID | None = Field(None, description="A product, module, component or page of the catalogue.")
    review_on: date | None = None


class ArticleChange(NewArticle):
    """What is left out stays as it is. What is published stays so until it is published again."""


class EmptyBody(Body):
    """Nothing has to be said."""


def _line(one: Article, shape: Any = ArticleLine, **more: Any) -> Any:
    # By name, never by looking whether the row has it: its draft is another row, which only staff may read.
    own = ("id", "state", "edition", "title_nl", "title_en", "published_at")
    texts = ("body_nl", "body_en", "video") if shape is ArticleOut else ()
    return shape(**{name: getattr(one, name) for name in (*own, *texts)}, about=one.item_id, **more)


def _told(one: Article, draft: ArticleDraft | None) -> ArticleOut:
    places = {
        name: reverse("support:article-picture", args=[picture]) for name, picture in reading.pictures(one.id).items()
    }
    shown = None
    if draft is not None:
        own = {name: getattr(draft, name) for name in DraftOut.model_fields if hasattr(draft, name)}
        shown = DraftOut(**{**own, "about": draft.item_id, "owner": draft.owner_name})
    found: ArticleOut = _line(one, ArticleOut, pictures=places, draft=shown)
    return found


def _may_look(by: Actor) -> None:
    require(by, ARTICLE_SEE if by.is_staff else ARTICLE_READ, tenant=by.tenant)


@router.get("/articles", **reads("articles:read", "articles_list", Articles))
def list_articles(
    request: HttpRequest,
    cursor: pages.Cursor = None,
    limit: pages.Limit = pages.LIMIT,
    q: Annotated[str, Query(max_length=200, description="Words: the best fit first, without further pages.")] = "",
    screen: Annotated[str, Query(max_length=200, description="A page of the application, such as /clients.")] = "",
    state: Annotated[StateWord | None, Query(description="Staff only: published ones where left out.")] = None,
) -> Articles:
    """Articles that the token's maker may read, the one made last first."""
    by = by_of(request)
    _may_look(by)
    words, place = " ".join(q.replace("\0", " ").split()), pages.after(cursor, pages.identifier)
    if words:
        return Articles(items=[_line(one) for one in search(words, limit=limit, begun=False).articles], next=None)
    rows = Article.objects.filter(state=state) if state and by.is_staff else reading.readable()
    rows = rows.filter(item__route=screen.replace("\0", "")) if screen else rows
    rows = rows.filter(id__lt=place[0]) if place else rows
    # Identifiers are made in the order of time (UUID version 7).
    found = list(rows.defer(*reading.TEXTS).order_by("-id")[: limit + 1])
    shown, later = pages.cut(found, limit, lambda one: (one.id,))
    return Articles(items=[_line(one) for one in shown], next=later)


@router.get("/articles/{uuid:article}", **reads("articles:read", "articles_read", ArticleOut))
def read_article(request: HttpRequest, article: UUID) -> ArticleOut:
    """One article. Reading it here is not noted as that somebody opened it."""
    by = by_of(request)
    _may_look(by)
    if by.is_staff:
        held = reading.at_desk(article)
        return _told(held.article, held)
    return _told(reading.read(article), None)


@router.post("/articles", **writes("articles:write", "articles_create", ArticleOut, made=True, conditional=False))
def create_article(request: HttpRequest, body: NewArticle) -> HttpResponse:
    """Write a draft, which nobody but staff sees."""
    by = by_of(request)
    require(by, ARTICLE_WRITE)
    held = _written(None, body.model_dump(), by)
    told = _told(held.article, held)
    return made(request, told, reverse("api-1:articles_read", kwargs={"article": held.article_id}))


@router.patch("/articles/{uuid:article}", **writes("articles:write", "articles_change", ArticleOut, made=False))
def change_article(request: HttpRequest, article: UUID, body: ArticleChange) -> ArticleOut:
    """Change the draft."""
    held, by = _held(request, article, ARTICLE_WRITE), by_of(request)
    given = {**of_draft(held), "about": held.item_id, **body.model_dump(exclude_unset=True)}
    done = _written(held, given, by)
    return _told(done.article, done)


def _held(request: HttpRequest, article: UUID, right: str) -> ArticleDraft:
    """For a change, its row locked. Raises NotFound, NotAllowed, ChangedMeanwhile (412)."""
    by = by_of(request)
    if not by.is_staff:
        reading.read(article)
    require(by, right)
    held = reading.locked(reading.at_desk(article))
    require_unchanged(request, _told(held.article, held))
    return held


def _written(held: ArticleDraft | None, given: dict[str, Any], by: Actor) -> ArticleDraft:
    """By the form of the page. Raises Invalid, and as `write`."""
    revision, day = (held.revision if held else 0), given["review_on"]
    filled = {
        **given, "item": given["about"] or "", "review_on": day.isoformat() if day else "", "revision": revision,
    }  # fmt: skip
    form = ArticleForm(filled, items=items(archived=False), lang=spoken())
    if not form.is_valid():
        raise of_form(form)
    which = held.article_id if held else None
    return write(which, form.words(), form.meant(), revision=revision, by=by, at=clock.now())


@router.post(
    "/articles/{uuid:article}/publication", **writes("articles:write", "articles_publish", ArticleOut, made=False)
)
def publish_article(request: HttpRequest, article: UUID, body: EmptyBody) -> ArticleOut:
    """Show the draft to everybody it is meant for, from now on."""
    held, by = _held(request, article, ARTICLE_PUBLISH), by_of(request)
    done = acts.publish(held.article_id, by=by, at=clock.now())
    return _told(done.article, done)


@router.post(
    "/articles/{uuid:article}/withdrawal", **writes("articles:write", "articles_withdraw", ArticleOut, made=False)
)
def withdraw_article(request: HttpRequest, article: UUID, body: EmptyBody) -> ArticleOut:
    """Show it to nobody any more; a draft is thrown away."""
    held, by = _held(request, article, ARTICLE_PUBLISH), by_of(request)
    done = acts.withdraw(held.article_id, by=by, at=clock.now())
    return _told(done.article, done)
