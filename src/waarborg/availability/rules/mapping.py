"""Which points are about which part of the service, and for whom: rules from a file, checked with line and hint.

    rules:
      - part: clients                          # the word of a component or window in the catalogue
        metric: http.server.request.duration   # the name of the histogram
        where: {service.name: perplex, http.route: "/clients*"}
        not: {http.request.method: OPTIONS}
        customer: tenant.id                    # the attribute that holds a customer's short name

A text matches exactly, or with * as a pattern; a list is any of its words. The first rule that fits counts.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from typing import Any, Final

from waarborg.promises.rules.agreement.problems import Path, Place, nearest
from waarborg.promises.rules.agreement.yaml_nodes import Document, read

MOST_RULES: Final = 2000
_KEYS: Final = ("part", "metric", "where", "not", "customer")
_WORD = re.compile(r"[a-z0-9-]{1,60}")
TEXTS: Final[dict[str, tuple[str, str]]] = {
    "shape": (
        "Het bestand heeft één sleutel, rules, met een lijst van regels",
        "The file has one key, rules, with a list of rules",
    ),
    "rule": ("Een regel is een blok met part en metric", "A rule is a block with part and metric"),
    "unknown-key": ("Onbekende sleutel “{name}”{near}", "Unknown key “{name}”{near}"),
    "missing": ("Hier ontbreekt “{name}”", "“{name}” is missing here"),
    "text": ("Hier hoort een tekst", "A text belongs here"),
    "conditions": (
        "Hier hoort een blok van attribuut naar tekst, of naar een lijst van teksten",
        "A block from attribute to text, or to a list of texts, belongs here",
    ),
    "unknown-part": (
        "“{name}” is geen onderdeel of venster in de catalogus{near}",
        "“{name}” is no component or window in the catalogue{near}",
    ),
    "never": (
        "Regel {other} neemt alles al; deze komt nooit aan de beurt",
        "Rule {other} takes everything already; this one never has its turn",
    ),
    "too-many": ("Hoogstens {most} regels", "At most {most} rules"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where. `said` is the sentence in nl and en."""

    code: str
    place: Place
    said: Mapping[str, str]

    def say(self, lang: str) -> str:
        return self.said[lang]

    def as_mapping(self, lang: str) -> dict[str, Any]:
        """The shape of `waarborg metrics check --json`."""
        where = {"file": self.place.file, "line": self.place.line, "column": self.place.column}
        return {"code": f"availability.mapping.{self.code}", "message": self.say(lang), **where}


@dataclass(frozen=True, slots=True)
class Condition:
    """An attribute and the texts it may have; `pattern` matches any of them."""

    attribute: str
    texts: tuple[str, ...]
    pattern: "re.Pattern[str]" = field(compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    part: str
    metric: str
    where: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    customer: str = ""

    def fits(self, metric: str, attributes: Mapping[str, str]) -> bool:
        return (
            metric == self.metric
            and all(_has(one, attributes) for one in self.where)
            and not (self.unless and all(_has(one, attributes) for one in self.unless))
        )


def _has(condition: Condition, attributes: Mapping[str, str]) -> bool:
    found = attributes.get(condition.attribute)
    return found is not None and condition.pattern.fullmatch(found) is not None


def first_that_fits(rules: Iterable[Rule], metric: str, attributes: Mapping[str, str]) -> Rule | None:
    return next((one for one in rules if one.fits(metric, attributes)), None)


def checked(source: bytes, name: str, parts: Collection[str] | None = None) -> tuple[list[Rule], list[Problem]]:
    """The rules of a file and what is wrong with it; `parts` are the words of the catalogue, None where nobody knows.

    With a problem the rules are not to be used.
    """
    documents, malformed = read(source, name)
    if malformed:
        return [], [
            Problem("malformed", one.place, {lang: one.say(lang) for lang in ("nl", "en")}) for one in malformed
        ]
    reading = _Reading(documents[0], parts)
    content = documents[0].content
    if len(documents) != 1 or not isinstance(content, dict) or set(content) != {"rules"}:
        reading.wrong("shape", ())
    elif not isinstance(content["rules"], list) or not content["rules"]:
        reading.wrong("shape", ("rules",))
    elif len(content["rules"]) > MOST_RULES:
        reading.wrong("too-many", ("rules",), most=MOST_RULES)
    else:
        for number, one in enumerate(content["rules"]):
            reading.rule(one, ("rules", number))
    return reading.rules, reading.problems


@dataclass
class _Reading:
    document: Document
    parts: Collection[str] | None
    rules: list[Rule] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, path: Path, *, key: bool = False, near: str | None = None, **values: object) -> None:
        said = {}
        for lang, text in zip(("nl", "en"), TEXTS[code], strict=True):
            hint = "" if near is None else (f'; bedoelt u "{near}"?' if lang == "nl" else f'; did you mean "{near}"?')
            said[lang] = text.format(near=hint, **values)
        self.problems.append(Problem(code, self.document.at(path, "key" if key else "value"), said))

    def rule(self, content: Any, path: Path) -> None:
        if not isinstance(content, dict):
            self.wrong("rule", path)
            return
        before = len(self.problems)
        for key in content:
            if key not in _KEYS:
                self.wrong("unknown-key", (*path, key), key=True, near=nearest(key, _KEYS), name=key)
        part, metric = (self.text(content, key, path) for key in ("part", "metric"))
        customer = self.text(content, "customer", path) if "customer" in content else ""
        where, unless = (self.conditions(content.get(key), (*path, key)) for key in ("where", "not"))
        if part and (not _WORD.fullmatch(part) or (self.parts is not None and part not in self.parts)):
            self.wrong("unknown-part", (*path, "part"), near=nearest(part, self.parts or ()), name=part)
        found = Rule(part, metric, where, unless, customer)
        for number, earlier in enumerate(self.rules, start=1):
            if earlier.metric == metric and not earlier.unless and set(earlier.where) <= set(where):
                self.wrong("never", path, other=number)
                break
        if len(self.problems) == before:
            self.rules.append(found)

    def text(self, content: Mapping[str, Any], key: str, path: Path) -> str:
        if key not in content:
            self.wrong("missing", path, name=key)
            return ""
        found = content[key]
        if not isinstance(found, str) or not found or len(found) > 255:
            self.wrong("text", (*path, key))
            return ""
        return found

    def conditions(self, content: Any, path: Path) -> tuple[Condition, ...]:
        if content is None:
            return ()
        if not isinstance(content, dict) or not content:
            self.wrong("conditions", path)
            return ()
        found = []
        for attribute, wanted in content.items():
            texts = wanted if isinstance(wanted, list) else [wanted]
            if not texts or not all(isinstance(one, str) and one and len(one) <= 255 for one in texts):
                self.wrong("conditions", (*path, attribute))
                continue
            found.append(condition(attribute, texts))
        return tuple(found)


def condition(attribute: str, texts: Iterable[str]) -> Condition:
    """Only * means more than itself: it stands for any text."""
    texts = tuple(texts)
    patterns = (translate(one.replace("[", "[[]").replace("?", "[?]")) for one in texts)
    return Condition(attribute, texts, re.compile("|".join(patterns)))
