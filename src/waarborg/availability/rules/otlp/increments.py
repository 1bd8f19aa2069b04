"""What each point of a stream adds: deltas as they come, cumulative counts less what was counted before.

Nothing is lost and nothing counted twice where points are repeated, a process starts anew, or a counter jumps back.
"""

from dataclasses import dataclass, replace
from typing import Final

from waarborg.availability.rules.otlp.points import Point

ADDED: Final = "added"
REPEATED: Final = "repeated"  # this very point was counted before
COVERED: Final = "covered"  # older than the last one of its stream: what it tells is in that already
BASELINE: Final = "baseline"  # nobody knows since when it counts, so nobody knows what it adds
RESET: Final = "reset"  # the counter jumped back: it counts anew, and all of it is added


@dataclass(frozen=True, slots=True)
class Increment:
    """`outcome`, the point that holds only what was added (None: nothing), and what to keep of the series."""

    outcome: str
    added: Point | None
    last: Point | None


def advance(last: Point | None, point: Point) -> Increment:
    """What a point adds after the last one of its stream (`Point.stream`; None: the first).

    A delta adds itself whenever it comes; that the same one (`Point.identity`) was counted before is for whoever stores
    it to see, since a delta can come late between others. Cumulative points are handed in as they arrive. A process
    that starts anew is another stream, so the last count of the one before may still come after it.
    """
    if not point.cumulative:
        return Increment(ADDED, point, last)
    if last is None:
        if not point.start:
            return Increment(BASELINE, None, point)
        return Increment(ADDED, replace(point, cumulative=False), point)
    if point.time == last.time:
        return Increment(REPEATED, None, last)
    if point.time < last.time:
        return Increment(COVERED, None, last)
    added = less(point, last)
    if added is None:
        return Increment(RESET, replace(point, cumulative=False, start=last.time), point)
    return Increment(ADDED, added, point)


def less(point: Point, before: Point) -> Point | None:
    """A cumulative point without what an earlier one counted; None where that is no part of it."""
    if (point.bounds is None) != (before.bounds is None) or point.bounds != before.bounds:
        return None
    if point.bounds is None:
        if before.scale < point.scale or before.zero_ns > point.zero_ns:
            return None
        before = at_scale(before, point.scale)
        old = _aligned(before, point)
    else:
        old = before.counts
    if old is None or len(old) != len(point.counts):
        return None
    counts = tuple(new - was for new, was in zip(point.counts, old, strict=True))
    zero = point.zero - before.zero
    total = None if point.sum_ns is None or before.sum_ns is None else point.sum_ns - before.sum_ns
    if min(counts, default=0) < 0 or zero < 0 or (total is not None and total < 0):
        return None
    return replace(
        point,
        cumulative=False,
        start=before.time,
        counts=counts,
        zero=zero,
        count=sum(counts) + zero,
        sum_ns=total,
    )


def at_scale(point: Point, scale: int) -> Point:
    """An exponential point with coarser buckets: each step down in scale joins them two by two."""
    shift = point.scale - scale
    if shift <= 0:
        return point
    merged: dict[int, int] = {}
    for number, count in enumerate(point.counts, start=point.offset):
        merged[number >> shift] = merged.get(number >> shift, 0) + count
    first = min(merged, default=point.offset >> shift)
    counts = tuple(merged.get(number, 0) for number in range(first, max(merged, default=first - 1) + 1))
    return replace(point, scale=scale, offset=first, counts=counts)


def _aligned(before: Point, point: Point) -> tuple[int, ...] | None:
    """The counts of an earlier point in the buckets of this one; None where it counted in others."""
    shifted = {number: count for number, count in enumerate(before.counts, start=before.offset) if count}
    found = tuple(shifted.pop(number, 0) for number in range(point.offset, point.offset + len(point.counts)))
    return None if shifted else found
