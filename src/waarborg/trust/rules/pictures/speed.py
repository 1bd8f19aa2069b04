"""Response times in pictures: how lengths spread over the month, and between which ones each day stayed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from waarborg.availability.rules.words import month_text, ns_text, share_text
from waarborg.kernel.words import on_date
from waarborg.promises.rules.figures import Stated
from waarborg.trust.rules.pictures.shapes import WIDE, Picture, column, line, rect, words
from waarborg.trust.rules.pictures.texts import said, say

_SPREAD, _DAY = "draw-spread", "draw-day"
_TALL: Final = 64
_HIGH: Final = 100
_LEFT: Final = 900
_WEEK: Final = 7
# From a millisecond to a minute and beyond, in tenfolds.
_TENFOLDS: Final = (10**6, 10**7, 10**8, 10**9, 10**10, 10**11)


@dataclass(frozen=True, slots=True)
class Bar:
    """So many took longer than `low` and at most `high` (ns; None: without end)."""

    low: int
    high: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Day:
    """Between which lengths (ns) the median of a day lies, and what 95 in a hundred were no longer than."""

    day: date
    count: int
    half: tuple[int, int | None]
    most: tuple[int, int | None]


def bars_in(figure: Stated) -> list[Bar]:
    found = []
    for values in _rows(figure, _SPREAD, 3):
        low, high, count = (_number(one) for one in values)
        if low is not None and count is not None:
            found.append(Bar(low, high, count))
    return sorted(found, key=lambda one: one.low)


def days_in(figure: Stated) -> list[Day]:
    found = []
    for name, *values in _rows(figure, _DAY, 6):
        count, low, high, most, end = (_number(one) for one in values)
        try:
            day = date.fromisoformat(name)
        except ValueError:
            continue
        if count and low is not None and most is not None and name[:7] == figure.last:
            found.append(Day(day, count, (low, high), (most, end)))
    return sorted(found, key=lambda one: one.day)


def _rows(figure: Stated, word: str, wanted: int) -> list[list[str]]:
    split = (row.split(";") for row in figure.rows)
    return [values for said_word, *values in split if said_word == word and len(values) == wanted]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def distribution(figure: Stated, good: int | None, lang: str) -> Picture | None:
    """`good` is the length agreed, in ns. None where nothing was measured."""
    bars = bars_in(figure)
    whole = sum(one.count for one in bars)
    if not whole:
        return None
    most = max(one.count for one in bars)
    shapes: list[dict[str, Any]] = [line(0, _TALL, WIDE, _TALL, "axis")]
    for number, one in enumerate(bars):
        x, wide = column(number, len(bars), 84)
        tall = max(1, _TALL * one.count // most) if one.count else 0
        slow = good is not None and one.low >= good
        shapes.append(rect(x, _TALL - tall, wide, tall, "out" if slow else "ok"))
        shapes += [rect(x, _TALL + 3, wide, 3, "out")] if slow and one.count else []
    within = sum(1 for one in bars if good is not None and one.low < good)
    if good is not None and within:
        at = WIDE * within // len(bars)
        shapes += [line(at, 0, at, _TALL + 6, "limit"), words(min(at, 8500), _TALL + 20, ns_text(good, lang), "middle")]
    rows = [[between((one.low, one.high), lang), str(one.count), share_text(one.count, whole, lang)] for one in bars]
    told = [f"{row[0]} {row[1]}" for row, one in zip(rows, bars, strict=True) if one.count]
    label = say("spread-label", lang, count=whole, month=month_text(figure.last, lang), said=said(told, lang))
    heads = [say(key, lang) for key in ("took", "count", "share")]
    return Picture(say("spread", lang), label, say("spread-note", lang), _TALL + 24, shapes, heads, rows)


def quantiles(figure: Stated, lang: str) -> Picture | None:
    """Of each day the median and what 95 in a hundred were no longer than; None where there is no day."""
    days = days_in(figure)
    if not days:
        return None
    shapes: list[dict[str, Any]] = []
    for number, length in enumerate(_TENFOLDS):
        y = _HIGH - _HIGH * number // (len(_TENFOLDS) - 1)
        shapes.append(line(_LEFT, y, WIDE, y, "grid"))
        if number < len(_TENFOLDS) - 1:
            shapes.append(words(_LEFT - 80, y + 4 if number else y, ns_text(length, lang), "end"))
    for one in days:
        x, wide = _place(one.day.day - 1)
        shapes.append(_range(x, wide, one.most, "plan"))
        shapes.append(_range(x + wide // 5, wide * 3 // 5, one.half, "ok"))
    for number in range(0, 31, _WEEK):
        x, wide = _place(number)
        shapes.append(words(x + wide // 2, _HIGH + 18, str(number + 1), "middle"))
    rows = [
        [on_date(one.day, lang, short=True), str(one.count), between(one.half, lang), between(one.most, lang)]
        for one in days
    ]
    told = [f"{row[0]} {row[2]}, {say('most', lang)} {row[3]}" for row in rows]
    label = say("quantiles-label", lang, month=month_text(figure.last, lang), said=said(told, lang))
    heads = [say(key, lang) for key in ("day", "count", "half", "most")]
    return Picture(say("quantiles", lang), label, say("quantiles-note", lang), _HIGH + 22, shapes, heads, rows)


def _place(number: int) -> tuple[int, int]:
    step = (WIDE - _LEFT) / 31
    return _LEFT + round(number * step + step * 0.14), round(step * 0.72)


def _range(x: int, wide: int, of: tuple[int, int | None], tone: str) -> dict[str, Any]:
    low, high = _height(of[0]), _height(of[1])
    return rect(x, _HIGH - high, wide, max(3, high - low), tone)


def _height(ns: int | None) -> int:
    """On a scale that grows by tenfolds, straight between two of them; what has no end stands at the top."""
    step = _HIGH / (len(_TENFOLDS) - 1)
    if ns is None or ns >= _TENFOLDS[-1]:
        return _HIGH
    for number in range(len(_TENFOLDS) - 1):
        low, high = _TENFOLDS[number : number + 2]
        if ns < high:
            return round(step * (number + max(0, ns - low) / (high - low)))
    return _HIGH


def between(of: tuple[int, int | None] | Sequence[int | None], lang: str) -> str:
    low, high = of
    if high is None:
        return say("more-than", lang, low=ns_text(low or 0, lang))
    if not low:
        return say("at-most", lang, high=ns_text(high, lang))
    return say("between", lang, low=ns_text(low, lang), high=ns_text(high, lang))
