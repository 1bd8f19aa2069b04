"""What a point says of each edge: how many requests were certainly longer than that, and how many perhaps.

The edges are fixed lengths for pictures and every threshold that a promise names. Where a bound of the sender's
histogram lies at an edge both numbers are the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from waarborg.availability.rules.otlp.points import Point, Rejected

_MS: Final = 10**6
# The bounds that OpenTelemetry recommends for requests, and some beyond on either side.
_PICTURE_MS: Final = (1, 2, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2000, 2500, 3000, 5000, 7500, 10_000, 30_000)
PICTURE: Final = tuple(one * _MS for one in (*_PICTURE_MS, 60_000))
# The array of a tally counts in 32 bits, and a process that never stops can count more than that in one step.
MOST_AT_ONCE: Final = 2**31 - 1
# More than a year of requests in one point is no length; beyond it a length counts as without end.
MOST_NS: Final = 2**55


@dataclass(slots=True)
class Amount:
    """Requests of a span: count, length of all together at least and at most (ns; of `endless` of them nobody can say
    how long), and for each edge how many were longer for certain (`above`) and perhaps."""

    count: int
    least_ns: int
    most_ns: int
    endless: int
    above: list[int]
    perhaps: list[int]

    def add(self, other: "Amount") -> None:
        self.count += other.count
        self.least_ns += other.least_ns
        self.most_ns += other.most_ns
        self.endless += other.endless
        self.above = [one + more for one, more in zip(self.above, other.above, strict=True)]
        self.perhaps = [one + more for one, more in zip(self.perhaps, other.perhaps, strict=True)]


def with_thresholds(thresholds: Iterable[int]) -> tuple[int, ...]:
    """The edges of a picture and of these thresholds, growing."""
    return tuple(sorted({*PICTURE, *(one for one in thresholds if one > 0)}))


def amount_of(point: Point, edges: tuple[int, ...]) -> Amount:
    """What a point (that holds only what it adds) says of these edges. Raises Rejected."""
    if point.count > MOST_AT_ONCE or (point.sum_ns or 0) > MOST_NS:
        raise Rejected("more in one point than can be")
    if point.bounds is None or point.sum_ns is None:
        return _slowly(point, edges)
    certain, perhaps = _places(point.bounds, edges)
    # Of each bucket: how many requests lie in it or beyond.
    beyond = [*accumulate(reversed(point.counts))][::-1]
    beyond.append(0)
    above, at_most = [beyond[one] for one in certain], [beyond[one] for one in perhaps]
    if above != at_most and (point.least is not None or point.most is not None):
        return _slowly(point, edges)
    return Amount(point.count, point.sum_ns, point.sum_ns, 0, above, at_most)


def _slowly(point: Point, edges: Sequence[int]) -> Amount:
    buckets = point.buckets()
    both = [buckets.above(one) for one in edges]
    least, most = buckets.total()
    low = min(least or 0, MOST_NS)
    # Without an end nothing is added to what is certain: `endless` says that it could be anything.
    ends = most is not None and most <= MOST_NS
    return Amount(
        point.count, low, most if ends and most is not None else low, 0 if ends else point.count,
        [one for one, _ in both], [one for _, one in both],
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _places(bounds: tuple[int, ...], edges: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """For each edge the first bucket that lies wholly above it, and the first that reaches above it."""
    lows = [-1, *bounds]
    certain = [next((n for n, low in enumerate(lows) if low >= edge), len(lows)) for edge in edges]
    perhaps = [next((n for n, high in enumerate(bounds) if high > edge), len(bounds)) for edge in edges]
    return tuple(certain), tuple(perhaps)
