"""Publishing an article, taking it back, and putting back what stood there before."""

from datetime import date, datetime, timedelta
from uuid import UUID

from waarborg.kernel.canonical import canonical_json, sha256_hex
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date
from waarborg.support.actions.articles.index import forget, index
from waarborg.support.actions.articles.write import ChangedMeanwhile, Meant, Words, check, meant_of, words_of, write
from waarborg.support.models import Article, ArticleDraft, ArticleEdition, ArticlePicture
from waarborg.support.permissions import ARTICLE_PUBLISH
from waarborg.support.queries.articles import at_desk, edition, locked
from waarborg.support.rules.articles import markdown, reach

PUBLISHED = "support.article.published"
WITHDRAWN = "support.article.withdrawn"
# What nobody set a day for is looked at again in a year.
REVIEW_DAYS = 365


class AsPublished(Refusal):
    code = "support.article.as-published"
    nl = "Wat hier staat, is al gepubliceerd."
    en = "What stands here is published already."


class NotPublished(Refusal):
    code = "support.article.not-published"
    nl = "Dit artikel is niet (meer) gepubliceerd."
    en = "This article is not published (any more)."
    nl_way_out = "Ververs de pagina: een collega was u voor."
    en_way_out = "Refresh the page: a colleague was first."


@action("support.article.publish")
def publish(article: UUID, *, revision: int | None = None, by: Actor, at: datetime) -> ArticleDraft:
    """Show the draft to everybody it is meant for, from now on; what was shown before is kept as an edition.

    `revision` is what the publisher saw, where he is held to it. Raises NotAllowed, NotFound, AsPublished,
    ChangedMeanwhile, and as `write`.
    """
    require(by, ARTICLE_PUBLISH)
    held = locked(at_desk(article))
    if held.article.is_live and not held.changed:
        raise AsPublished()
    if revision is not None and revision != held.revision:
        raise ChangedMeanwhile()
    words = words_of(held)
    check(words, meant_of(held))
    shown = held.article
    shown.edition += 1
    shown.state, shown.published_at = Article.State.PUBLISHED, at
    shown.audience, shown.item_id = reach.audience(held.reach), held.item_id
    for name in Words.__slots__:
        setattr(shown, name, getattr(words, name))
    shown.save()
    ArticleEdition.objects.create(
        tenant_id=held.tenant_id, article=shown, edition=shown.edition, reach=held.reach, item_id=held.item_id,
        published_at=at, published_by=by.name, **{name: getattr(words, name) for name in Words.__slots__},
    )  # fmt: skip
    held.changed = False
    today = local_date(at, zone_of())
    if held.review_on is None or held.review_on <= today:
        held.review_on = today + timedelta(days=REVIEW_DAYS)
    held.revision += 1
    held.save()
    _show_pictures(shown)
    index(shown)
    journal.record(
        PUBLISHED, tenant=held.tenant_id, subject=shown.ref, by=by, at=at, properties={"audience": held.reach},
        data={"edition": shown.edition, "sha256": text_hash(words)},
    )  # fmt: skip
    return held


def text_hash(words: Words) -> str:
    """SHA-256 of what is said, as the journal names it: the text itself is content and stays out of it."""
    return sha256_hex(canonical_json({name: getattr(words, name) for name in Words.__slots__}))


def _show_pictures(article: Article) -> None:
    """What the text shows has the audience of the text; what it no longer shows is nobody's."""
    shown = markdown.picture_names(article.body_nl) | markdown.picture_names(article.body_en)
    rows = ArticlePicture.objects.filter(article=article)
    rows.filter(name__in=shown).update(audience=article.audience, item_id=article.item_id)
    rows.exclude(name__in=shown).update(audience=reach.NOBODY)


@action("support.article.withdraw")
def withdraw(article: UUID, *, by: Actor, at: datetime) -> ArticleDraft:
    """Show it to nobody any more, found by no word; or throw away a draft that never was. It can be published again.

    Raises NotAllowed, NotFound, NotPublished (it was withdrawn already).
    """
    require(by, ARTICLE_PUBLISH)
    held = locked(at_desk(article))
    shown = held.article
    if shown.state == Article.State.WITHDRAWN:
        raise NotPublished()
    shown.state, shown.audience = Article.State.WITHDRAWN, reach.NOBODY
    shown.save()
    held.changed = True
    held.revision += 1
    held.save()
    ArticlePicture.objects.filter(article=shown).update(audience=reach.NOBODY)
    forget(shown)
    journal.record(WITHDRAWN, tenant=held.tenant_id, subject=shown.ref, by=by, at=at, data={"edition": shown.edition})
    return held


@action("support.article.write")
def put_back(article: UUID, number: int, *, by: Actor, at: datetime) -> ArticleDraft:
    """Make an earlier edition the draft again; it is shown to nobody before somebody publishes it.

    Raises NotAllowed, NotFound, and as `write`.
    """
    held, old = at_desk(article), edition(article, number)
    words = Words(**{name: getattr(old, name) for name in Words.__slots__})
    meant = Meant(reach=old.reach, item=old.item_id, review_on=_later(held.review_on, at))
    return write(article, words, meant, revision=held.revision, by=by, at=at)


def _later(review_on: date | None, at: datetime) -> date | None:
    return review_on if review_on and review_on > local_date(at, zone_of()) else None
