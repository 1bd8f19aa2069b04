"""What a promise is about: a service, product, module, component or window of the catalogue.

A condition (`if`, `unless`, a case, `where`) on one of these properties is a scope. The file alone is not judged by it:
which words there are is known where the file is published (`unsupplied`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from waarborg.promises.rules.agreement.loader import Loaded
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import Path, Problem, nearest
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.agreement.references import of_promise

SCOPES: Final = ("service", "product", "module", "component", "window")
SOLD: Final = ("product", "module")
CODE: Final = "agreement.scope.unsupplied"
_CALLED: Final = {
    "service": ("dienst", "service"),
    "product": ("product", "product"),
    "module": ("module", "module"),
    "component": ("onderdeel of venster", "component or window"),
    "window": ("venster", "window"),
}
Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """A word by which a promise says what it is about, with its place in the file."""

    promise: str
    kind: str
    word: str
    path: Path


def scopes(agreement: Agreement) -> Iterator[Scope]:
    """Every word of a scope, promise by promise. A scheme of the agreement by the same name keeps its own words."""
    for name, promise in agreement.promises.items():
        for reference in of_promise(promise, ("promises", name)):
            kind = reference.kind.removeprefix("word of ")
            if kind in SCOPES and kind not in agreement.schemes:
                yield Scope(name, kind, reference.name, reference.path)


def unknown(agreement: Agreement, supplied: Words) -> list[Scope]:
    """The words that name nothing which is supplied, each once for a promise. Without any catalogue, components are
    those of the agreement alone."""
    found: dict[tuple[str, str, str], Scope] = {}
    empty = not any(supplied.values())
    for one in scopes(agreement):
        if one.word not in supplied.get(one.kind, ()) and not (empty and one.kind == "component"):
            found.setdefault((one.promise, one.kind, one.word), one)
    return list(found.values())


def told(one: Scope, supplied: Words, lang: str) -> str:
    """What is wrong with the word, in a sentence without capital or full stop."""
    near = nearest(one.word, supplied.get(one.kind, ()))
    kind = _CALLED[one.kind][0 if lang == "nl" else 1]
    if lang == "nl":
        return f'het aanbod kent geen {kind} "{one.word}"' + (f'; bedoelt u "{near}"?' if near else "")
    return f'the catalogue has no {kind} "{one.word}"' + (f'; did you mean "{near}"?' if near else "")


def unsupplied(loaded: Loaded, supplied: Words) -> tuple[Problem, ...]:
    """Warnings at their place in a file that could be read: promises about what is not supplied bind nobody."""
    if loaded.problems:
        return ()
    document = loaded.document or (loaded.amended[0].document if loaded.amended else None)
    if document is None:
        return ()
    found = []
    for one in unknown(loaded.require(), supplied):
        nl, en = _CALLED[one.kind]
        params = {
            "kind": {"nl": nl, "en": en},
            "name": one.word,
            "near": nearest(one.word, supplied.get(one.kind, ())),
        }
        found.append(Problem(CODE, document.at(one.path), one.path, params, warning=True))
    return tuple(found)


def concerns(promise: Promise, agreement: Agreement, held: Words) -> bool:
    """Whether a promise is about something that somebody has; one that is about nothing in particular concerns all.

    Only `if` decides: what it leaves out (`unless`, `not`) is left out of a promise that holds. Where no purchase was
    recorded at all, he has the service itself, with its components and windows, and nothing sold apart.
    """
    for kind, words in asked_of(promise, agreement):
        if kind not in SOLD and not any(held.values()):
            continue
        asked = with_parts(words, agreement) if kind == "component" else frozenset(words)
        if asked.isdisjoint(held.get(kind, ())):
            return False
    return True


def asked_of(promise: Promise, agreement: Agreement) -> Iterator[tuple[str, Iterable[str]]]:
    """What a promise asks somebody to have: property and words, one of which is enough."""
    for kind, choice in (promise.if_ or {}).items():
        if kind in SCOPES and kind not in agreement.schemes and not choice.negated:
            yield kind, choice.words


def is_scoped(agreement: Agreement) -> bool:
    """Whether any promise holds only for who has something: without one nobody needs to ask what a customer has."""
    return any(any(asked_of(one, agreement)) for one in agreement.promises.values())


def with_parts(words: Iterable[str], agreement: Agreement) -> frozenset[str]:
    """Components of the agreement with everything that is part of them: what is said of the whole holds for a part."""
    found = set(words)
    while True:
        more = {name for name, one in agreement.components.items() if one.part_of in found} - found
        if not more:
            return frozenset(found)
        found |= more
