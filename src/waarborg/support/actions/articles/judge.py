"""Opening an article, and saying whether it answered the question: what "solved without a ticket" is counted from."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date
from waarborg.support.models import Article, ArticleUse
from waarborg.support.permissions import ARTICLE_JUDGE
from waarborg.support.queries.articles import read

JUDGED = "support.article.judged"
SOURCES = ("article", "report")


def opened(article: Article, *, by: Actor, at: datetime) -> None:
    """Note that this person opened it: once a day, not journalled. Staff and visitors are not noted."""
    if by.tenant is None or by.person is None or by.is_staff:
        return
    day = local_date(at, zone_of())
    made = ArticleUse(tenant_id=by.tenant, article=article, person_id=by.person, day=day, opened_at=at)
    ArticleUse.objects.bulk_create([made], ignore_conflicts=True)


@action("support.article.judge")
def judge(
    article: UUID, *, helped: bool, source: str = "article", comment: str = "", by: Actor, at: datetime
) -> ArticleUse:
    """Say whether an article answered one's question; `source` is `report` where one was reporting it.

    Once a person, article and day: saying it again changes what was said, and counts as one. The journal says that it
    was said, not the comment. Raises NotAllowed, NotFound.
    """
    require(by, ARTICLE_JUDGE, tenant=by.tenant)
    found = read(article)
    if by.tenant is None or by.person is None:
        raise NotFound()
    opened(found, by=by, at=at)
    held: ArticleUse = ArticleUse.objects.select_for_update().get(
        tenant_id=by.tenant, article=found, person_id=by.person, day=local_date(at, zone_of())
    )
    before = (held.helped, held.source)
    held.helped, held.judged_at = helped, held.judged_at or at
    # A report that was not needed stays one, also when the page is judged once more.
    held.source = "report" if source == "report" or held.source == "report" else "article"
    held.comment = comment.strip() or held.comment
    held.save(update_fields=["helped", "judged_at", "source", "comment"])
    if before != (held.helped, held.source):
        said = {"helped": "yes" if helped else "no", "source": held.source}
        journal.record(JUDGED, tenant=by.tenant, subject=found.ref, by=by, at=at, properties=said)
    return held
