"""Loading an agreement file: from bytes to a checked, typed agreement, or to everything that is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path as FilePath
from typing import Any

from waarborg.kernel.errors import BadInput
from waarborg.promises.rules.agreement.amendments import check_amendment, merge
from waarborg.promises.rules.agreement.check import check
from waarborg.promises.rules.agreement.model import Agreement, Amendment
from waarborg.promises.rules.agreement.problems import MOST_PROBLEMS, Finding, Place, Problem
from waarborg.promises.rules.agreement.shape import build
from waarborg.promises.rules.agreement.yaml_nodes import MAX_BYTES, Document, read
from waarborg.promises.rules.registry import Registry, known


class AgreementRefused(BadInput):
    """Something is wrong with an agreement file; `problems` says everything that is."""

    code = "agreement.refused"
    nl = "{first}"
    en = "{first}"

    def __init__(self, *, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first={lang: f"{first.place}: {first.say(lang)}" for lang in ("nl", "en")})

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.problems,)


def _again(problems: tuple[Problem, ...]) -> AgreementRefused:
    return AgreementRefused(problems=problems)


@dataclass(frozen=True)
class Amended:
    """An amendment that was read. `agreement` is its base with the amendment laid over it; `document` has the places of
    both, `own` those of the amendment's file alone."""

    amendment: Amendment
    agreement: Agreement
    document: Document
    own: Document


@dataclass(frozen=True)
class Loaded:
    """A file that was read: an agreement (with the amendments that follow it), or one amendment.

    `agreement` is None as soon as the agreement has a problem: nothing half-read goes on. Of a file that holds only an
    amendment, `agreement` is None and `amended` has one element. `warnings` (floors of the law) refuse nothing.
    """

    name: str
    source: bytes
    agreement: Agreement | None = None
    amended: tuple[Amended, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    document: Document | None = None

    def require(self) -> Agreement:
        """The agreement, of an amendment's file the amended one. Raises AgreementRefused with every problem."""
        if self.problems:
            raise AgreementRefused(problems=self.problems)
        if self.agreement is not None:
            return self.agreement
        return self.amended[0].agreement


def load(
    source: bytes | FilePath,
    *,
    name: str | None = None,
    registry: Registry | None = None,
    base: Loaded | None = None,
) -> Loaded:
    """Reads and checks a file. Never raises for what stands in it: see `Loaded.problems`.

    `name` is the file name in messages; `base` the agreement that an amendment's file amends.
    """
    shown = name or (str(source) if isinstance(source, FilePath) else "agreement.yaml")
    registry = registry or known()
    try:
        content = _bytes_of(source) if isinstance(source, FilePath) else source
    except OSError as error:
        problem = Problem("agreement.file.unreadable", Place(shown, 1, 1), (), {"why": _why(error)})
        return Loaded(shown, b"", problems=(problem,))
    return _loaded(content, shown, _Itself(registry), _Itself(base))


@dataclass(frozen=True, slots=True, eq=False)
class _Itself:
    """In a key of what is remembered: equal to the very same object only, which it keeps from being replaced."""

    what: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.what is self.what

    def __hash__(self) -> int:
        return id(self.what)


@lru_cache(maxsize=16)
def _loaded(content: bytes, shown: str, by: _Itself, beside: _Itself) -> Loaded:
    """The same bytes are asked for time and again: by a form and then its action, at every key that is struck beside
    the version that a draft began with. Nothing of the answer can be changed, or is."""
    registry: Registry = by.what
    base: Loaded | None = beside.what
    documents, problems = read(content, shown)
    loaded = Loaded(shown, content, problems=tuple(problems))
    if problems:
        return loaded
    first = documents[0]
    if _is_amendment(first):
        loaded = _alone(loaded, first, base, registry)
    elif isinstance(first.content, dict) and "agreement" in first.content:
        loaded = _agreement(loaded, first, registry)
    else:
        return _with(loaded, [Problem("agreement.file.neither", first.place)])
    for document in documents[1:]:
        loaded = _following(loaded, document, registry)
    return loaded


def _bytes_of(path: FilePath) -> bytes:
    """No more than is needed to see that a file is too large."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _why(error: OSError) -> dict[str, str]:
    for kind, nl, en in (
        (FileNotFoundError, "het bestaat niet", "it does not exist"),
        (IsADirectoryError, "het is een map", "it is a folder"),
        (PermissionError, "u heeft er geen toegang toe", "you have no access to it"),
    ):
        if isinstance(error, kind):
            return {"nl": nl, "en": en}
    return {"nl": str(error.strerror), "en": str(error.strerror)}


def _is_amendment(document: Document) -> bool:
    return isinstance(document.content, dict) and "amendment" in document.content


def _agreement(loaded: Loaded, document: Document, registry: Registry) -> Loaded:
    built = build(Agreement, document.content)
    findings = list(built.findings)
    if built.model is not None:
        findings.extend(islice(check(built.model, document.content, registry, built.broken), MOST_PROBLEMS))
    loaded = _with(loaded, _placed(findings, document))
    whole = None if loaded.problems else built.model
    return replace(loaded, agreement=whole, document=document if whole else None)


def _following(loaded: Loaded, document: Document, registry: Registry) -> Loaded:
    """An amendment may follow its agreement in one file, to try it out; nothing else may."""
    if not _is_amendment(document) or (loaded.amended and loaded.agreement is None):
        return _with(loaded, [Problem("agreement.file.documents", document.place)])
    if loaded.agreement is None or loaded.document is None:
        return loaded
    return _amendment(loaded, document, loaded.agreement, loaded.document, registry)


def _alone(loaded: Loaded, document: Document, base: Loaded | None, registry: Registry) -> Loaded:
    if base is None or base.agreement is None or base.document is None:
        built = build(Amendment, document.content)
        loaded = _with(loaded, _placed(built.findings, document))
        if base is not None or loaded.problems:
            return _with(loaded, base.problems if base else ())
        place = document.at(("amends",))
        return _with(
            loaded, [Problem("agreement.amendment.no-base", place, ("amends",), {"amends": built.model.amends})]
        )
    return _amendment(loaded, document, base.agreement, base.document, registry)


def _amendment(
    loaded: Loaded, document: Document, base: Agreement, base_document: Document, registry: Registry
) -> Loaded:
    built = build(Amendment, document.content)
    problems = _placed(built.findings, document)
    if built.model is None or problems:
        return _with(loaded, problems)
    problems = _placed(check_amendment(built.model, base, document.content), document)
    if problems:
        return _with(loaded, problems)
    merged = merge(base_document, document)
    whole = build(Agreement, merged.content)
    findings = list(whole.findings)
    if whole.model is not None:
        findings.extend(islice(check(whole.model, merged.content, registry, whole.broken), MOST_PROBLEMS))
    before = len(loaded.problems)
    # A warning that the base already gives is not given again for the amended agreement.
    placed = [
        one for one in _placed(findings, merged) if not (one.warning and one.place.file == base_document.place.file)
    ]
    loaded = _with(loaded, placed)
    if len(loaded.problems) > before:
        return loaded
    return replace(loaded, amended=(*loaded.amended, Amended(built.model, whole.model, merged, document)))


def _placed(findings: Iterable[Finding], document: Document) -> list[Problem]:
    """In the order of the file; what two checks both found is said once."""
    problems = [
        Problem(one.code, document.at(one.path, one.part), one.path, one.params, one.warning) for one in findings
    ]
    seen: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.place, problem.say("en")), problem)
    return sorted(seen.values(), key=lambda problem: problem.place)


def _with(loaded: Loaded, found: Iterable[Problem]) -> Loaded:
    given = list(found)
    return replace(
        loaded,
        problems=(*loaded.problems, *(one for one in given if not one.warning)),
        warnings=(*loaded.warnings, *(one for one in given if one.warning)),
    )
