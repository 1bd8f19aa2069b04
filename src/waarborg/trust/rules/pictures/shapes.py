"""The shapes that page and paper draw alike: places across in hundredths of a percent, heights in pixels."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

WIDE: Final = 10_000
# What is very short is drawn this wide at least, so that it is seen.
_NARROWEST: Final = 25


@dataclass(frozen=True, slots=True)
class Picture:
    """`label` tells the picture to who does not see it; `note` says how to read it; `heads` and `rows` are the same as
    a table, of which the columns after the first are figures."""

    heading: str
    label: str
    note: str
    height: int
    shapes: Sequence[dict[str, Any]]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]] = field(default=())

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def rect(x: int, y: int, wide: int, tall: int, tone: str) -> dict[str, Any]:
    return {"form": "rect", "x": x, "y": y, "w": wide, "h": tall, "tone": tone}


def line(x1: int, y1: int, x2: int, y2: int, tone: str) -> dict[str, Any]:
    return {"form": "line", "x": x1, "y": y1, "x2": x2, "y2": y2, "tone": tone}


def words(x: int, y: int, text: str, anchor: str = "start") -> dict[str, Any]:
    """`y` is the foot of the letters; `anchor` is start, middle or end."""
    return {"form": "words", "x": x, "y": y, "text": text, "anchor": anchor}


def column(number: int, of: int, share: int = 72) -> tuple[int, int]:
    """Where the column of this number begins and how wide it is, so many percent of its place."""
    step = WIDE / max(1, of)
    return round(number * step + step * (100 - share) / 200), max(1, round(step * share / 100))


def stretch(start: int, end: int, over: tuple[int, int]) -> tuple[int, int]:
    """Where a span of time lies in a longer one, and how wide it is."""
    whole = max(1, over[1] - over[0])
    x = min(WIDE - _NARROWEST, WIDE * (start - over[0]) // whole)
    return x, max(_NARROWEST, WIDE * (end - start) // whole)
