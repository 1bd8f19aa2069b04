"""The pictures of the page Speed: how lengths spread over a month, and how they went from day to day."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any, Final

from django.utils.translation import gettext as _

from waarborg.availability.queries.response import Bar
from waarborg.availability.rules.periods import Period
from waarborg.availability.rules.response.quantiles import quantile
from waarborg.availability.rules.words import ns_text
from waarborg.kernel.words import on_date
from waarborg.plumbing.web.pictures.sheet import Sheet
from waarborg.plumbing.web.pictures.spread import spread

_TALL: Final = 60.0
MEDIAN, MOST = 500, 950
# The scale grows by tenfolds, from a millisecond to a minute: what is short is seen beside what is long.
_SHORT: Final = 10**6
_LONG: Final = 60 * 10**9
_NAMED: Final = (10**6, 10**7, 10**8, 10**9, 10**10)


@dataclass(frozen=True, slots=True)
class Day:
    """One day in words: how many requests, and between which lengths half of them and 95 in a hundred stayed."""

    date: str
    count: int
    median: str
    most: str


@dataclass(frozen=True, slots=True)
class Days:
    """The picture and the same as a table; both empty where nothing was measured."""

    picture: str
    rows: list[Day]


def days_shown(found: Mapping[date, Sequence[Bar]], over: Period, name: str, language: str) -> Days:
    """Of a part, every day of a month."""
    year, month = int(over.first[:4]), int(over.first[5:])
    columns: list[Any] = []
    rows = []
    for number in range(1, monthrange(year, month)[1] + 1):
        day = date(year, month, number)
        spans = [(one.low, one.high, one.count) for one in found.get(day, ())]
        middle, most = quantile(spans, MEDIAN), quantile(spans, MOST)
        if middle is None or most is None:
            columns.append(None)
            continue
        count = sum(one for _low, _high, one in spans)
        row = Day(on_date(day, language), count, span_text(*middle, language), span_text(*most, language))
        columns.append(((_at(middle[0]), _at(middle[1])), (_at(most[0]), _at(most[1])), _note(row)))
        rows.append(row)
    if not rows:
        return Days("", [])
    label = _("How long requests of %(name)s took from day to day: %(said)s.") % {
        "name": name,
        "said": "; ".join(_note(one) for one in rows),
    }
    lines = [(_at(one), ns_text(one, language)) for one in _NAMED]
    return Days(spread(columns, lines, label=label), rows)


def _note(row: Day) -> str:
    return _("%(date)s: half %(median)s, 95 %% %(most)s") % {
        "date": row.date,
        "median": row.median,
        "most": row.most,
    }


def _at(ns: int | None) -> float:
    """Where a length stands on the scale, from 0 to 1; what has no end stands at the top."""
    length = _LONG if ns is None else min(_LONG, max(_SHORT, ns))
    return log(length / _SHORT) / log(_LONG / _SHORT)


def span_text(low: int, high: int | None, language: str) -> str:
    """Between two lengths, in words."""
    if high is None:
        return _("more than %(low)s") % {"low": ns_text(low, language)}
    if not low:
        return _("at most %(high)s") % {"high": ns_text(high, language)}
    return f"{ns_text(low, language)} – {ns_text(high, language)}"


def picture(bars: Sequence[Bar], rows: Sequence[tuple[str, int, str]], label: str) -> str:
    """A bar for each span of lengths, as high as it has requests; the longest lengths to the right."""
    sheet: Any = Sheet(_TALL + 4, "met")
    most = max((one.count for one in bars), default=0) or 1
    step = 100 / max(1, len(bars))
    for number, (bar, row) in enumerate(zip(bars, rows, strict=True)):
        tall = max(1.0, _TALL * bar.count / most) if bar.count else 0.5
        sheet.rect(number * step + step * 0.1, _TALL - tall, step * 0.8, tall, "b-ok", title=f"{row[0]}: {row[1]}")
    sheet.line(0, _TALL + 1, 100, _TALL + 1, "mt-bg")
    return str(sheet.finish(label))
