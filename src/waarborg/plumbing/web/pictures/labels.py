"""Puts labels on a line so that none overlaps another at any width of the picture.

A picture knows its labels in percentages but not how wide it will be. For each label the smallest width is found at
which it stands free of the labels placed before it; below that width the stylesheet leaves it out. Gaps between anchors
only grow with the width, so what fits once keeps fitting.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from waarborg.plumbing.web.pictures.sheet import Anchor, Sheet, text_width

# The steps of pictures.css; 280 is the narrowest picture: a phone of 320 pixels.
WIDTHS = (280, 360, 440, 560, 720, 960)
_ROOM = 7.0
_WELL = 440


@dataclass(frozen=True, slots=True)
class Placed:
    x: float
    words: str
    cls: str
    anchor: Anchor
    fit: int
    gone: int = 0


class Row:
    """One line of labels; those placed first are the most important."""

    def __init__(self) -> None:
        self.placed: list[Placed] = []

    def place(
        self,
        x: float,
        words: str | Iterable[str],
        cls: str,
        *,
        anchors: tuple[Anchor, ...] = ("middle", "start", "end"),
        within: tuple[float, float] = (0, 100),
    ) -> bool:
        """Places the best of `words` (longest first) at x percent; False if none fits at any width.

        Where a shorter text was taken, the longest replaces it from the width on at which that fits.
        """
        texts = [words] if isinstance(words, str) else list(words)
        best: tuple[tuple[int, int, int, int], Placed] | None = None
        for which, text in enumerate(texts):
            for order, anchor in enumerate(anchors):
                fit = self._smallest(x, text, cls, anchor, within)
                if fit is None:
                    continue
                rank = (max(fit, _WELL), which, order, fit)
                if best is None or rank < best[0]:
                    best = (rank, Placed(x, text, cls, anchor, fit))
        if best is None:
            return False
        label = best[1]
        if best[0][1] > 0:
            longer = self._smallest(x, texts[0], cls, label.anchor, within)
            if longer is not None and longer > label.fit:
                label = replace(label, gone=longer)
                self.placed.append(Placed(x, texts[0], cls, label.anchor, longer))
        self.placed.append(label)
        return True

    def draw(self, sheet: Sheet, y: float) -> None:
        for label in self.placed:
            sheet.text(label.x, y, label.words, label.cls, anchor=label.anchor, fit=label.fit, gone=label.gone)

    def _smallest(self, x: float, text: str, cls: str, anchor: Anchor, within: tuple[float, float]) -> int | None:
        for width in WIDTHS:
            low, high = _extent(x, text, cls, anchor, width)
            if low < within[0] / 100 * width - 1 or high > within[1] / 100 * width + 1:
                continue
            if all(_apart(x, text, cls, anchor, other, max(width, other.fit)) for other in self.placed):
                return width
        return None


def _apart(x: float, text: str, cls: str, anchor: Anchor, other: Placed, width: int) -> bool:
    low, high = _extent(x, text, cls, anchor, width)
    other_low, other_high = _extent(other.x, other.words, other.cls, other.anchor, width)
    return high + _ROOM <= other_low or other_high + _ROOM <= low


def _extent(x: float, text: str, cls: str, anchor: Anchor, width: int) -> tuple[float, float]:
    size, at = text_width(text, bold="note" not in cls), x / 100 * width
    if anchor == "start":
        return at, at + size
    if anchor == "end":
        return at - size, at
    return at - size / 2, at + size / 2
