"""Histograms that others made: what they say for certain of a threshold and of the sum, and between which bounds not.

Explicit bounds and exponential ones as OpenTelemetry writes them (metrics data model, "Histogram" and
"ExponentialHistogram"): a bucket holds what is above its lower bound, up to and including its upper one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor

from waarborg.kernel.errors import BadInput

_BELOW_ZERO = -1  # the lower bound of a bucket that also holds 0
_MOST_DOUBLINGS = 1100  # as far as a double reaches
_SCALES = range(-10, 21)


class BoundsDisagree(BadInput):
    code = "availability.histogram.bounds"
    nl = "Bij {bounds} grenzen horen {needed} aantallen, niet {counts}."
    en = "With {bounds} bounds there must be {needed} counts, not {counts}."
    nl_way_out = "Het laatste aantal is van wat boven de hoogste grens ligt."
    en_way_out = "The last count is of what lies above the highest bound."


class BoundsOutOfOrder(BadInput):
    code = "availability.histogram.out-of-order"
    nl = "De grenzen van dit histogram lopen niet op."
    en = "The bounds of this histogram do not grow."
    nl_way_out = "Zet de grenzen van klein naar groot, elke één keer."
    en_way_out = "Put the bounds in order from small to large, each once."


class OutOfScale(BadInput):
    code = "availability.histogram.out-of-scale"
    nl = "Dit exponentiële histogram heeft een schaal of vak buiten wat een getal kan zijn."
    en = "This exponential histogram has a scale or bucket beyond what a number can be."
    nl_way_out = "Een schaal ligt tussen -10 en 20."
    en_way_out = "A scale lies between -10 and 20."


@dataclass(frozen=True, slots=True)
class Bucket:
    """`count` requests that took longer than `low` and at most `high` nanoseconds (None: without end)."""

    low: int
    high: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Buckets:
    """A histogram of somebody else, with the sum of all in nanoseconds where it tells that."""

    buckets: tuple[Bucket, ...]
    sum_ns: int | None = None

    @property
    def count(self) -> int:
        return sum(one.count for one in self.buckets)

    def above(self, threshold: int) -> tuple[int, int]:
        """The least and the most that can have taken longer than the threshold."""
        least = sum(one.count for one in self.buckets if one.low >= threshold)
        below = sum(one.count for one in self.buckets if one.high is not None and one.high <= threshold)
        return least, self.count - below

    def total(self) -> tuple[int, int | None]:
        """The least and the most that all can have taken together; None where it has no end."""
        if self.sum_ns is not None:
            return self.sum_ns, self.sum_ns
        least, most = 0, 0
        for one in (one for one in self.buckets if one.count):
            least += max(one.low, 0) * one.count
            if one.high is None:
                return sum(max(each.low, 0) * each.count for each in self.buckets), None
            most += one.high * one.count
        return least, most


def explicit(
    bounds: Sequence[int],
    counts: Sequence[int],
    *,
    sum_ns: int | None = None,
    least: int | None = None,
    most: int | None = None,
) -> Buckets:
    """From bounds and counts; `least` and `most` are the smallest and largest length, where the histogram tells them.

    Raises BoundsDisagree, BoundsOutOfOrder.
    """
    if len(counts) != len(bounds) + 1:
        raise BoundsDisagree(bounds=len(bounds), needed=len(bounds) + 1, counts=len(counts))
    if any(one >= other for one, other in pairwise(bounds)):
        raise BoundsOutOfOrder
    lows = [_BELOW_ZERO, *bounds]
    highs: list[int | None] = [*bounds, None]
    return _narrowed(
        [Bucket(low, high, count) for low, high, count in zip(lows, highs, counts, strict=True)], sum_ns, least, most
    )


def exponential(
    scale: int,
    offset: int,
    counts: Sequence[int],
    unit_ns: int,
    *,
    zero: int = 0,
    zero_ns: int = 0,
    sum_ns: int | None = None,
    least: int | None = None,
    most: int | None = None,
) -> Buckets:
    """From the positive buckets of an exponential histogram in a unit of so many nanoseconds. Raises OutOfScale.

    A bound is hardly ever a whole nanosecond: each bucket is taken a little too wide, never too narrow.
    """
    if not in_scale(scale, offset, len(counts)):
        raise OutOfScale
    found = [Bucket(_BELOW_ZERO, zero_ns, zero)] if zero else []
    for number, count in enumerate(counts, start=offset):
        if count:
            low, high = _power(number, scale, unit_ns), _power(number + 1, scale, unit_ns)
            found.append(Bucket(low[0], high[1], count))
    return _narrowed(found, sum_ns, least, most)


def in_scale(scale: int, offset: int, buckets: int) -> bool:
    """Whether so many buckets from an offset on lie within what a number can be."""
    if scale not in _SCALES:  # before anything is shifted by it
        return False
    most = _MOST_DOUBLINGS << scale if scale >= 0 else _MOST_DOUBLINGS >> -scale
    return max(abs(offset), abs(offset + buckets)) <= most


@lru_cache(maxsize=65_536)
def _power(index: int, scale: int, unit_ns: int) -> tuple[int, int]:
    """2 ** (index / 2 ** scale) units in nanoseconds, rounded down and up."""
    doublings = Fraction(index, 1 << scale) if scale >= 0 else Fraction(index << -scale)
    if doublings.denominator == 1:
        exact = Fraction(2) ** int(doublings) * unit_ns
        return floor(exact), ceil(exact)
    with localcontext() as context:
        context.prec = 60
        value = Decimal(2) ** (Decimal(doublings.numerator) / doublings.denominator) * unit_ns
        margin = value.scaleb(-50)
        return floor(value - margin), ceil(value + margin)


def _narrowed(buckets: Sequence[Bucket], sum_ns: int | None, least: int | None, most: int | None) -> Buckets:
    found = []
    for one in buckets:
        low = one.low if least is None else max(one.low, least - 1)
        high = one.high if most is None else most if one.high is None else min(one.high, most)
        found.append(Bucket(low, high, one.count) if high is None or low < high else one)
    return Buckets(tuple(found), sum_ns)
