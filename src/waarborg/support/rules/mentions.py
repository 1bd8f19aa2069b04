"""Who is drawn to a note: colleagues whose name stands in it after an @."""

import re
from collections.abc import Mapping
from typing import Final
from uuid import UUID

# Of one note; whoever writes to everybody sends a message.
MOST: Final = 10
_AT = re.compile(r"(?<![\w@])@")


def mentioned(text: str, people: Mapping[UUID, str]) -> list[UUID]:
    """Those of `people` (person to name) who are mentioned, in the order of the text: by the whole name, or by its last
    word where one person alone has that ("@K. Voorbeeld", "@voorbeeld"). An address of mail mentions nobody."""
    whole = sorted(people.items(), key=lambda one: -len(one[1]))
    last: dict[str, list[UUID]] = {}
    for person, name in people.items():
        last.setdefault(name.split()[-1].casefold() if name.split() else "", []).append(person)
    short = [
        (ids[0], word) for word, ids in sorted(last.items(), key=lambda one: -len(one[0])) if word and len(ids) == 1
    ]
    found: dict[UUID, None] = {}
    for place in _AT.finditer(text):
        rest = text[place.end() :]
        hit = next((person for person, name in [*whole, *short] if name and _begins(rest, name)), None)
        if hit is not None:
            found[hit] = None
    return list(found)[:MOST]


def _begins(text: str, name: str) -> bool:
    """Whether the text begins with this name as a whole."""
    return text[: len(name)].casefold() == name.casefold() and not text[len(name) : len(name) + 1].isalnum()
