"""What may go: back-ups that no instant of the promised stretch needs any more. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Base:
    """One whole copy: it serves every instant from `ended` on, with the segments from `first` on."""

    id: str
    ended: datetime
    first: str


def to_remove(
    bases: Iterable[Base], segments: Iterable[str], *, now: datetime, keep: timedelta
) -> tuple[list[str], list[str]]:
    """The bases (ids) and segments (names) without which every instant of the last `keep` can still be put back.

    The newest base from before that stretch stays, and everything after it; without one, all stay.
    """
    found = sorted(bases, key=lambda base: base.ended)
    before = [base for base in found if base.ended <= now - keep]
    if not before:
        return [], _unneeded(segments, found)
    oldest = before[-1]
    return [base.id for base in before[:-1]], _unneeded(segments, [oldest])


def _unneeded(segments: Iterable[str], kept: Sequence[Base]) -> list[str]:
    """Segments before the first that the oldest base needs. Names of histories of timelines are always needed."""
    if not kept:
        return []
    first = kept[0].first
    return [name for name in segments if len(name) == len(first) and _place(name) < _place(first)]


def unbroken(segments: Iterable[str], first: str, last: str) -> bool:
    """Whether every segment from `first` to `last` is there, on whichever timeline: the archive may have been given up
    between two bases, and then an older one does not lead to what came after."""
    there = {_number(name) for name in segments if len(name) == len(first)}
    return all(number in there for number in range(_number(first), _number(last) + 1))


def _number(segment: str) -> int:
    """Counted from the beginning of the log: 256 segments of 16 MB to each of its middle eight digits."""
    return int(segment[8:16], 16) * 256 + int(segment[16:], 16)


def _place(segment: str) -> str:
    """Where a segment lies in the log, whatever its timeline (its first eight digits)."""
    return segment[8:]
