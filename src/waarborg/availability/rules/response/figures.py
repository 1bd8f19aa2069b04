"""A response time against its target: decided by exact counts, and not at all where the truth lies in between."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from waarborg.availability.rules.response.buckets import Buckets
from waarborg.availability.rules.response.tallies import Tally
from waarborg.availability.rules.targets import (
    BROKEN,
    EXCEEDED,
    MET,
    NOT_MEASURED,
    TIMED,
    Length,
    Share,
    Unstated,
)
from waarborg.availability.rules.timeline import WHOLE
from waarborg.kernel.errors import BadInput

MEAN: Final = "mean"
SHARE: Final = "share"
MAX: Final = "max"
PERCENTILES: Final = {"p95": 950_000, "p99": 990_000}
STATISTICS: Final = (MEAN, SHARE, "p95", "p99", MAX)
WITHIN: Final = "within"
OVER: Final = "over"
UNDECIDED: Final = "undecided"
TOO_FEW: Final = "too-few"
NOTHING_COUNTED: Final = "nothing-counted"
NOTHING_PROMISED: Final = "nothing-promised"


class UnsuitableTarget(BadInput):
    code = "availability.response.unsuitable-target"
    nl = "Bij “{statistic}” past geen norm “{target}”."
    en = "With “{statistic}” no target “{target}” suits."
    nl_way_out = "Bij share hoort een percentage zoals >= 95 % en good zoals <= 2 s; anders een tijd zoals <= 50 ms."
    en_way_out = "With share goes a percentage such as >= 95 % and good such as <= 2 s; else a time such as <= 50 ms."


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised: a statistic, its target, for a share what is good, and the least sample for a verdict.

    Raises UnsuitableTarget.
    """

    statistic: str
    target: Share | Length | Unstated
    good: Length | None = None
    sample: int = 1

    def __post_init__(self) -> None:
        wanted = Share if self.statistic == SHARE else Length
        suits = isinstance(self.target, wanted | Unstated) and (self.good is not None) == (self.statistic == SHARE)
        if self.statistic not in STATISTICS or not suits:
            raise UnsuitableTarget(statistic=self.statistic, target=self.target.text)

    @property
    def threshold(self) -> int | None:
        """The nanoseconds above which requests must be counted for it; None where the sum decides."""
        if self.statistic == MEAN:
            return None
        bound = self.good if self.statistic == SHARE else self.target
        return bound.at_most if isinstance(bound, Length) else None

    @property
    def least_share(self) -> tuple[int, bool] | None:
        """For a share or percentile: how many millionths must be good, and whether more than that."""
        if isinstance(self.target, Share):
            return self.target.millionths, self.target.strict
        return (PERCENTILES[self.statistic], False) if self.statistic in PERCENTILES else None


@dataclass(slots=True)
class Observed:
    """All that was seen, of our own tallies and of others' histograms: each number between a least and a most."""

    thresholds: tuple[int, ...]
    count: int = 0
    sum_least: int = 0
    sum_most: int | None = 0
    above: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.above = {one: self.above.get(one, (0, 0)) for one in self.thresholds}

    def add(self, seen: Tally | Buckets) -> None:
        """Adds a tally or a histogram. A threshold that a tally did not count stays open for all of its requests."""
        exact = isinstance(seen, Tally)
        least, most = (seen.sum_ns, seen.sum_ns) if isinstance(seen, Tally) else seen.total()
        for one in self.thresholds:
            if isinstance(seen, Buckets):
                low, high = seen.above(one)
            else:
                low, high = (seen.above[one],) * 2 if one in seen.above else (0, seen.count)
            self.above[one] = (self.above[one][0] + low, self.above[one][1] + high)
        self.count += seen.count
        self.sum_least += least or 0
        self.sum_most = None if self.sum_most is None or (most is None and not exact) else self.sum_most + (most or 0)


@dataclass(frozen=True, slots=True)
class Response:
    """The figure between `least` and `most` (nanoseconds, or a share from 0 to 1), the same where it is known exactly.

    None: nothing was counted, or without end. `above` is the count over the threshold of the promise.
    """

    promise: Promise
    count: int
    least: Fraction | None
    most: Fraction | None
    above: tuple[int, int] | None
    verdict: str
    reason: str

    @property
    def is_share(self) -> bool:
        return self.promise.statistic not in (MEAN, MAX)


def observe(seen: Iterable[Tally | Buckets], promise: Promise) -> Observed:
    """All of these together, for a promise."""
    found = Observed(() if promise.threshold is None else (promise.threshold,))
    for one in seen:
        found.add(one)
    return found


def merged(promise: Promise, seen: "Iterable[Observed]") -> Observed:
    """All that several observations of one promise saw."""
    found = Observed(() if promise.threshold is None else (promise.threshold,))
    for one in seen:
        found.count += one.count
        found.sum_least += one.sum_least
        found.sum_most = None if found.sum_most is None or one.sum_most is None else found.sum_most + one.sum_most
        for threshold in found.thresholds:
            least, most = found.above[threshold]
            found.above[threshold] = (least + one.above[threshold][0], most + one.above[threshold][1])
    return found


def respond(observed: Observed, promise: Promise, *, experience: bool = False) -> Response:
    """The figure and its verdict. `experience`: such a figure is exceeded, never broken."""
    threshold = promise.threshold
    above = None if threshold is None else observed.above[threshold]
    least, most = _figure(observed, promise, above)

    def said(verdict: str, reason: str) -> Response:
        return Response(promise, observed.count, least, most, above, verdict, reason)

    if observed.count == 0:
        return said(NOT_MEASURED, NOTHING_COUNTED)
    if isinstance(promise.target, Unstated):
        return said(TIMED, NOTHING_PROMISED)
    if observed.count < promise.sample:
        return said(NOT_MEASURED, TOO_FEW)
    found = _fits_at(observed, promise, above)
    if len(found) > 1:
        return said(NOT_MEASURED, UNDECIDED)
    return said(MET, WITHIN) if True in found else said(EXCEEDED if experience else BROKEN, OVER)


def _figure(
    observed: Observed, promise: Promise, above: tuple[int, int] | None
) -> tuple[Fraction | None, Fraction | None]:
    if not observed.count:
        return None, None
    if promise.statistic == MEAN:
        most = observed.sum_most
        return Fraction(observed.sum_least, observed.count), None if most is None else Fraction(most, observed.count)
    if promise.statistic == MAX or above is None:
        return None, None
    return Fraction(observed.count - above[1], observed.count), Fraction(observed.count - above[0], observed.count)


def _fits_at(observed: Observed, promise: Promise, above: tuple[int, int] | None) -> set[bool]:
    """Whether the target is reached at the least and at the most that everything can be."""
    target = promise.target
    if promise.statistic == MEAN and isinstance(target, Length):
        allowed = target.ns * observed.count
        sums = (observed.sum_least, observed.sum_most)
        return {one is not None and (one < allowed if target.strict else one <= allowed) for one in sums}
    if above is None:
        return set()
    if promise.least_share is None:
        return {one == 0 for one in above}
    millionths, strict = promise.least_share
    needed = observed.count * millionths
    good = [(observed.count - one) * WHOLE for one in above]
    return {one > needed if strict else one >= needed for one in good}
