"""An agreement version as people read it. Made once in a process: versions never change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries.standing import compiled, file_of
from waarborg.promises.rules.agreement import Problem
from waarborg.promises.rules.agreement.details import Line
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.agreement.phrases import Phrases
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.agreement.render import Article, Chapter, chapters, definitions, header
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.registry import known


@dataclass(frozen=True)
class Readable:
    """One version in one language. `unenforced` maps a promise to the names that the software does not know yet."""

    compiled: Compiled
    title: str
    facts: Sequence[Line]
    chapters: Sequence[Chapter]
    definitions: Sequence[tuple[str, list[Line]]]
    unenforced: Mapping[str, tuple[str, ...]]

    def promise(self, name: str) -> Promise | None:
        """The promise behind an article; None for a text that is only text."""
        return self.compiled.agreement.promises.get(name)

    def is_internal(self, name: str) -> bool:
        """Whether an article is for the provider's own people only."""
        promise = self.promise(name)
        return promise is not None and self.compiled.agreement.visible_of(promise) == "internal"

    @cached_property
    def promised(self) -> Sequence[tuple[Chapter, Sequence[tuple[Article, Promise]]]]:
        """By chapter the articles that promise this customer something: neither offered only nor internal."""
        found = []
        for chapter in self.chapters:
            listed = [(article, self.promise(article.id)) for article in chapter.articles]
            kept = [(one, said) for one, said in listed if said and not said.offered and not self.is_internal(one.id)]
            found.append((chapter, kept))
        return found

    @property
    def has_internal(self) -> bool:
        return any(self.is_internal(name) for name in self.compiled.agreement.promises)


@lru_cache(maxsize=64)
def readable(sha256: str, lang: str) -> Readable:
    """`lang` is nl or en. At most one query. Raises AgreementVersion.DoesNotExist."""
    version = compiled(sha256)
    agreement, registry = version.agreement, known()
    phrases = Phrases(agreement, registry, lang)
    return Readable(
        compiled=version,
        title=agreement.say(lang),
        facts=tuple(header(agreement, phrases)),
        chapters=tuple(chapters(agreement, phrases)),
        definitions=tuple(definitions(agreement, phrases)),
        unenforced=not_yet_enforced(agreement, registry),
    )


@lru_cache(maxsize=64)
def floors(sha256: str) -> tuple[Problem, ...]:
    """What a version promises below a floor of the law: warnings, which refused nothing. At most one query."""
    return file_of(AgreementVersion.objects.select_related("amends").get(sha256=sha256)).warnings
