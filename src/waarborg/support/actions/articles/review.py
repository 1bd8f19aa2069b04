"""Looking at an article again, and saying who answers for it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date
from waarborg.support.actions.articles.publish import REVIEW_DAYS, NotPublished
from waarborg.support.models import ArticleDraft
from waarborg.support.permissions import ARTICLE_WRITE
from waarborg.support.queries.articles import at_desk, locked
from waarborg.support.queries.people import colleagues

REVIEWED = "support.article.reviewed"
HANDED_OVER = "support.article.handed-over"


class NotOurs(BadInput):
    code = "support.article.no-owner"
    nl = "Deze collega kan geen artikelen schrijven."
    en = "This colleague cannot write articles."


class NoDayToCome(BadInput):
    code = "support.article.review-day"
    nl = "Kies een dag die nog komt."
    en = "Choose a day to come."


@action("support.article.review")
def reviewed(article: UUID, *, again_on: date | None = None, by: Actor, at: datetime) -> ArticleDraft:
    """It was read and is right as it stands; to be looked at again on that day, or in a year.

    Raises NotAllowed, NotFound, NotPublished, NoDayToCome.
    """
    require(by, ARTICLE_WRITE)
    held = locked(at_desk(article))
    today = local_date(at, zone_of())
    if not held.article.is_live:
        raise NotPublished()
    if again_on is not None and again_on <= today:
        raise NoDayToCome(path="again_on")
    held.review_on = again_on or today + timedelta(days=REVIEW_DAYS)
    held.reviewed_at, held.reviewed_by = at, by.name
    held.save(update_fields=["review_on", "reviewed_at", "reviewed_by"])
    journal.record(
        REVIEWED, tenant=held.tenant_id, subject=held.article.ref, by=by, at=at,
        data={"again": held.review_on.isoformat(), "edition": held.article.edition},
    )  # fmt: skip
    return held


@action("support.article.hand-over")
def hand_over(article: UUID, person: UUID, *, by: Actor, at: datetime) -> ArticleDraft:
    """Somebody else of us answers for it from now on. Raises NotAllowed, NotFound, NotOurs."""
    require(by, ARTICLE_WRITE)
    held = locked(at_desk(article))
    chosen = next((one for one in colleagues(at=at) if one.id == person), None)
    if chosen is None:
        raise NotOurs(path="person")
    if held.owner_id != chosen.id:
        held.owner_id, held.owner_name = chosen.id, chosen.name
        held.save(update_fields=["owner_id", "owner_name"])
        journal.record(
            HANDED_OVER, tenant=held.tenant_id, subject=held.article.ref, by=by, at=at, data={"to": str(chosen.id)}
        )
    return held
