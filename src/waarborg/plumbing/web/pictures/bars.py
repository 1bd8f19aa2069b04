"""Bars per day, meters and the stamp card."""

from collections.abc import Sequence
from html import escape
from typing import Any

from waarborg.plumbing.web import marks, wording
from waarborg.plumbing.web.pictures.sheet import Sheet

_TOP, _TALL = 4.0, 30.0
_MINUTE = 60_000_000
_KINDS = {"out": "b-out", "part": "b-part"}


def day_bars(days: Sequence[Any], *, label: str, lang: str, width: float | None = None) -> str:
    """A bar a day, the oldest first, as SVG text.

    Each day has `kind` (ok, out, part, plan, unknown), `us` (how long it was out) and `title`, as attributes or as a
    tuple. The notch grows with the logarithm of the duration; an outage also gets a stroke below it, maintenance is
    hollow and what was not measured is striped, so that the picture does not depend on colour. `label` names it, with
    its numbers.
    """
    sheet = Sheet(42, "met", width=width)
    step = 100 / max(1, len(days))
    bar = step * 0.72
    for number, found in enumerate(days):
        kind, us, title = found if isinstance(found, tuple) else (found.kind, found.us, found.title)
        _bar(sheet, number * step + (step - bar) / 2, bar, kind, us or 0, title or "")
    return sheet.finish(label, "w-pic w-bars")


def _bar(sheet: Sheet, x: float, w: float, kind: str, us: int, title: str) -> None:
    if kind == "plan":
        sheet.rect(x, _TOP + 0.5, w, _TALL - 1, "b-plan", title=title)
    elif kind == "unknown":
        for stripe in range(4):
            sheet.rect(x, _TOP + 8 * stripe, w, 4, "b-unknown", title=title if stripe == 0 else "")
    elif kind in _KINDS:
        notch = _notch(us)
        if notch < _TALL - 2:
            sheet.rect(x, _TOP, w, _TALL - notch - 1, "b-ok")
        sheet.rect(x, _TOP + _TALL - notch, w, notch, _KINDS[kind], title=title)
        sheet.rect(x, _TOP + _TALL + 3, w, 3, _KINDS[kind])
    else:
        sheet.rect(x, _TOP, w, _TALL, "b-ok", title=title)


def _notch(us: int) -> float:
    """Height of the notch: a minute a third, four hours the whole bar, doubling by doubling between them."""
    minutes = max(1, us // _MINUTE)
    return min(_TALL, 11.0 + 19.0 * (minutes.bit_length() - 1 + minutes / (1 << (minutes.bit_length() - 1)) - 1) / 7.9)


def meter(
    part: int, whole: int, *, label: str, state: str = "running", pace: int | None = None, width: float | None = None
) -> str:
    """How much of an allowance is used, as SVG text; `pace` draws the line of pro rata. `label` has the numbers."""
    sheet = Sheet(8, state, width=width)
    sheet.rect(0, 0, 100, 8, "mt-bg", radius=4)
    if part > 0:
        sheet.rect(0, 0, min(100, 100 * part / max(1, whole)), 8, "mt-on", radius=4)
    if pace is not None:
        at = min(100, 100 * pace / max(1, whole))
        sheet.line(at, -2, at, 10, "mt-limit")
    return sheet.finish(label, "w-meter")


def stamp_card(rows: Sequence[Any], *, lang: str, sprite: str = "") -> str:
    """All promises at a glance, as HTML: a row a subject, a mark a promise, each row a link to its subject.

    Rows have `label`, `url` and `states`, as attributes, keys or a tuple. Screen readers hear how many of which state.
    """
    nl = wording.tongue(lang) == "nl"
    lines = []
    for row in rows:
        label, url, states = stamp_row(row)
        stamps = "".join(
            f'<svg class="w-mark" data-state="{escape(state)}"><use href="{sprite}#m-{marks.canonical(state)}"/></svg>'
            for state in states
        )
        lines.append(
            f'<a href="{escape(url)}"><span>{escape(label)}</span>'
            f'<span class="w-board-marks" aria-hidden="true">{stamps}</span>'
            f'<span class="visually-hidden">: {escape(_tally(states, lang))}</span></a>'
        )
    name = "Beloften per onderwerp" if nl else "Promises by subject"
    return f'<nav class="w-board" aria-label="{name}">{"".join(lines)}</nav>'


def stamp_row(row: Any) -> tuple[str, str, tuple[str, ...]]:
    """Label, address and states of a row."""
    if isinstance(row, tuple):
        return row[0], row[1], tuple(row[2])
    if isinstance(row, dict):
        return row["label"], row["url"], tuple(row["states"])
    return row.label, row.url, tuple(row.states)


def _tally(states: Sequence[str], lang: str) -> str:
    counts: dict[str, int] = {}
    for state in states:
        word = marks.word(state, lang)
        counts[word] = counts.get(word, 0) + 1
    said = {marks.word(state, lang): state for state in states}
    return wording.enumeration([f"{n} {marks.counted(said[word], n, lang)}" for word, n in counts.items()], lang)
