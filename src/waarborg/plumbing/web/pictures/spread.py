"""How lengths spread over the days of a month: of each day two ranges, one in the other's column, on one scale."""

from collections.abc import Sequence
from typing import TypeAlias

from waarborg.plumbing.web.pictures.sheet import Sheet

_TALL = 150.0
_LEFT = 9.0
_WEEK = 7
# From the bottom (0) to the top (1).
Range: TypeAlias = tuple[float, float]


def spread(
    days: Sequence[tuple[Range, Range, str] | None],
    lines: Sequence[tuple[float, str]],
    *,
    label: str,
    width: float | None = None,
) -> str:
    """SVG text: of each day a full bar for the first range and an outlined one for the second, with its note; None
    where nothing is known. `lines` are the heights that the scale names; each seventh day has its number.
    `label` is its name, with its numbers."""
    sheet = Sheet(_TALL + 24, "met", width=width)
    for at, words in lines:
        y = _y(at)
        sheet.line(_LEFT, y, 100, y, "g-grid")
        sheet.text(_LEFT - 1, y + 4, words, "g-note", anchor="end")
    step = (100 - _LEFT) / max(1, len(days))
    for number in range(0, len(days), _WEEK):
        sheet.text(_LEFT + (number + 0.5) * step, _TALL + 20, str(number + 1), "g-note", anchor="middle")
    for number, day in enumerate(days):
        if day is None:
            continue
        inner, outer, note = day
        x = _LEFT + number * step
        _bar(sheet, x + step * 0.14, step * 0.72, outer, "b-plan", note)
        _bar(sheet, x + step * 0.26, step * 0.48, inner, "b-ok", note)
    return sheet.finish(label, "w-pic")


def _bar(sheet: Sheet, x: float, wide: float, of: Range, cls: str, note: str) -> None:
    low, high = (min(1.0, max(0.0, one)) for one in of)
    sheet.rect(x, _y(high), wide, max(2.0, _y(low) - _y(high)), cls, title=note)


def _y(at: float) -> float:
    return 4 + _TALL * (1 - at)
