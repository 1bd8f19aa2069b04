"""What is left of an allowance at the end of each day."""

from collections.abc import Sequence

from waarborg.plumbing.web.pictures.sheet import Sheet

_TALL = 60.0
WHOLE = 1000


def burn_down(left: Sequence[int], days: int, *, label: str, width: float | None = None) -> str:
    """A bar a day as SVG text: `left` are the parts left in thousandths, of `days` days in all. A line falls from all
    of it to nothing at the end: above it less was used than pro rata. `label` names it, with its numbers."""
    sheet = Sheet(_TALL + 6, "met" if not left or left[-1] else "broken", width=width)
    step = 100 / max(1, days)
    for number, part in enumerate(left):
        tall = _TALL * min(WHOLE, max(0, part)) / WHOLE
        if tall:
            sheet.rect(number * step + step * 0.14, _TALL - tall, step * 0.72, tall, "b-ok")
        else:
            # Nothing left: a stroke below the line, so that it does not depend on colour.
            sheet.rect(number * step + step * 0.14, _TALL + 3, step * 0.72, 3, "b-out")
    sheet.line(0, _TALL, 100, _TALL, "g-axis")
    sheet.line(0, 0, 100, _TALL, "g-axis")
    return sheet.finish(label, "w-pic")
