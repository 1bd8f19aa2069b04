"""The picture of a month: every clock that was decided, a dot at the share of its term that was used."""

from collections.abc import Sequence
from html import escape

ROW, TOP = 38, 16
LIMIT = 78.0  # percent of the width at which the term is over
_LATE_ROOM = 20.0
_WORDS = {
    "nl": ("afgesproken tijd", "meteen", "te laat", "op tijd"),
    "en": ("agreed time", "at once", "late", "in time"),
}


def used_terms(rows: Sequence[tuple[str, Sequence[int]]], *, lang: str, sprite: str) -> str:
    """Rows of a label and shares in thousandths (over 1000 is late); nothing for no rows."""
    if not rows:
        return ""
    agreed, at_once, late, in_time = _WORDS[lang]
    height = TOP + ROW * len(rows) + 18
    floor = height - 18
    parts = [
        f'<rect x="0%" y="{TOP}" width="{LIMIT}%" height="{floor - TOP}" class="d-zone"/>',
        f'<line x1="{LIMIT}%" y1="{TOP - 4}" x2="{LIMIT}%" y2="{floor}" class="g-limit"/>',
        f'<text x="{LIMIT}%" y="9" text-anchor="end" class="g-note">{escape(agreed)}</text>',
    ]
    said = []
    for number, (label, shares) in enumerate(rows):
        y = TOP + ROW * number + ROW - 10
        parts.append(f'<line x1="0%" y1="{y}" x2="100%" y2="{y}" class="g-grid"/>')
        parts.append(f'<text x="0%" y="{y - 12}" class="g-note">{escape(label)}</text>')
        parts += [_dot(share, y, sprite) for share in sorted(shares)]
        over = sum(share > 1000 for share in shares)
        said.append(f"{label}: {len(shares) - over} {in_time}" + (f", {over} {late}" if over else ""))
    parts.append(f'<text x="0%" y="{height - 4}" class="g-note">{escape(at_once)}</text>')
    parts.append(f'<text x="100%" y="{height - 4}" text-anchor="end" class="g-note">{escape(late)}</text>')
    name = escape("; ".join(said))
    return (
        f'<svg class="w-pic w-graph" width="100%" height="{height}" role="img" aria-label="{name}">'
        f"{''.join(parts)}</svg>"
    )


def _dot(share: int, y: int, sprite: str) -> str:
    if share <= 1000:
        return f'<circle cx="{_percent(1 + share / 1000 * (LIMIT - 2))}" cy="{y}" r="4.5" class="d-dot"/>'
    x = _percent(LIMIT + 2 + min(share - 1000, 1000) / 1000 * (_LATE_ROOM - 2))
    return (
        f'<svg x="{x}" y="{y - 8}" width="16" height="16" overflow="visible" class="w-mark" data-state="broken">'
        f'<use href="{escape(sprite)}#m-broken" width="16" height="16" x="-8"/></svg>'
    )


def _percent(value: float) -> str:
    return f"{value:.2f}%"
