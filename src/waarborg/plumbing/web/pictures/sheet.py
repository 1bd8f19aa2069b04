"""The sheet a picture is drawn on: for the screen in percentages and classes, for paper in points and colours.

On the screen x is a percentage and text is in pixels, so that a picture is sharp at any width without script, and
colours come from the stylesheet, because the content security policy forbids inline style. On paper (`width` given, in
pixels) the same calls give plain attributes: a PDF has no stylesheet. All text is escaped here and nowhere else.
"""

from functools import lru_cache
from html import escape
from typing import Literal

from waarborg.plumbing.web import marks
from waarborg.plumbing.web.pieces import forgotten

Anchor = Literal["start", "middle", "end"]
FONT_SIZE = 12.5

_INK, _INK_2, _INK_3, _LINE_2 = "#131b2c", "#414b61", "#566075", "#7d8799"
_FAMILIES = {  # ink, fill and a light fill, of tokens.css in light
    "met": ("#0e6848", "#3b9673", "#c4e0d5"),
    "risk": ("#874800", "#c67400", "#eed5b3"),
    "broken": ("#a3142c", "#c8293f", "#efbfc5"),
    "still": ("#4c5373", "#858cab", "#dadce6"),
    "blue": ("#414b61", "#2a56ab", "#bfcce6"),
}
_FAMILY = {
    **dict.fromkeys(("met", "kept", "holds", "better"), "met"),
    **dict.fromkeys(("risk", "worse", "exceeded", "overridden"), "risk"),
    **dict.fromkeys(("broken", "late", "expired"), "broken"),
    **dict.fromkeys(("running", "open"), "blue"),
}
_PAPER = {
    "st-open": 'fill="#e9edf3"',
    "st-gap": 'fill="url(#closed)"',
    "st-pause": 'fill="url(#pause)" stroke="#858cab"',
    "st-edge": f'stroke="{_LINE_2}" stroke-width="1.5"',
    "st-now": f'stroke="{_INK}" stroke-width="2"',
    "st-strong": f'fill="{_INK}" font-weight="600"',
    "st-day": f'fill="{_INK_2}" font-weight="600"',
    "st-note": f'fill="{_INK_3}"',
    "b-ok": 'fill="#62ab8f"',
    "b-out": 'fill="#c8293f"',
    "b-part": 'fill="#c67400"',
    "b-plan": f'fill="#ffffff" stroke="{_INK_3}"',
    "b-unknown": 'fill="#858cab"',
    "mt-bg": 'fill="#e9edf3"',
    "mt-limit": f'stroke="{_INK}" stroke-width="2"',
    "g-grid": 'stroke="#d5dae3"',
    "g-axis": f'stroke="{_LINE_2}"',
    "g-note": f'fill="{_INK_3}"',
    "g-strong": f'fill="{_INK}" font-weight="600"',
    "z-day": 'fill="#f4f6f9"',
}
_PATTERNS = (
    '<defs><pattern id="closed" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path d="M0 0v5" stroke="{_LINE_2}"/></pattern>'
    '<pattern id="pause" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<path d="M1 0v6" stroke="#858cab" stroke-width="2"/></pattern></defs>'
)


class Sheet:
    """Collects the elements of one picture; x and widths are always given in percentages."""

    def __init__(self, height: float, state: str = "running", *, width: float | None = None, sprite: str = "") -> None:
        self.height, self.state, self.width, self.sprite = height, state, width, sprite
        self._parts: list[str] = []

    def rect(self, x: float, y: float, w: float, h: float, cls: str, *, title: str = "", radius: float = 0) -> None:
        """A rectangle; `title` is a note for a pointer and never the only place where something stands."""
        inside = f"><title>{escape(title)}</title></rect>" if title else "/>"
        corner = f' rx="{_n(radius)}"' if radius else ""
        self._parts.append(
            f'<rect x="{self._x(x)}" y="{_n(y)}" width="{self._x(w)}" height="{_n(h)}"{corner}'
            f" {self._paint(cls)}{inside}"
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, cls: str) -> None:
        self._parts.append(
            f'<line x1="{self._x(x1)}" y1="{_n(y1)}" x2="{self._x(x2)}" y2="{_n(y2)}" {self._paint(cls)}/>'
        )

    def text(
        self, x: float, y: float, words: str, cls: str, *, anchor: Anchor = "start", fit: int = 0, gone: int = 0
    ) -> None:
        """Words shown while the picture is at least `fit` and narrower than `gone` pixels wide (0: no bound)."""
        if self.width is not None and (fit > self.width or 0 < gone <= self.width):
            return
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        if self.width is None:
            cls += (f" fit fit-{fit}" if fit else "") + (f" gone-{gone}" if gone else "")
        paint = self._paint(cls)
        self._parts.append(f'<text x="{self._x(x)}" y="{_n(y)}"{place} {paint}>{escape(words)}</text>')

    def mark(self, x: float, y: float, state: str) -> None:
        """A state mark of 16 pixels, centred on x, with its top at y."""
        shape = marks.canonical(state)
        if self.width is None:
            self._parts.append(
                f'<svg x="{self._x(x)}" y="{_n(y)}" width="16" height="16" overflow="visible" class="w-mark"'
                f' data-state="{escape(state)}">'
                f'<use href="{self.sprite}#m-{shape}" width="16" height="16" x="-8"/></svg>'
            )
        else:
            ink = family(state)[0]
            drawn = marks.SHAPES[shape].replace("currentColor", ink).replace("var(--w-on)", "#ffffff")
            at = x / 100 * self.width - 8
            self._parts.append(f'<g transform="translate({_n(at)} {_n(y)})">{drawn}</g>')

    def finish(self, label: str, cls: str = "w-pic") -> str:
        """The picture, with the numbers it shows as its name."""
        body = "".join(self._parts)
        name = f'role="img" aria-label="{escape(label)}"'
        if self.width is None:
            size = f'width="100%" height="{_n(self.height)}"'
            return f'<svg class="{cls}" data-state="{escape(self.state)}" {size} {name}>{body}</svg>'
        w = _n(self.width)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{_n(self.height)}"'
            f' viewBox="0 0 {w} {_n(self.height)}" font-family="Source Sans 3" font-size="{FONT_SIZE}" {name}>'
            f"{_PATTERNS}{body}</svg>"
        )

    def _x(self, percent: float) -> str:
        return f"{_n(percent)}%" if self.width is None else _n(percent / 100 * self.width)

    def _paint(self, cls: str) -> str:
        if self.width is None:
            return f'class="{cls}"'
        ink, fill, light = family(self.state)
        own = {
            "st-done": f'fill="{fill}"',
            "st-todo": f'fill="{light}"',
            "st-over": f'fill="{fill}" opacity="0.55"',
            "st-due": f'stroke="{ink}" stroke-width="2.5"',
            "mt-on": f'fill="{fill}"',
        }
        return own.get(cls) or _PAPER[cls]


def family(state: str) -> tuple[str, str, str]:
    """Ink, fill and light fill of a state on paper."""
    return _FAMILIES[_FAMILY.get(state, "still")]


@forgotten
@lru_cache(maxsize=4096)
def text_width(words: str, *, bold: bool = False) -> float:
    """About how wide words are in a picture, in pixels; a little too wide rather than too narrow."""
    width = 0.0
    for letter in words:
        if letter in " .,:;'|!iljtfrI–":
            width += 3.9
        elif letter in "mwMW%":
            width += 10.4
        elif letter.isupper():
            width += 7.6
        else:
            width += 6.4
    return width * (1.06 if bold else 1.0)


def _n(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
