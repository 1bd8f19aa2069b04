"""Refusals: the one way in which an expected "no" travels through the program.

A refusal is declared beside the function that raises it, as a class with a stable dotted code and a sentence in Dutch
and in English. It is rendered once, at the edge: as a page, a problem document or an exit code.
"""

from typing import Any, ClassVar

LONGEST_SHOWN = 240


class Refusal(Exception):
    """An expected "no". Subclasses give `code`, `nl`, `en` and, where there is one, a way out.

    The sentences are `str.format` templates filled from the keyword parameters. A parameter that has a `say(lang)`
    method, or is a mapping with the keys nl and en, is rendered in the language asked for.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    nl: ClassVar[str] = "Dit kan nu niet."
    en: ClassVar[str] = "This is not possible now."
    nl_way_out: ClassVar[str | None] = None
    en_way_out: ClassVar[str | None] = None

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code)
        self.params: dict[str, Any] = params

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions that take only keywords do not survive a worker boundary by themselves.
        return _again, (type(self), self.params)

    def say(self, lang: str) -> str:
        """The sentence in `lang` (nl or en; anything else reads English)."""
        return self._fill(self.nl if lang == "nl" else self.en, lang)

    def way_out(self, lang: str) -> str | None:
        """What the reader can do instead, or None where nothing can be done."""
        template = self.nl_way_out if lang == "nl" else self.en_way_out
        return None if template is None else self._fill(template, lang)

    def in_full(self, lang: str) -> str:
        """The sentence, and behind it the way out where there is one."""
        return " ".join(filter(None, (self.say(lang), self.way_out(lang))))

    def __str__(self) -> str:
        return f"{self.code}: {self.say('en')}"

    def _fill(self, template: str, lang: str) -> str:
        spoken = "nl" if lang == "nl" else "en"
        return template.format(**{name: _shown(value, spoken) for name, value in self.params.items()})


class BadInput(Refusal):
    """What was handed in cannot be read. `path` names the place in it, such as "calendar.weekly.mon"."""

    code = "bad-input"
    status = 422
    nl = "Dit is niet te lezen."
    en = "This cannot be read."

    def __init__(self, *, path: str = "", **params: Any) -> None:
        super().__init__(**params)
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), {**self.params, "path": self.path})

    def under(self, prefix: str) -> "BadInput":
        """The same refusal, seen from further out: puts `prefix` before the path."""
        joiner = "." if self.path and not self.path.startswith("[") else ""
        self.path = f"{prefix}{joiner}{self.path}"
        return self

    def say(self, lang: str) -> str:
        sentence = super().say(lang)
        return f"{_shown(self.path, lang)}: {sentence}" if self.path else sentence


def _again(kind: type[Refusal], params: dict[str, Any]) -> Refusal:
    return kind(**params)


def _shown(value: Any, lang: str) -> str:
    """Input is shown back cut short and on one line, so that it can neither flood nor forge a log or a terminal."""
    if hasattr(value, "say"):
        return str(value.say(lang))
    if isinstance(value, dict) and "nl" in value and "en" in value:
        return str(value[lang])
    text = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in str(value))
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
