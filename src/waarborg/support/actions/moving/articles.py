"""Articles of another knowledge base, from an export or a table: written here, and published where they were there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from waarborg.customers.actions.importing.archives import Given
from waarborg.customers.actions.importing.kinds import Batch, Found
from waarborg.customers.actions.importing.references import held
from waarborg.customers.models import Reference
from waarborg.customers.rules.importing.problems import TwiceInFile
from waarborg.kernel.errors import BadInput
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.mail_in.message.texts import html_to_text
from waarborg.support.actions.articles.publish import publish
from waarborg.support.actions.articles.write import Meant, Words, check, write
from waarborg.support.models import Article, ArticleEdition
from waarborg.support.rules.articles import reach
from waarborg.support.rules.exports.neutral import OldArticle

ARTICLE = "support.article"
TITLE, LONGEST_TEXT = 150, 50_000


class NoLanguage(BadInput):
    code = "support.moving.no-language"
    nl = "Dit artikel is er niet in het Nederlands of Engels, maar in {locales}."
    en = "This article is not there in Dutch or English, but in {locales}."
    nl_way_out = "Vertaal het daar eerst, of laat het weg."
    en_way_out = "Translate it there first, or leave it out."


class TooLongArticle(BadInput):
    code = "support.moving.article-too-long"
    nl = "De tekst is langer dan {most} tekens."
    en = "The text is longer than {most} characters."
    nl_way_out = "Splits het artikel daar in tweeën."
    en_way_out = "Split the article in two there."


@dataclass(frozen=True, slots=True)
class Fresh:
    reference: str
    words: Words
    meant: Meant
    published: datetime | None
    digest: str = ""


def fresh(reference: str, languages: Mapping[str, OldArticle]) -> Fresh:
    """An article in the languages that we have. Raises NoLanguage, TooLongArticle, and what `check` raises."""
    found = {lang: one for locale, one in sorted(languages.items()) if (lang := locale[:2].lower()) in ("nl", "en")}
    if not found:
        raise NoLanguage(locales=", ".join(sorted(languages)))
    said: dict[str, str] = {}
    for lang, one in found.items():
        said[f"title_{lang}"], said[f"body_{lang}"] = one.title[:TITLE], html_to_text(one.html)
    if any(len(text) > LONGEST_TEXT for text in said.values()):
        raise TooLongArticle(most=LONGEST_TEXT)
    words, meant = Words(**said), Meant(reach.PUBLIC if any(one.public for one in found.values()) else reach.CUSTOMERS)
    check(words, meant)
    published = [one.published for one in found.values() if one.published]
    return Fresh(reference, words, meant, min(published, default=None))


def take(few: Sequence[Fresh], given: Given, by: Actor) -> None:
    """Write these; what was published there is so here, as of then. In the desk's scope."""
    for one in few:
        made = write(None, one.words, one.meant, by=by, at=given.at)
        if one.published is not None:
            publish(made.article_id, by=by, at=given.at)
            Article.objects.filter(id=made.article_id).update(published_at=one.published)
            ArticleEdition.objects.filter(article=made.article_id).update(published_at=one.published)
        Reference.objects.create(
            tenant_id=made.tenant_id,
            source=given.source,
            subject_kind=ARTICLE,
            reference=one.reference[:100],
            subject_id=made.article_id,
            digest=one.digest,
            imported_at=given.at,
        )


def find(batch: Batch) -> Found:
    """Lines of a table; articles are told apart by their reference."""
    found = Found()
    before = held(batch.source, ARTICLE)
    first: dict[str, int] = {}
    for row in batch.rows:
        values, said = row.values, row.values["reference"]
        if said in first:
            found.problems.append(batch.problem(row, "reference", TwiceInFile(first=first[said])))
        elif said in before:
            found.seen(row, before[said].digest)
        else:
            words = Words(**{name: values.get(name, "") for name in Words.__slots__ if name != "video"})
            meant = Meant(values.get("reach", reach.CUSTOMERS))
            try:
                check(words, meant)
            except BadInput as refusal:
                column = refusal.path or "title_nl"
                found.problems.append(batch.problem(row, column, type(refusal)(**refusal.params)))
            else:
                found.fresh.append(Fresh(said, words, meant, values.get("published"), row.digest))
        first.setdefault(said, row.line)
    return found


def add(fresh_: Sequence[Fresh], batch: Batch, by: Actor) -> None:
    """The lines that `find` found new."""
    take(fresh_, Given(batch.source, "", batch.at), by)
