"""A histogram that can be merged: how often which length occurred, each known to within one per cent.

Log-linear: every doubling of the value is cut into 64 buckets of equal width, so that the middle of a bucket differs
from any value in it by less than one part in 128 (0.79 %); values below 128 are kept exactly. Only integers, so merging
in any order, in any number of steps, gives the same histogram. For pictures and quantiles: what a promise names is
decided by exact counts (docs/algorithms/response.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from waarborg.kernel.errors import BadInput

FORMAT = "waarborg.histogram/1"
_BITS = 6
_HALF = 1 << _BITS  # buckets in each doubling
_EXACT = _HALF << 1  # below it every value has a bucket of its own


class NegativeValue(BadInput):
    code = "kernel.histogram.negative"
    nl = "Een lengte kan niet negatief zijn, zoals {value}."
    en = "A length cannot be negative, such as {value}."
    nl_way_out = "Kijk of de klok van de meting terugsprong; laat zulke metingen weg."
    en_way_out = "See whether the clock of the measurement jumped back; leave such measurements out."


class TamperedHistogram(BadInput):
    code = "kernel.histogram.tampered"
    nl = "Dit is geen histogram zoals wij het schrijven."
    en = "This is not a histogram as we write it."
    nl_way_out = "Neem het zoals het is opgeslagen; de aantallen per vak zijn samen het totaal."
    en_way_out = "Take it as it was stored; the counts of the buckets add up to the total."


def bucket_of(value: int) -> int:
    """The number of the bucket in which a value (0 or more) lies; it grows with the value."""
    if value < _EXACT:
        return value
    shift = value.bit_length() - _BITS - 1
    return (shift << _BITS) + (value >> shift)


def bounds_of(bucket: int) -> tuple[int, int]:
    """The smallest value in a bucket, and the smallest one beyond it."""
    if bucket < _EXACT:
        return bucket, bucket + 1
    shift = (bucket >> _BITS) - 1
    mantissa = bucket - (shift << _BITS)
    return mantissa << shift, (mantissa + 1) << shift


def middle_of(bucket: int) -> int:
    """What stands for every value in a bucket; within 1/128 of each."""
    low, beyond = bounds_of(bucket)
    return (low + beyond - 1) // 2


@dataclass(slots=True)
class Histogram:
    """Counts by bucket, and the smallest and largest value exactly. Values are integers, in whatever unit."""

    counts: dict[int, int] = field(default_factory=dict)
    count: int = 0
    least: int | None = None
    most: int | None = None

    @classmethod
    def of(cls, values: Iterable[int]) -> "Histogram":
        """A histogram of these values. Raises NegativeValue."""
        found = cls()
        for value in values:
            found.add(value)
        return found

    def add(self, value: int, times: int = 1) -> None:
        """Counts a value. Raises NegativeValue."""
        if value < 0:
            raise NegativeValue(value=value)
        if times < 1:
            return
        bucket = bucket_of(value)
        self.counts[bucket] = self.counts.get(bucket, 0) + times
        self.count += times
        self.least = value if self.least is None else min(self.least, value)
        self.most = value if self.most is None else max(self.most, value)

    def merged(self, *others: "Histogram") -> "Histogram":
        """A new histogram of all that was counted in this one and in others."""
        found = Histogram(dict(self.counts), self.count, self.least, self.most)
        for other in others:
            for bucket, times in other.counts.items():
                found.counts[bucket] = found.counts.get(bucket, 0) + times
            found.count += other.count
            for value in (one for one in (other.least, other.most) if one is not None):
                found.least = value if found.least is None else min(found.least, value)
                found.most = value if found.most is None else max(found.most, value)
        return found

    def quantile(self, share: Fraction) -> int | None:
        """The nearest rank: about the smallest value that so large a share (0 to 1) does not exceed; within 1 %.

        None where nothing was counted.
        """
        if self.least is None or self.most is None:
            return None
        rank = max(1, -(-share.numerator * self.count // share.denominator))
        if rank >= self.count:
            return self.most
        passed = 0
        for bucket in sorted(self.counts):
            passed += self.counts[bucket]
            if passed >= rank:
                return min(max(middle_of(bucket), self.least), self.most)
        return self.most

    def document(self) -> dict[str, Any]:
        """Plain JSON: what is stored and hashed; the same content always the same."""
        pairs = [[bucket, self.counts[bucket]] for bucket in sorted(self.counts)]
        return {"format": FORMAT, "buckets": pairs, "least": self.least, "most": self.most}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Histogram":
        """The histogram from its stored form. Raises TamperedHistogram."""
        try:
            counts = {int(bucket): int(times) for bucket, times in document["buckets"]}
            least, most = document["least"], document["most"]
            whole = document["format"] == FORMAT and len(counts) == len(document["buckets"])
            if counts:
                whole = whole and min(counts.values()) > 0 and 0 <= least <= most
                whole = whole and (bucket_of(least), bucket_of(most)) == (min(counts), max(counts))
            else:
                whole = whole and least is None and most is None
        except (KeyError, TypeError, ValueError):
            raise TamperedHistogram from None
        if not whole:
            raise TamperedHistogram
        return cls(counts, sum(counts.values()), least, most)
