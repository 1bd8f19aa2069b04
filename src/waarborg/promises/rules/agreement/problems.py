"""What is wrong with an agreement file: a stable code, a place in the file, a sentence and a hint in two languages."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from waarborg.promises.rules.agreement.messages import MESSAGES

Path = tuple[str | int, ...]
Part = Literal["key", "value"]
LONGEST_SHOWN = 160
# Suggestions cost time, and nobody reads further: a file made of mistakes must not keep the checks busy.
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file name, line and column, both counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. A `warning` refuses nothing (floors of the law)."""

    code: str
    place: Place
    path: Path = ()
    params: Mapping[str, Any] = field(default_factory=dict)
    warning: bool = False

    def say(self, lang: str) -> str:
        """The message with its hint, as one line of text."""
        message, hint = self.message(lang), self.hint(lang)
        if not hint:
            return message
        return f"{message}. {hint}" if hint[0].isupper() else f"{message}; {hint}"

    def message(self, lang: str) -> str:
        nl, en, *_ = MESSAGES[self.code]
        return _fill(nl if lang == "nl" else en, self.params, lang)

    def hint(self, lang: str) -> str | None:
        """The way out, or None where there is nothing to suggest."""
        near = self.params.get("near")
        if near is not None:
            return f'bedoelt u "{near}"?' if lang == "nl" else f'did you mean "{near}"?'
        *_, nl, en = MESSAGES[self.code]
        template = nl if lang == "nl" else en
        return None if template is None else _fill(template, self.params, lang)

    def as_mapping(self, lang: str) -> dict[str, Any]:
        """The shape of `waarborg agreement check --json`."""
        return {
            "code": self.code,
            "message": self.say(lang),
            "hint": self.hint(lang),
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "path": ".".join(str(part) for part in self.path),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem that still has to be placed: the path in the file, and whether the key or its value is meant."""

    code: str
    path: Path
    params: Mapping[str, Any] = field(default_factory=dict)
    part: Part = "value"
    warning: bool = False


def found(code: str, *path: str | int, part: Part = "value", warning: bool = False, **params: Any) -> Finding:
    return Finding(code, path, params, part, warning)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None."""
    names = list(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return close[0]
    # Of a dotted name people often write the last part alone.
    short: dict[str, str] = {}
    for name in names if "." not in word else ():
        short.setdefault(name.rpartition(".")[2], name)
    last = difflib.get_close_matches(word, short, n=1, cutoff=0.8)
    return short[last[0]] if last else None


def _fill(template: str, params: Mapping[str, Any], lang: str) -> str:
    return template.format_map({key: _text(value, lang) for key, value in params.items()})


def _text(value: Any, lang: str) -> str:
    """Input is shown back cut short and printable, so that a file can neither flood nor forge a terminal."""
    if isinstance(value, Mapping) and {"nl", "en"} <= value.keys():
        return str(value[lang])
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    text = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in str(value))
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
