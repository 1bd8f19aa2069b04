"""Writing an article: a draft that nobody but staff sees, whatever of it is published."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from waarborg.catalogue.models import Item
from waarborg.catalogue.rules.kinds import SOLD
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.tenancy.provider import provider_tenant
from waarborg.support.models import Article, ArticleDraft
from waarborg.support.permissions import ARTICLE_WRITE
from waarborg.support.queries.articles import at_desk, locked
from waarborg.support.rules.articles import markdown, reach

WRITTEN = "support.article.written"


@dataclass(frozen=True, slots=True)
class Words:
    """What is written, in Markdown: Dutch, English or both. `video` is the address of a film about it."""

    title_nl: str = ""
    body_nl: str = ""
    title_en: str = ""
    body_en: str = ""
    video: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """For whom, about which thing of the catalogue, and when it has to be looked at again."""

    reach: str = reach.CUSTOMERS
    item: UUID | None = None
    review_on: date | None = None


class NothingWritten(BadInput):
    code = "support.article.nothing-written"
    nl = "Een artikel heeft een titel en een tekst nodig, in het Nederlands of in het Engels."
    en = "An article needs a title and a text, in Dutch or in English."


class HalfWritten(BadInput):
    code = "support.article.half-written"
    nl = "In een van de talen ontbreekt de titel of de tekst."
    en = "In one of the languages the title or the text is missing."
    nl_way_out = "Vul beide in, of laat beide leeg: dan leest iedereen de andere taal."
    en_way_out = "Fill in both, or leave both empty: everybody then reads the other language."


class BadLink(BadInput):
    code = "support.article.link"
    nl = "Deze verwijzing kan niet: {link}"
    en = "This link is not possible: {link}"
    nl_way_out = "Een verwijzing begint met https://, mailto: of een / voor een pagina hier."
    en_way_out = "A link begins with https://, mailto: or a / for a page here."


class WhichProduct(BadInput):
    code = "support.article.which-product"
    nl = "Kies het product of de module: alleen wie die heeft, leest het artikel dan."
    en = "Choose the product or module: only who has it then reads the article."


class ChangedMeanwhile(Refusal):
    code = "support.article.changed-meanwhile"
    nl = "Een collega heeft dit artikel intussen gewijzigd."
    en = "A colleague has changed this article meanwhile."
    nl_way_out = "Uw tekst staat nog in het formulier; open het artikel in een ander venster en vergelijk."
    en_way_out = "Your text still stands in the form; open the article in another window and compare."


@action("support.article.write")
def write(
    article: UUID | None,
    words: Words,
    meant: Meant,
    *,
    revision: int = 0,
    ticket: UUID | None = None,
    by: Actor,
    at: datetime,
) -> ArticleDraft:
    """Make an article (`article` None) or change the draft of one; `revision` is the one that the writer saw. What is
    published stays as it is until it is published again. `ticket` is where a new one began.

    Raises NotAllowed, NotFound, ChangedMeanwhile, NothingWritten, HalfWritten, BadLink, WhichProduct.
    """
    require(by, ARTICLE_WRITE)
    check(words, meant)
    if article is None:
        held = _new(by, ticket)
    else:
        held = locked(at_desk(article))
        if held.revision != revision:
            raise ChangedMeanwhile()
    for name in (*Words.__slots__, "reach", "review_on"):
        setattr(held, name, getattr(words if name in Words.__slots__ else meant, name))
    held.item_id = meant.item
    held.revision += 1
    held.changed = True
    held.written_at, held.written_by = at, by.name
    held.save()
    journal.record(WRITTEN, tenant=held.tenant_id, subject=held.article.ref, by=by, at=at)
    return held


def _new(by: Actor, ticket: UUID | None) -> ArticleDraft:
    tenant = provider_tenant()
    article = Article.objects.create(tenant_id=tenant)
    return ArticleDraft(tenant_id=tenant, article=article, owner_id=by.person, owner_name=by.name, from_ticket=ticket)


def check(words: Words, meant: Meant) -> None:
    """Raises NothingWritten, HalfWritten, BadLink, WhichProduct."""
    if not (words.title_nl or words.title_en):
        raise NothingWritten(path="title_nl")
    for lang in ("nl", "en"):
        if bool(getattr(words, f"title_{lang}")) != bool(getattr(words, f"body_{lang}")):
            raise HalfWritten(path=f"body_{lang}" if getattr(words, f"title_{lang}") else f"title_{lang}")
        for link in markdown.bad_links(getattr(words, f"body_{lang}")):
            raise BadLink(link=link[:200], path=f"body_{lang}")
    if words.video and not (words.video.startswith("https://") and markdown.is_safe_link(words.video)):
        raise BadLink(link=words.video[:200], path="video")
    if meant.reach == reach.PRODUCT and not Item.objects.filter(id=meant.item, kind__in=SOLD).exists():
        raise WhichProduct(path="item")


def words_of(held: ArticleDraft) -> Words:
    return Words(**{name: getattr(held, name) for name in Words.__slots__})


def meant_of(held: ArticleDraft) -> Meant:
    return Meant(reach=held.reach, item=held.item_id, review_on=held.review_on)
