"""The words of a promise with its figures filled in, so that text and figure cannot part."""

import re
from collections.abc import Callable

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.phrases import Phrases
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.registry import Registry

PLACEHOLDERS = ("within", "cases", "every", "target", "good", "earliest", "latest", "inside")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def available(promise: Promise) -> tuple[str, ...]:
    """The placeholders that this promise can fill in."""
    clock, measure, rule = promise.clock, promise.measure, promise.rule
    can = {
        "within": bool(clock and clock.within and clock.within.kind not in ("none", "unstated")),
        "cases": bool(clock and clock.cases and any(_has_term(case.within) for case in clock.cases)),
        "every": bool(clock and clock.every),
        "target": bool(measure and measure.target.comparison != "unstated"),
        "good": bool(measure and measure.good),
        "earliest": bool(rule and rule.earliest),
        "latest": bool(rule and rule.latest),
        "inside": bool(rule and rule.inside),
    }
    return tuple(key for key in PLACEHOLDERS if can[key])


def _has_term(term: object) -> bool:
    return getattr(term, "kind", "") not in ("none", "unstated")


def fill(promise: Promise, agreement: Agreement, registry: Registry, lang: str) -> str:
    """The wording in `lang`. Cases without a term follow as sentences of their own."""
    phrases = Phrases(agreement, registry, lang)
    can = available(promise)

    def figure(found: re.Match[str]) -> str:
        key = found[1]
        return _FILLED[key](promise, phrases) if key in can else found[0]

    said = PLACEHOLDER.sub(figure, promise.say(lang))
    if promise.clock and promise.clock.cases and "{cases}" in promise.say(lang):
        said = " ".join([said, *phrases.untimed(promise.clock.cases)])
    return said


def _within(promise: Promise, phrases: Phrases) -> str:
    return phrases.term(promise.clock.within) if promise.clock and promise.clock.within else ""


def _cases(promise: Promise, phrases: Phrases) -> str:
    return phrases.cases(promise.clock.cases) if promise.clock and promise.clock.cases else ""


def _every(promise: Promise, phrases: Phrases) -> str:
    return phrases.every(promise.clock.every) if promise.clock and promise.clock.every else ""


def _target(promise: Promise, phrases: Phrases) -> str:
    return phrases.target(promise.measure.target) if promise.measure else ""


def _good(promise: Promise, phrases: Phrases) -> str:
    return phrases.target(promise.measure.good) if promise.measure and promise.measure.good else ""


def _earliest(promise: Promise, phrases: Phrases) -> str:
    return phrases.moments(promise.rule.earliest, earliest=True) if promise.rule and promise.rule.earliest else ""


def _latest(promise: Promise, phrases: Phrases) -> str:
    return phrases.moments(promise.rule.latest, earliest=False) if promise.rule and promise.rule.latest else ""


def _inside(promise: Promise, phrases: Phrases) -> str:
    return phrases.calendars(promise.rule.inside) if promise.rule else ""


_FILLED: dict[str, Callable[[Promise, Phrases], str]] = {
    "within": _within,
    "cases": _cases,
    "every": _every,
    "target": _target,
    "good": _good,
    "earliest": _earliest,
    "latest": _latest,
    "inside": _inside,
}
