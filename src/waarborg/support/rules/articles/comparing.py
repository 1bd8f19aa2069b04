"""What differs between two editions, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """A line that stayed, was taken out or was put in."""

    kind: Literal["same", "out", "in"]
    text: str


def compare(before: str, after: str) -> list[Line]:
    """The lines of both; lines that stayed stand once, what was taken out before what came in its place."""
    return list(_lines(before.splitlines(), after.splitlines()))


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield from (Line("same", one) for one in before[a:b])
        else:
            yield from (Line("out", one) for one in before[a:b])
            yield from (Line("in", one) for one in after[c:d])
