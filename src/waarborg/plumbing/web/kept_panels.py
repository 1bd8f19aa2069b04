"""Panels that say the same for as long as their words are the same: written once (docs/adr/0023), but for the token of
whoever sends their form."""

from collections.abc import Hashable
from typing import Any

from django.http import HttpRequest
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from waarborg.plumbing.web.pages import of_request
from waarborg.plumbing.web.pieces import piece

# No text that is escaped holds it.
_TOKEN = mark_safe("<token>")


class Part:
    """Some fields of a subject as values. What a page reads of it must be among them: anything else is no key of the
    panel, and raises NotAWord, which no page forgives."""

    __slots__ = ("_fields", "_hash")

    def __init__(self, subject: Any, *names: str) -> None:
        self._fields = {name: getattr(subject, name) for name in names}
        self._hash = hash(tuple(self._fields.items()))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._fields:
            raise NotAWord(f"the panel reads {name}, which is none of the words that it is kept by")
        return self._fields[name]

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Part) and self._fields == other._fields


class NotAWord(RuntimeError):
    """A kept panel reads something that it is not kept by."""


def kept_panel(template: str, request: HttpRequest, **words: Hashable) -> SafeString:
    """What a template writes of these words alone; of the request it knows no more than the token in its forms.

    Raises NotAWord where it reads another field of a `Part`, and TypeError for a word that could change.
    """
    made = _panel(template, tuple(words.items()))
    if _TOKEN not in made:
        return mark_safe(made)
    engine: Any = engines["pages"]
    token = of_request(request, engine.template_context_processors)["csrf_input"]
    return mark_safe(made.replace(_TOKEN, str(token)))


@piece(1024)
def _panel(template: str, words: tuple[tuple[str, Any], ...]) -> str:
    written: str = engines["pages"].get_template(template).render({**dict(words), "csrf_input": _TOKEN})
    return written
