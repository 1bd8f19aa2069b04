"""Texts of incidents that are kept ready: what is filled in where they are told. Pure.

A place is a word in braces, Dutch or English: `{onderdeel}` and `{component}` are what is hit, `{tijd}` and `{time}`
since when. Anything else in braces stays as it was written.
"""

import re
from collections.abc import Mapping
from typing import Final

COMPONENT: Final = "component"
TIME: Final = "time"
PLACES: Final[Mapping[str, str]] = {"onderdeel": COMPONENT, "component": COMPONENT, "tijd": TIME, "time": TIME}
_PLACE: Final = re.compile(r"\{(\w+)\}")


def strangers(text: str) -> list[str]:
    """Words in braces that nothing fills in, in order, each once."""
    return list(dict.fromkeys(word for word in _PLACE.findall(text) if word not in PLACES))


def fill(text: str, words: Mapping[str, str]) -> str:
    """`text` with its places filled; `words` is by COMPONENT and TIME. At the start of a text or of a sentence what is
    filled in gets a capital."""

    def put(found: re.Match[str]) -> str:
        word = PLACES.get(found[1])
        if word is None:
            return found[0]
        before = text[: found.start()].rstrip()
        put_in = words[word]
        return put_in[:1].upper() + put_in[1:] if not before or before[-1] in ".!?" else put_in

    return _PLACE.sub(put, text)
