"""Wording against the promise: every placeholder can be filled in, and no figure stands in the text alone."""

import re
from collections.abc import Iterable, Iterator

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import Finding, found, nearest
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.agreement.wording import PLACEHOLDER, PLACEHOLDERS, available

_NUMBER = r"\d+(?:[.,]\d+)*"
_NUMBERS_IN_WORDS = (
    "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|veertien|vijftien|twintig|dertig|zestig|negentig",
    "two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|sixty|ninety",
)
_VALUES = ("2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "14", "15", "20", "30", "60", "90")
_IN_FIGURES = {word: value for row in _NUMBERS_IN_WORDS for word, value in zip(row.split("|"), _VALUES, strict=True)}
_UNIT = (
    r"(?:werk|kalender)?(?:uur|uren|minuut|minuten|dag|dagen|week|weken|maand|maanden)|kwartaal|kwartalen|jaar|jaren"
    r"|seconden?|milliseconden?|(?:business |working |calendar )?(?:hours?|minutes?|days?|weeks?|months?)"
    r"|quarters?|years?|seconds?|milliseconds?|ms|procent|percent|euro"
)
# A figure is a number with a unit; "ISO 27001", "article 28" and "24/7" are names.
_FIGURE = re.compile(
    rf"(?<![\w.,/€-])({_NUMBER}|{'|'.join(_NUMBERS_IN_WORDS)})(?:\s*(?:%|‰)|\s+(?:{_UNIT})\b)"
    rf"|(?:€|\bEUR)\s*({_NUMBER})(?![\w/])",
    re.IGNORECASE,
)
_LOOSE = re.compile(rf"(?<![\w.,/€-])({_NUMBER})(?![\w/%-]|[.,]\d)")
_NAME_BEFORE = re.compile(r"(?:\b[A-Z]{2,}|\b(?:artikel|art\.|article|lid|section|versie|version|nr\.?|no\.))\s*$")


def check_wording(name: str, promise: Promise, called: Iterable[str]) -> Iterator[Finding]:
    """`called` is what definitions are called, where that holds a figure (see `names_with_figures`)."""
    can = available(promise)
    for lang in ("nl", "en"):
        text = promise.say(lang)
        path = ("promises", name, lang)
        for key in PLACEHOLDER.findall(text):
            if key not in PLACEHOLDERS:
                yield found(
                    "agreement.wording.unknown", *path, placeholder=f"{{{key}}}", known=_braced(PLACEHOLDERS),
                    near=_braced_near(key),
                )  # fmt: skip
            elif key not in can:
                kind = promise.kind
                yield found("agreement.wording.placeholder", *path, placeholder=f"{{{key}}}", key=key, kind=kind)
        if "{" in PLACEHOLDER.sub("", text) or "}" in PLACEHOLDER.sub("", text):
            yield found("agreement.wording.brace", *path)
        if promise.kind != "fact":
            yield from _figures(text, promise, called, path, can)


def _figures(
    text: str, promise: Promise, called: Iterable[str], path: tuple[str, ...], can: tuple[str, ...]
) -> Iterator[Finding]:
    bare = _without(PLACEHOLDER.sub(" ", text), called)
    behind = {key: _numbers(_written(promise, key)) for key in can}
    elsewhere = _numbers(_written_elsewhere(promise))
    seen: set[str] = set()
    for match in [*_FIGURE.finditer(bare), *_LOOSE.finditer(bare)]:
        figure = next(filter(None, match.groups()))
        number = _normal(figure)
        with_unit = match.re is _FIGURE
        holder = next((key for key, numbers in behind.items() if number in numbers), None)
        if number in seen or _NAME_BEFORE.search(bare[: match.start()]):
            continue
        if holder is None and (number in elsewhere or not with_unit):
            continue
        seen.add(number)
        if holder or can:
            yield found("agreement.wording.figure", *path, figure=figure, placeholder=f"{{{holder or can[0]}}}")
        else:
            yield found("agreement.wording.loose-figure", *path, figure=figure)


def _written(promise: Promise, key: str) -> str:
    """The figures behind a placeholder, as they stand in the file."""
    if key == "cases":
        return " ".join(str(case.within) for case in (promise.clock.cases or () if promise.clock else ()))
    value = getattr(getattr(promise, promise.kind), key)
    if key in ("earliest", "latest"):
        return " ".join(str(moment) for moment in value.items)
    return "" if key == "inside" else str(value)


def _written_elsewhere(promise: Promise) -> str:
    """Figures that no placeholder prints: limits, samples, remedies, conditions."""
    block = getattr(promise, promise.kind).model_dump(mode="json", by_alias=True, exclude_none=True)
    for key in PLACEHOLDERS:
        block.pop(key, None)
    remedy = promise.remedy.model_dump(mode="json", exclude_none=True) if promise.remedy else {}
    return f"{block} {remedy}"


def names_with_figures(agreement: Agreement) -> list[str]:
    """What definitions are called: "Priority 1" is the name of a word, not a figure."""
    said: list[str] = []
    for scheme in agreement.schemes.values():
        for value in scheme.values.values():
            said += [value.nl, value.en]
    for section in (agreement.calendars, agreement.components, agreement.documents, agreement.roles):
        for definition in section.values():
            said += [definition.nl, definition.en]
    return [phrase for phrase in said if any(letter.isdigit() for letter in phrase)]


def _without(text: str, phrases: Iterable[str]) -> str:
    for phrase in phrases:
        text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _numbers(text: str) -> set[str]:
    return {_normal(number) for number in re.findall(_NUMBER, text)}


def _normal(figure: str) -> str:
    return _IN_FIGURES.get(figure.lower()) or figure.replace(",", ".")


def _braced(keys: Iterable[str]) -> list[str]:
    return [f"{{{key}}}" for key in keys]


def _braced_near(key: str) -> str | None:
    near = nearest(key, PLACEHOLDERS)
    return near and f"{{{near}}}"
