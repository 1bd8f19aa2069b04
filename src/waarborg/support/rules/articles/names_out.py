"""Names of a customer and its people left out of a text that others will read.

What is known is taken out by its words, addresses and numbers by their form. It does not find a client's name that
nobody knows: whoever makes an article of it is told so, and reads it through.
"""

import re
from collections.abc import Iterable
from typing import Final

_MAIL = re.compile(r"[^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;.]+")
_PHONE = re.compile(r"(?<![\w])(?:\+\d{2}|0)[\d\s()-]{8,16}\d(?!\w)")
# Nine digits in a row may be a citizen's number.
_CITIZEN = re.compile(r"(?<!\d)\d{8,9}(?!\d)")
MASK: Final = "[…]"


def masked(text: str, people: Iterable[str], organisation: str) -> tuple[str, list[str]]:
    """The text without them, and what was taken out, in order and each once. Of a person's name its parts of four
    letters and more go as well, of an organisation's its last word, which is seldom what kind of organisation it is."""
    found: list[str] = []

    def out(match: re.Match[str]) -> str:
        found.append(match.group())
        return MASK

    for form in (_MAIL, _PHONE, _CITIZEN):
        text = form.sub(out, text)
    for name in sorted(_spellings(people, organisation), key=lambda one: (-len(one), one)):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", out, text, flags=re.IGNORECASE)
    return text, list(dict.fromkeys(found))


def _spellings(people: Iterable[str], organisation: str) -> set[str]:
    whole = {" ".join(name.split()) for name in (*people, organisation)}
    parts = {part for name in people for part in name.split() if len(part) >= 4 and part[0].isupper()}
    return {one for one in whole | parts | set(organisation.split()[-1:]) if len(one) >= 2}
