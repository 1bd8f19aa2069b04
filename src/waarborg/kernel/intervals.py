"""Sets of half-open intervals `[start, end)` of integers, as sorted tuples of disjoint pairs that do not touch.

Every function takes any iterable of pairs and returns such a tuple; sets are unioned before they are measured.
A pair whose end is not after its start is empty and disappears.
"""

from collections.abc import Iterable
from typing import TypeAlias

Interval: TypeAlias = tuple[int, int]
Intervals: TypeAlias = tuple[Interval, ...]


def union(*sets: Iterable[Interval]) -> Intervals:
    """All that lies in any of the sets; intervals that overlap or touch become one."""
    pairs = sorted((start, end) for pairs in sets for start, end in pairs if start < end)
    merged: list[Interval] = []
    for start, end in pairs:
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def intersect(one: Iterable[Interval], other: Iterable[Interval]) -> Intervals:
    """What lies in both."""
    left, right = union(one), union(other)
    common: list[Interval] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            common.append((start, end))
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(common)


def subtract(one: Iterable[Interval], other: Iterable[Interval]) -> Intervals:
    """What lies in `one` and not in `other`."""
    holes = union(other)
    rest: list[Interval] = []
    j = 0
    for start, end in union(one):
        while j < len(holes) and holes[j][1] <= start:
            j += 1
        at, hole = start, j
        while hole < len(holes) and holes[hole][0] < end:
            if holes[hole][0] > at:
                rest.append((at, holes[hole][0]))
            at = max(at, holes[hole][1])
            hole += 1
        if at < end:
            rest.append((at, end))
    return tuple(rest)


def clip(pairs: Iterable[Interval], start: int, end: int) -> Intervals:
    """What lies within `[start, end)`."""
    return union((max(a, start), min(b, end)) for a, b in pairs)


def measure(pairs: Iterable[Interval]) -> int:
    """The length of the union."""
    return sum(end - start for start, end in union(pairs))
