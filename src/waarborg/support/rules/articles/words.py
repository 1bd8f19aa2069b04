"""Words of a text, as they are indexed and asked for: folded alike on both sides."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

SHORTEST: Final = 2
LONGEST: Final = 40
# Of one article; whatever stands beyond it is found by its other words.
MOST: Final = 3_000
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")


def fold(text: str) -> str:
    """In small letters, without accents and other marks: "Cliënten" and "clienten" are one word."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The different words of a text in order, folded; single letters and what is no word are left out."""
    found = dict.fromkeys(_WORD.findall(fold(text)))
    return [one for one in found if SHORTEST <= len(one) <= LONGEST][:MOST]


def is_spelled(word: str) -> bool:
    """Whether a word can be mistyped: letters only. A number that is not there is another number."""
    return len(word) >= 4 and bool(_LETTERS.fullmatch(word))


def weighed(parts: Iterable[tuple[int, str]]) -> dict[str, int]:
    """By word the largest weight of the parts it stands in."""
    found: dict[str, int] = {}
    for weight, text in parts:
        for word in words(text):
            found[word] = max(weight, found.get(word, 0))
    return found
