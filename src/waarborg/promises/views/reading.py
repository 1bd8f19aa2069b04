"""What a page of one agreement version shows, for both faces."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waarborg.plumbing.web import wording
from waarborg.promises.models import AgreementDocument, AgreementVersion
from waarborg.promises.queries import Board, Readable, board, readable
from waarborg.promises.queries.bought_documents import goes_with
from waarborg.promises.rules.agreement.carry_over import touched
from waarborg.promises.rules.agreement.render import Article


@dataclass(frozen=True, slots=True)
class Row:
    """An article beside how it stands. `state` is empty for a text that promises nothing by itself; `own` is whether it
    was agreed with this customer alone, `general` what everybody else reads in its place."""

    article: Article
    state: str
    level: str
    clauses: tuple[str, ...]
    reading: str
    offered: bool
    notes: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    own: bool = False
    general: str = ""


@dataclass(frozen=True)
class Agreed:
    """What one customer's version changes of the one it amends: `general` are the words of that one by promise,
    `withdrawn` those that do not hold for this customer, in order."""

    base: AgreementVersion
    changed: frozenset[str]
    general: Mapping[str, str]
    withdrawn: tuple[str, ...]


def agreed_in(version: AgreementVersion, lang: str) -> Agreed | None:
    """None for a version that is everybody's. At most one query."""
    base = version.amends
    if base is None:
        return None
    before, now = readable(base.sha256, lang), readable(version.sha256, lang)
    changed, withdrawn = touched(now.compiled.agreement, before.compiled.agreement)
    words = {one.id: one.words for chapter in before.chapters for one in chapter.articles}
    hidden = {name for name in withdrawn if before.is_internal(name)}
    return Agreed(base, changed, words, tuple(words[name] for name in words if name in withdrawn - hidden))


def page(
    version: AgreementVersion,
    *,
    now: datetime,
    for_staff: bool,
    tenant: UUID | None = None,
    words: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The context of a version's page. `tenant`: whose clocks say how each promise stands; None for nobody's. `words`:
    what the reader bought, by which documents are left out; None for all of them.

    Articles for the provider's own people are there only `for_staff`.
    """
    lang = wording.tongue(get_language())
    text = readable(version.sha256, lang)
    agreed = agreed_in(version, lang)
    stood = board(tenant, now=now, lang=lang) if tenant else None
    # A version that no longer binds says what it promised, not how another version is going.
    live = stood if stood and stood.text.compiled.sha256 == version.sha256 else None
    return {
        "version": version,
        "text": text,
        "chapters": _chapters(text, live, lang, own=agreed, for_staff=for_staff),
        "stood": live,
        "agreed": agreed,
        "for_staff": for_staff,
        "zone": text.compiled.agreement.timezone,
        "has_files": for_staff or not text.has_internal,
        "enforced": {"missing": len(text.unenforced), "all": len(text.compiled.agreement.promises)},
        "documents": _documents(version, text, lang, words),
    }


def _documents(
    version: AgreementVersion, text: Readable, lang: str, words: Mapping[str, str] | None
) -> list[dict[str, str]]:
    """The documents that the version binds by hash, in words. One query."""
    rows = AgreementDocument.objects.filter(version=version).order_by("id").values("key", "file", "sha256")
    agreement = text.compiled.agreement
    named = agreement.documents
    bought = [row for row in rows if words is None or goes_with(agreement, row["key"], words)]
    return [{**row, "label": named[row["key"]].say(lang) if row["key"] in named else row["key"]} for row in bought]


def _chapters(
    text: Readable, stood: Board | None, lang: str, *, own: Agreed | None, for_staff: bool
) -> list[dict[str, Any]]:
    states = {one.id: one.state for one in stood.stands} if stood else {}
    found = []
    for chapter in text.chapters:
        articles = [one for one in chapter.articles if for_staff or not text.is_internal(one.id)]
        rows = [_of_others(_marked(row, own), stood, for_staff) for row in _rows(text, articles, states, lang)]
        rows = [_of_the_past(row, stood, states) for row in rows]
        if rows:
            found.append({"id": chapter.id, "number": chapter.number, "title": chapter.title, "rows": rows})
    return found


def _marked(row: Row, agreed: Agreed | None) -> Row:
    if agreed is None or row.article.id not in agreed.changed:
        return row
    general = agreed.general.get(row.article.id, "")
    return replace(row, own=True, general="" if general == row.article.words else general)


def _of_others(row: Row, stood: Board | None, for_staff: bool) -> Row:
    """A promise about what the customer has not bought stands in the text, and says that it is not his."""
    if stood is None or row.article.id not in stood.others:
        return row
    said = _("This holds for who has bought what it is about; this customer has not.")
    yours = _("This holds for who has bought what it is about; you have not.")
    return replace(row, state="", notes=(*row.notes, said if for_staff else yours))


def _of_the_past(row: Row, stood: Board | None, states: Mapping[str, str]) -> Row:
    """After the end only what goes on has a mark; the page says on top on which day the rest ended."""
    if stood is None or stood.ended is None or row.article.id in states:
        return row
    return replace(row, state="")


def _rows(text: Readable, articles: Iterable[Article], states: Mapping[str, str], lang: str) -> Iterator[Row]:
    for article in articles:
        promise = text.promise(article.id)
        if promise is None:
            passage = text.compiled.agreement.terms[article.id]
            yield Row(article, "", "", passage.clauses, "", False, article.notes, ())
            continue
        unenforced = article.id in text.unenforced
        state = states.get(article.id) or ("unenforced" if unenforced else "plan" if promise.offered else "holds")
        # Clause ids and the reading have places of their own on the page.
        apart = {", ".join(promise.clauses), promise.reading.say(lang) if promise.reading else None}
        lines = tuple(line for line in article.lines if line[1] not in apart)
        reading = promise.reading.say(lang) if promise.reading else ""
        # That it is not enforced stands as its state already, and is explained once, on top of the page.
        notes = article.notes[:1] if promise.offered else ()
        yield Row(article, state, promise.level, promise.clauses, reading, promise.offered, notes, lines)
