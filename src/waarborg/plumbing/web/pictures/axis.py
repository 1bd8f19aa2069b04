"""The axis of a clock timeline: only open time gets length, closed time is a narrow hatched gap."""

from collections.abc import Sequence
from dataclasses import dataclass

from waarborg.kernel.intervals import Intervals, union

_HOUR = 3_600_000_000
_DAY = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the axis: open time or a gap, in microseconds and in percent of the width."""

    start: int
    end: int
    open: bool
    left: float
    width: float


class Axis:
    """Maps instants to percent. Built from the open stretches that the picture shows, in order, and its two ends.

    `gap` fixes the weight of a gap, where all open time together weighs 1.
    """

    def __init__(self, opens: Intervals, low: int, high: int, *, gap: float | None = None) -> None:
        opens = tuple((max(a, low), min(b, high)) for a, b in union(opens) if a < high and b > low)
        spans: list[tuple[int, int, bool]] = []
        at = low
        for start, end in opens:
            if start > at:
                spans.append((at, start, False))
            spans.append((start, end, True))
            at = end
        if at < high:
            spans.append((at, high, False))
        self.low, self.high = low, high
        self.pieces = _laid_out(spans, gap)

    def at(self, us: int) -> float:
        """Percent of the width at which an instant stands."""
        for piece in self.pieces:
            if us <= piece.end:
                inside = max(0, us - piece.start) / max(1, piece.end - piece.start)
                return piece.left + piece.width * inside
        return 100.0

    def parts(self, start: int, end: int) -> list[tuple[float, float]]:
        """Left and width of what an interval covers of the open pieces."""
        found = []
        for piece in self.pieces:
            a, b = max(start, piece.start), min(end, piece.end)
            if piece.open and b > a:
                left = self.at(a) if a > piece.start else piece.left
                found.append((left, self.at(b) - left))
        return found


def _laid_out(spans: Sequence[tuple[int, int, bool]], gap: float | None) -> list[Piece]:
    total = sum(end - start for start, end, open_ in spans if open_) or 1
    gaps = [(start, end) for start, end, open_ in spans if not open_]
    long_gaps = sum(1 for start, end in gaps if end - start > _DAY)
    weights = []
    for start, end, open_ in spans:
        closed = gap if gap is not None else _gap(end - start, len(gaps), long_gaps)
        weights.append((end - start) / total if open_ else closed)
    scale = 100 / (sum(weights) or 1)
    pieces, left = [], 0.0
    for (start, end, open_), weight in zip(spans, weights, strict=True):
        pieces.append(Piece(start, end, open_, left, weight * scale))
        left += weight * scale
    return pieces


def _gap(length: int, count: int, long_count: int) -> float:
    """Weight of a gap beside 1 for all open time: wide enough for a word while there are few."""
    if length > _DAY:
        return 0.42 if long_count == 1 and count <= 3 else 0.09 if count <= 8 else 0.04
    if count <= 2:
        return 0.22
    return 0.02 if count <= 12 else 0.006
