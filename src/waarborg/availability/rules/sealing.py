"""Sealing a day of raw results before they are dropped: an hourly roll-up, and a root that still tells what there was.

The root of an hour is that of a Merkle tree (RFC 6962, section 2.1) over the results of all places in one order: who
kept some of them shows with a few hashes that they were among what the root stands for, without the rest. The root of a
day is one over its hours, each with its root and the hash of its roll-up: so that neither can be changed alone.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from waarborg.kernel.canonical import canonical_json

HOUR: Final = 3600 * 10**6
_LEAF, _NODE = b"\x00", b"\x01"


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """One raw result: instants in microseconds, of which probe, from which place, and whether it was good."""

    start: int
    end: int
    probe: str
    place: str
    good: bool


@dataclass(frozen=True, slots=True, order=True)
class Hour:
    """What is kept of an hour of one probe at one place: how many results, how many were bad, and how long the good
    ones took together and at most, in microseconds."""

    start: int
    probe: str
    place: str
    count: int
    bad: int
    took: int
    longest: int


@dataclass(frozen=True, slots=True)
class Seal:
    """What stands for a day: the number of results, and the root over them in hexadecimal."""

    count: int
    root: str


def seal(results: Iterable[Seen]) -> Seal:
    """The same results give the same seal in whatever order they come; one that came twice counts once."""
    leaves = [_leaf(one) for one in sorted(set(results))]
    return Seal(len(leaves), _root(leaves).hex())


def rolled_up(results: Iterable[Seen]) -> tuple[Hour, ...]:
    """By hour of its start, probe and place; in that order. One that came twice counts once."""
    found: dict[tuple[int, str, str], list[Seen]] = {}
    for one in set(results):
        found.setdefault((one.start // HOUR * HOUR, one.probe, one.place), []).append(one)
    return tuple(_hour(*key, found[key]) for key in sorted(found))


def _hour(start: int, probe: str, place: str, results: Sequence[Seen]) -> Hour:
    good = [one.end - one.start for one in results if one.good]
    bad = len(results) - len(good)
    return Hour(start, probe, place, len(results), bad, sum(good), max(good, default=0))


@dataclass(frozen=True, slots=True, order=True)
class SealedHour:
    """What stands for an hour that begins at `start`: how many results, their root, and the hash of its roll-up."""

    start: int
    count: int
    root: str
    rolled: str


def sealed_hour(start: int, results: Sequence[Seen]) -> tuple[SealedHour, tuple[Hour, ...]]:
    """An hour's results as what stands for them, and the roll-up that is kept. They all begin in that hour."""
    rows, held = rolled_up(results), seal(results)
    return SealedHour(start, held.count, held.root, rolled_hash(rows)), rows


def rolled_hash(rows: Iterable[Hour]) -> str:
    """The hash of roll-ups, in whatever order they come."""
    listed = [[one.start, one.probe, one.place, one.count, one.bad, one.took, one.longest] for one in sorted(rows)]
    return hashlib.sha256(canonical_json(listed)).hexdigest()


def sealed_day(hours: Iterable[SealedHour]) -> Seal:
    """The seal of a day from those of its hours, in whatever order they come."""
    listed = sorted(hours)
    leaves = [canonical_json([one.start, one.count, one.root, one.rolled]) for one in listed]
    root = _root([hashlib.sha256(_LEAF + one).digest() for one in leaves])
    return Seal(sum(one.count for one in listed), root.hex())


def proof(results: Iterable[Seen], one: Seen) -> tuple[tuple[str, str], ...]:
    """The hashes beside the way from a result up to the root, each with its side: left or right.

    Raises ValueError for a result that is not there.
    """
    listed = sorted(set(results))
    return tuple(_way([_leaf(each) for each in listed], listed.index(one)))


def proves(seal: Seal, one: Seen, way: Iterable[tuple[str, str]]) -> bool:
    """Whether these hashes lead from the result to the root of the seal."""
    found = _leaf(one)
    for side, other in way:
        beside = bytes.fromhex(other)
        found = _node(beside, found) if side == "left" else _node(found, beside)
    return found.hex() == seal.root


def _leaf(one: Seen) -> bytes:
    written = canonical_json([one.start, one.end, one.probe, one.place, one.good])
    return hashlib.sha256(_LEAF + written).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


def _split(length: int) -> int:
    """The largest power of two below the length: so a tree of RFC 6962 divides."""
    return 1 << ((length - 1).bit_length() - 1)


def _root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    at = _split(len(leaves))
    return _node(_root(leaves[:at]), _root(leaves[at:]))


def _way(leaves: Sequence[bytes], place: int) -> list[tuple[str, str]]:
    if len(leaves) == 1:
        return []
    at = _split(len(leaves))
    if place < at:
        return [*_way(leaves[:at], place), ("right", _root(leaves[at:]).hex())]
    return [*_way(leaves[at:], place - at), ("left", _root(leaves[:at]).hex())]
