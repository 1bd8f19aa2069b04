"""Articles as somebody may see them: the database keeps the audience, so these ask for no more than what is shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from waarborg.customers.models import Person
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date
from waarborg.support.models import Article, ArticleDraft, ArticleEdition, ArticlePicture, ArticleUse
from waarborg.support.permissions import ARTICLE_SEE

PAGE = 50
# A list needs no texts.
TEXTS = ("body_nl", "body_en")


def readable() -> QuerySet[Article]:
    """What is published for whoever is in scope; for staff what is for colleagues too."""
    rows: QuerySet[Article] = Article.objects.filter(state=Article.State.PUBLISHED)
    return rows


def read(article: UUID) -> Article:
    """Raises NotFound."""
    found = readable().filter(id=article).first()
    if found is None:
        raise NotFound()
    return found


def newest(limit: int = PAGE, *, after: tuple[datetime, UUID] | None = None, screen: str = "") -> list[Article]:
    """What was published last, without texts; `screen` is a page of the application, by its address. One query."""
    rows = readable().defer(*TEXTS)
    if screen:
        rows = rows.filter(item__route=screen)
    if after is not None:
        moment, identifier = after
        rows = rows.filter(published_at__lte=moment).exclude(published_at=moment, id__gte=identifier)
    return list(rows.order_by("-published_at", "-id")[:limit])


def most_used(limit: int = 8) -> list[Article]:
    """What is opened most, without texts. One query."""
    return list(readable().defer(*TEXTS).order_by("-opened", "-helped", "-published_at", "-id")[:limit])


def count() -> int:
    """How many are published for whoever is in scope. One query."""
    return readable().count()


def pictures(article: UUID) -> dict[str, UUID]:
    """By name those that whoever is in scope may see. One query."""
    return dict(ArticlePicture.objects.filter(article_id=article).values_list("name", "id"))


def picture(identifier: UUID) -> ArticlePicture:
    """Raises NotFound."""
    found: ArticlePicture | None = ArticlePicture.objects.filter(id=identifier).first()
    if found is None:
        raise NotFound()
    return found


def judged(article: Article, by: Actor, at: datetime) -> ArticleUse | None:
    """What this person said of it today. One query."""
    day = local_date(at, zone_of())
    rows = ArticleUse.objects.filter(tenant_id=by.tenant, article=article, person_id=by.person, day=day)
    found: ArticleUse | None = rows.filter(helped__isnull=False).first()
    return found


# ---- at the desk -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Listed:
    """An article at the desk; `owner_left` says that nobody of us answers for it."""

    draft: ArticleDraft
    owner_left: bool

    @property
    def article(self) -> Article:
        return self.draft.article


def drafts() -> QuerySet[ArticleDraft]:
    rows: QuerySet[ArticleDraft] = ArticleDraft.objects.select_related("article", "item")
    return rows


def at_desk(article: UUID) -> ArticleDraft:
    """Raises NotFound."""
    found = drafts().filter(article_id=article).first()
    if found is None:
        raise NotFound()
    return found


def locked(draft: ArticleDraft) -> ArticleDraft:
    """The same, read again and held until the transaction ends: the article's row first."""
    Article.objects.select_for_update().get(id=draft.article_id)
    return drafts().get(id=draft.id)


def listed(show: str, *, text: str = "", page: int = 1, today: date) -> tuple[list[Listed], bool]:
    """A page of the desk's list, the last written first, and whether more follow. `show`: a state, or `review`. Two
    queries."""
    rows = drafts().defer(*TEXTS, *(f"article__{name}" for name in TEXTS))
    if show == "review":
        rows = rows.filter(needs_review(today)).order_by("review_on", "id")
    else:
        rows = rows.filter(article__state=show).order_by("-written_at", "-id")
    for word in text.split()[:6]:
        rows = rows.filter(Q(title_nl__icontains=word) | Q(title_en__icontains=word))
    begin = (page - 1) * PAGE
    found = list(rows[begin : begin + PAGE + 1])
    there = active(one.owner_id for one in found)
    return [Listed(one, one.owner_id not in there) for one in found[:PAGE]], len(found) > PAGE


def active(people: Iterable[UUID | None]) -> set[UUID]:
    """Of these people those who still work here. One query."""
    wanted = {one for one in people if one}
    return set(Person.objects.filter(id__in=wanted, active=True).values_list("id", flat=True))


def needs_review(today: date) -> Q:
    """Published, and its date has come, nobody of us answers for it, what it is about is no longer supplied, or more
    readers said that it did not help than that it did."""
    left = ~Q(owner_id__in=Person.objects.filter(active=True).values("id")) | Q(owner_id__isnull=True)
    doubted = Q(article__unhelped__gt=F("article__helped"), article__unhelped__gte=3)
    due = Q(review_on__lte=today) | left | doubted | Q(item__archived_at__isnull=False)
    return Q(article__state=Article.State.PUBLISHED) & due


def editions(article: UUID) -> list[ArticleEdition]:
    """The newest first. One query."""
    return list(ArticleEdition.objects.filter(article_id=article).order_by("-edition"))


def edition(article: UUID, number: int) -> ArticleEdition:
    """Raises NotFound."""
    found: ArticleEdition | None = ArticleEdition.objects.filter(article_id=article, edition=number).first()
    if found is None:
        raise NotFound()
    return found


def counts(today: date) -> dict[str, int]:
    """How many stand under each part of the desk's list. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, count(*) FROM support_article GROUP BY state")
        found = dict(cursor.fetchall())
    return found | {"review": ArticleDraft.objects.filter(needs_review(today)).count()}


def labels(articles: list[UUID]) -> dict[UUID, str]:
    """What articles are called, for links from elsewhere. One query."""
    rows = Article.objects.filter(id__in=articles).defer(*TEXTS)
    return {one.id: one.title("nl") for one in rows}


def comments(article: UUID, limit: int = 20) -> list[ArticleUse]:
    """What readers said in words, the newest first: not who said it. One query."""
    rows = ArticleUse.objects.filter(article_id=article, judged_at__isnull=False).exclude(comment="")
    return list(rows.order_by("-judged_at", "-id")[:limit])


def attached(files: Collection[UUID]) -> set[UUID]:
    """Of these stored files: those that are pictures of an article. One query."""
    return set(ArticlePicture.objects.filter(file_id__in=files).values_list("file_id", flat=True))


def may_read_file(by: Actor, file: StoredFile) -> bool:
    return by.is_staff and permissions.may(by, ARTICLE_SEE)
