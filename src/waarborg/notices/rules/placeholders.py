"""Placeholders in the text of a notice: a closed list of words between braces, replaced by plain text and nothing else.

No expressions, attributes or format codes: `{klant.id}` and `{naam!r}` are unknown words, and unknown words are refused
when the text is kept, not when it is sent. A filled-in value is never looked through again.
"""

import re
from collections.abc import Mapping
from typing import Final

# What each stands for, by its word in either language: both may be used in both texts.
WORDS: Final = {
    "klant": "customer",
    "customer": "customer",
    "naam": "name",
    "name": "name",
    "leverancier": "provider",
    "provider": "provider",
}
# What a visitor has not got.
PERSONAL: Final = frozenset({"customer", "name"})
_BLANK = re.compile(r"\[\[[^\[\]\n]{0,80}\]\]")
_BRACES = re.compile(r"\{([^{}\n]{0,60})\}")


def blanks(text: str) -> list[str]:
    """What a ready text left to its writer and still stands there, in order."""
    return list(dict.fromkeys(_BLANK.findall(text)))


def unknown(text: str) -> list[str]:
    """Words between braces that stand for nothing, in order."""
    return [word for word in dict.fromkeys(_BRACES.findall(text)) if word not in WORDS]


def meanings(text: str) -> set[str]:
    """What the placeholders of a text stand for: customer, name, provider."""
    return {WORDS[word] for word in _BRACES.findall(text) if word in WORDS}


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with what its placeholders stand for, each on one line; unknown ones stay as they are."""

    def replace(found: re.Match[str]) -> str:
        meaning = WORDS.get(found[1])
        return found[0] if meaning is None else " ".join(values.get(meaning, "").split())

    return _BRACES.sub(replace, text)
