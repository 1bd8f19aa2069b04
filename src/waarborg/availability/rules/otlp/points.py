"""One data point of a histogram in integers, whichever way it came; what cannot be one is rejected by itself.

Source: OpenTelemetry protocol 1.x, metrics/v1/metrics.proto and the metrics data model ("Histogram",
"ExponentialHistogram", "Temporality").
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property, lru_cache
from itertools import pairwise
from math import isfinite
from typing import Any, Final, TypeAlias

from waarborg.availability.rules.response.buckets import Buckets, explicit, exponential, in_scale
from waarborg.kernel.errors import BadInput

DELTA: Final = 1
CUMULATIVE: Final = 2
NO_VALUE: Final = 1  # flag: nothing was recorded
UNITS: Final = {"ns": 1, "us": 10**3, "ms": 10**6, "s": 10**9, "min": 60 * 10**9}
MOST_COUNT: Final = 2**63 - 1
MOST_BUCKETS: Final = 4096
Attributes: TypeAlias = tuple[tuple[str, str | bool | int | float], ...]


class Unreadable(BadInput):
    code = "availability.otlp.unreadable"
    status = 400
    nl = "Dit is geen OTLP-bericht met metingen: {reason}."
    en = "This is no OTLP message with metrics: {reason}."
    nl_way_out = "Stuur een ExportMetricsServiceRequest als application/x-protobuf of application/json."
    en_way_out = "Send an ExportMetricsServiceRequest as application/x-protobuf or application/json."


class Rejected(Exception):
    """A point that cannot be counted, and why, in the words of the answer (`partial_success`)."""


@dataclass(frozen=True)
class Series:
    """What a stream of points is about. Attributes are sorted by key."""

    resource: Attributes
    scope: tuple[str, str]
    metric: str
    unit: str
    attributes: Attributes

    @cached_property
    def key(self) -> str:
        """A name for the series that is the same in every process: a hash of its canonical form."""
        parts = [self.resource, self.scope, self.metric, self.unit, self.attributes]
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=65_536)
def series_of(resource: Attributes, scope: tuple[str, str], metric: str, unit: str, about: Attributes) -> Series:
    """The same series come with every message: each is made, and its key reckoned, once."""
    return Series(resource, scope, metric, unit, about)


@dataclass(frozen=True)
class Point:
    """Counts of a histogram from `start` to `time` (nanoseconds since the epoch); lengths are nanoseconds.

    Explicit where `bounds` is given, else exponential: `scale`, `offset`, `zero` requests up to `zero_ns`. `start` 0 is
    not known. `sum_ns` None: it does not tell its sum.
    """

    series: Series
    cumulative: bool
    start: int
    time: int
    count: int
    sum_ns: int | None
    counts: tuple[int, ...]
    bounds: tuple[int, ...] | None = None
    scale: int = 0
    offset: int = 0
    zero: int = 0
    zero_ns: int = 0
    least: int | None = None
    most: int | None = None

    @property
    def stream(self) -> tuple[str, int]:
        """What a cumulative count goes on in: a process that starts anew begins another one."""
        return self.series.key, self.start

    @property
    def identity(self) -> tuple[str, int, int]:
        """The same point sent again has the same one: series, start and time."""
        return self.series.key, self.start, self.time

    def buckets(self) -> Buckets:
        """What it says of thresholds and of the sum."""
        within = {"sum_ns": self.sum_ns, "least": self.least, "most": self.most}
        if self.bounds is not None:
            return explicit(self.bounds, self.counts, **within)
        unit = UNITS[self.series.unit]
        return exponential(self.scale, self.offset, self.counts, unit, zero=self.zero, zero_ns=self.zero_ns, **within)


@dataclass(slots=True)
class Received:
    """The points of one message, why others were rejected, and how many were of kinds that have no length."""

    points: list[Point]
    rejected: list[str]
    ignored: int = 0


def attributes(pairs: Any) -> Attributes:
    """Sorted by key; of a key that comes twice the last one."""
    return tuple(sorted(dict(pairs).items()))


def ns(value: float, unit: str) -> int:
    """A length of that unit in whole nanoseconds, to the nearest: floats carry noise below that. Raises Rejected."""
    if not isfinite(value):
        raise Rejected("a length that is not a number")
    if value < 0:
        raise Rejected("a negative length")
    return int((Decimal(repr(value)) * UNITS[unit]).to_integral_value(ROUND_HALF_EVEN))


def point(
    series: Series,
    temporality: int,
    *,
    start: int,
    time: int,
    count: int,
    total: float | None,
    counts: Sequence[int],
    bounds: Sequence[float] | None = None,
    scale: int = 0,
    offset: int = 0,
    zero: int = 0,
    zero_threshold: float = 0.0,
    least: float | None = None,
    most: float | None = None,
) -> Point:
    """A point from its fields as sent, lengths in the unit of the series. Raises Rejected."""
    _check(series, temporality, start, time, count, counts)
    if bounds is not None and not counts and not bounds:
        counts = (count,)  # a histogram without buckets: only count and sum
    if sum(counts) + zero != count:
        raise Rejected("the counts of its buckets are not its count")
    edges = None if bounds is None else _edges(tuple(bounds), series.unit)
    if edges is not None and len(counts) != len(edges) + 1:
        raise Rejected("bounds that do not fit its counts, or do not grow")
    cumulative = temporality == CUMULATIVE
    found = Point(
        series,
        cumulative,
        start,
        time,
        count,
        None if total is None else ns(total, series.unit),
        tuple(counts),
        edges,
        scale,
        offset,
        zero,
        ns(zero_threshold, series.unit),
        # Of a cumulative stream these are of all time, and say nothing of what was added.
        None if least is None or cumulative or not count else ns(least, series.unit),
        None if most is None or cumulative or not count else ns(most, series.unit),
    )
    if edges is None and not in_scale(scale, offset, len(counts)):
        raise Rejected("a scale or bucket beyond what a number can be")
    return found


def _check(series: Series, temporality: int, start: int, time: int, count: int, counts: Sequence[int]) -> None:
    if series.unit not in UNITS:
        raise Rejected(f"the unit {series.unit!r} is no unit of time")
    if temporality not in (DELTA, CUMULATIVE):
        raise Rejected("neither delta nor cumulative")
    if time <= 0 or start < 0 or (start and start > time):
        raise Rejected("it ends before it begins")
    if len(counts) > MOST_BUCKETS or min(counts, default=0) < 0 or not 0 <= count <= MOST_COUNT:
        raise Rejected("counts that cannot be")


@lru_cache(maxsize=1024)  # all points of a metric have the same
def _edges(bounds: tuple[float, ...], unit: str) -> tuple[int, ...]:
    edges = tuple(ns(one, unit) for one in bounds)
    if any(one >= other for one, other in pairwise(edges)):
        raise Rejected("bounds that do not fit its counts, or do not grow")
    return edges
