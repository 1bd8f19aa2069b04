"""What a Prometheus-compatible store says of a span of time (HTTP API v1, `/api/v1/query_range`): made into points of
histograms, or into results of a probe.

Histograms are read as the counters they are, not by `increase()`: that guesses at the edges of its range, and half a
request decides no promise. Classic ones (`_bucket`, `_sum`) and native ones alike. Sources: Prometheus documentation,
"HTTP API" (range queries, formats of results, native histograms) and "Histograms and summaries".
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite, log2
from typing import Any, Final
from urllib.parse import urlencode

from waarborg.availability.rules.otlp.points import CUMULATIVE, Point, Rejected, attributes, point, series_of
from waarborg.availability.rules.promql import ELSE, PARTIAL, SILENT, STRANGER, TOO_MUCH, own_words

SCOPE: Final = "prometheus"
# Labels that say which process counted; all others say what about.
_RESOURCE: Final = ("cluster", "namespace", "job", "instance", "pod")
_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]{0,199}")
_MATCHER: Final = r'[a-zA-Z_][a-zA-Z0-9_]*\s*(?:=|!=|=~|!~)\s*"(?:[^"\\\n]|\\.)*"'
_MATCHERS = re.compile(rf"(?:{_MATCHER}\s*(?:,\s*{_MATCHER}\s*)*,?\s*)?")
# The words of an answer that refuses because it would be too much; a shorter span may be none too much.
_TOO_MUCH = re.compile(r"too many samples|exceeded maximum resolution|too large|exceeds? .*limit|limit exceeded", re.I)
_NOT_NOW: Final = (408, 429, 500, 502, 503, 504)
_ZERO_BUCKET: Final = 3
_SCALES: Final = range(-4, 9)
_EXACT: Final = 2**53


@dataclass(frozen=True, slots=True)
class Span:
    """From the first instant to the last one, both asked, every `step`: seconds since the epoch."""

    start: int
    end: int
    step: int

    @property
    def instants(self) -> range:
        return range(self.start, self.end + 1, self.step)

    def first(self, count: int) -> "Span":
        """Its first so many instants."""
        return Span(self.start, min(self.end, self.start + (count - 1) * self.step), self.step)


@dataclass(slots=True)
class Stream:
    """One series of an answer: its labels, and by instant its value as it was written, or its native histogram."""

    labels: dict[str, str]
    values: dict[int, str] = field(default_factory=dict)
    native: dict[int, Mapping[str, Any]] = field(default_factory=dict)


def address_of(target: str, query: str, span: Span) -> str:
    asked = {"query": query, "start": span.start, "end": span.end, "step": span.step}
    return f"{target.rstrip('/')}/api/v1/query_range?{urlencode(asked)}"


def is_name(text: str) -> bool:
    """Whether it can be the name of a metric."""
    return bool(_NAME.fullmatch(text))


def are_matchers(text: str) -> bool:
    """Whether it is what may stand between the braces of a selector: label="text", with commas between."""
    return "\0" not in text and bool(_MATCHERS.fullmatch(text.strip()))


def histogram_query(name: str, matchers: str = "") -> str:
    """One question for all series of a histogram, so that they are of one moment in the store."""
    chosen = matchers.strip().rstrip(",")
    return '{__name__=~"' + name + '(_bucket|_sum)?"' + (f",{chosen}" if chosen else "") + "}"


def read(status: int, body: bytes) -> tuple[list[Stream], str]:
    """The series of an answer, and what is wrong with it (`rules/promql.py`), empty where nothing is: then nothing of
    it is to be used. An answer with warnings is not whole: some of the store did not speak."""
    if status in (401, 403):
        return [], STRANGER
    try:
        said = json.loads(body)
        well, warnings = said["status"] == "success", said.get("warnings")
        if status == 200 and well and not warnings:
            return [_stream(one) for one in _matrix(said["data"])], ""
        words = str(warnings[0]) if well and warnings else str(said.get("error", ""))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return [], SILENT if status in _NOT_NOW else TOO_MUCH if status == 413 else ELSE
    if status == 200 and well:
        return [], own_words(PARTIAL, words)
    if status == 413 or _TOO_MUCH.search(words):
        return [], TOO_MUCH
    return [], SILENT if status in _NOT_NOW else own_words("query", words)


def _matrix(data: Mapping[str, Any]) -> list[Any]:
    if data["resultType"] != "matrix" or not isinstance(data["result"], list):
        raise TypeError(data["resultType"])
    return data["result"]


def _stream(one: Mapping[str, Any]) -> Stream:
    labels = {str(key): str(value) for key, value in one["metric"].items()}
    found = Stream(labels)
    found.values = {int(float(instant)): str(value) for instant, value in one.get("values", ())}
    found.native = {int(float(instant)): dict(value) for instant, value in one.get("histograms", ())}
    return found


def goodness(streams: Iterable[Stream], least: float) -> dict[int, bool]:
    """By instant whether every value was high enough; left out is what nobody can say: no value, or one that is no
    number."""
    worst: dict[int, float] = {}
    unknown: set[int] = set()
    for one in streams:
        for instant, written in one.values.items():
            value = float(written)
            worst[instant] = min(worst.get(instant, value), value)
            if not isfinite(value):
                unknown.add(instant)
    return {instant: value >= least for instant, value in sorted(worst.items()) if instant not in unknown}


@dataclass(slots=True)
class _Histogram:
    """Of one set of labels: by bound its counter, the sum, and native histograms."""

    buckets: dict[float, Stream] = field(default_factory=dict)
    total: Stream | None = None
    native: Stream | None = None


def points_of(
    streams: Iterable[Stream], name: str, unit: str, *, source: str, ahead: int = 0
) -> tuple[list[Point], Counter[str]]:
    """The points of one histogram, each stream in order of time, and why others were left out. `source` keeps stores
    apart; `ahead` is how far the product's clock is ahead of the store's, in seconds."""
    found: dict[tuple[tuple[str, str], ...], _Histogram] = {}
    rejected: Counter[str] = Counter()
    for one in streams:
        labels = {key: value for key, value in one.labels.items() if key not in ("__name__", "le")}
        held = found.setdefault(tuple(sorted(labels.items())), _Histogram())
        _put(held, one, name, rejected)
    points: list[Point] = []
    for key, held in found.items():
        about = attributes(pair for pair in key if pair[0] not in _RESOURCE)
        resource = attributes(pair for pair in key if pair[0] in _RESOURCE)
        made = _Making(series_of(resource, (SCOPE, source), name, unit, about), ahead, rejected)
        made.classic(held) if held.buckets else made.exponential(held)
        points += made.points
    return points, rejected


def _put(held: _Histogram, one: Stream, name: str, rejected: Counter[str]) -> None:
    called = one.labels.get("__name__", "")
    if called == f"{name}_bucket":
        try:
            held.buckets[float(one.labels["le"])] = one
        except (KeyError, ValueError):
            rejected[f"{name}: a bucket without a bound"] += 1
    elif called == f"{name}_sum":
        held.total = one
    elif one.native:
        held.native = one
    else:
        rejected[f"{name}: no histogram"] += 1


@dataclass(slots=True)
class _Making:
    series: Any
    ahead: int
    rejected: Counter[str]
    points: list[Point] = field(default_factory=list)
    last: Any = None

    def classic(self, held: _Histogram) -> None:
        """Where a bucket has no value, nothing can be said of that instant: the next one has it all."""
        bounds = sorted(held.buckets)
        if bounds[-1] != float("inf"):
            self.rejected[f"{self.series.metric}: no bucket without end"] += 1
            return
        for instant in sorted(held.buckets[bounds[-1]].values):
            written = [held.buckets[one].values.get(instant) for one in bounds]
            if any(one is None or not isfinite(float(one)) for one in written):
                continue
            total = None if held.total is None else held.total.values.get(instant)
            total = None if total is None or not isfinite(float(total)) else total
            if self.last == (written, total):
                continue  # nothing was added since
            self.last = (written, total)
            try:
                counts = [_whole(one) for one in written]
                within = [more - less for more, less in zip(counts, [0, *counts], strict=False)]
                if min(within) < 0:
                    raise Rejected("counts of its buckets that do not grow")
                self._add(instant, count=counts[-1], counts=within, bounds=bounds[:-1], total=total)
            except Rejected as reason:
                self.rejected[f"{self.series.metric}: {reason}"] += 1

    def exponential(self, held: _Histogram) -> None:
        if held.native is None:
            self.rejected[f"{self.series.metric}: a sum without buckets"] += 1
            return
        for instant, said in sorted(held.native.native.items()):
            if self.last == said:
                continue
            self.last = said
            try:
                total = said.get("sum")
                total = None if total is None or not isfinite(float(total)) else total
                self._add(instant, count=_whole(said["count"]), total=total, **_native(said.get("buckets", ())))
            except Rejected as reason:
                self.rejected[f"{self.series.metric}: {reason}"] += 1
            except (KeyError, TypeError, ValueError, OverflowError):
                self.rejected[f"{self.series.metric}: a native histogram that cannot be read"] += 1

    def _add(self, instant: int, *, total: Any, **said: Any) -> None:
        time = (instant + self.ahead) * 10**9
        whole = None if total is None else float(total)
        self.points.append(point(self.series, CUMULATIVE, start=0, time=time, total=whole, **said))


def _whole(written: Any) -> int:
    """A count as it was written. Raises Rejected where it is none: what was reckoned (`rate`, `increase`) has
    fractions."""
    number = float(written)
    if not number.is_integer() or not 0 <= number <= _EXACT:
        raise Rejected("a count that is no whole number; ask for the counters themselves")
    return int(number)


def _native(buckets: Iterable[Any]) -> dict[str, Any]:
    """Buckets [rule, lower, upper, count] as those of a scale. Raises Rejected for bounds of the vendor's own: of those
    only what is filled is told, so that nobody can subtract."""
    counted: dict[int, int] = {}
    zero, reach, scale = 0, 0.0, None
    for rule, lower, upper, written in buckets:
        low, high, count = float(lower), float(upper), _whole(written)
        if int(rule) == _ZERO_BUCKET:
            zero, reach = count, high
            continue
        if low <= 0:
            raise Rejected("a negative length")
        found = round(-log2(log2(high) - log2(low)))
        scale = found if scale is None else scale
        number = round(log2(high) * 2.0**found) - 1
        if found != scale or found not in _SCALES or abs(log2(high) * 2.0**found - number - 1) > 0.01:
            raise Rejected("native buckets with bounds of their own; have the store keep the classic ones")
        counted[number] = count
    first = min(counted, default=0)
    counts = [counted.get(number, 0) for number in range(first, max(counted, default=first - 1) + 1)]
    return {"counts": counts, "scale": scale or 0, "offset": first, "zero": zero, "zero_threshold": reach}
