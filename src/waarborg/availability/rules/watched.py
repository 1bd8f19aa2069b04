"""What the results say of a component while they still come in: several probes of several places, worked out step by
step, so that each step says the same as working out everything at once.

Two things are not decided yet at a given instant. Time after the newest result of a place is neither known nor unknown
until its patience has run out; it is taken to go on as it was. And failures that are too few to count may, with the
next ones, come to count from the last good result on. `settled` says up to where nothing of that is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from waarborg.availability.rules.probing import PlaceStates, Probing, Result, component_transitions, place_states
from waarborg.availability.rules.timeline import OUTAGE, UNKNOWN, UP, Transition, transitions_of
from waarborg.kernel.intervals import union

# After a day of silence the next failure of a place no longer makes those before it count.
FORGOTTEN: Final = 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """The results of one probe by place, in any order, and since when it counts (microseconds)."""

    probing: Probing
    since: int
    results: Mapping[object, Sequence[Result]]


def watched(probes: Sequence[Seen], start: int, now: int) -> tuple[Transition, ...]:
    """The states of a component in `[start, now)`, the first one at `start`.

    An outage is what any of its probes sees; unknown is what any of them does not know, as it could be one. Without a
    probe it is unknown. Raises ResultReversed.
    """
    parts = [(max(one.since, start), _transitions(one, start, now)) for one in probes if one.since < now]
    edges = sorted({start, *(since for since, _ in parts), *(one.at for _, part in parts for one in part)})
    cursors = [0] * len(parts)
    states = []
    for edge in edges:
        seen = []
        for number, (since, part) in enumerate(parts):
            while cursors[number] < len(part) and part[cursors[number]].at <= edge:
                cursors[number] += 1
            if since <= edge:
                seen.append(part[cursors[number] - 1].state if cursors[number] else UNKNOWN)
        states.append((edge, _worst(seen)))
    return transitions_of(states)


def _worst(seen: Sequence[str]) -> str:
    if OUTAGE in seen:
        return OUTAGE
    return UP if seen and UNKNOWN not in seen else UNKNOWN


def _transitions(one: Seen, start: int, now: int) -> tuple[Transition, ...]:
    places = [_so_far(results, one.probing, start, now) for results in one.results.values()]
    if len(places) < one.probing.places:
        return ()
    return component_transitions(places, one.probing, start=start, until=now)


def _so_far(results: Sequence[Result], probing: Probing, start: int, now: int) -> PlaceStates:
    """What a place saw, taken to go on until now while its patience lasts."""
    found = place_states(results, probing, start=start, until=now)
    newest = _newest(results)
    if newest is None or now - newest.at > probing.patience or newest.at >= now:
        return found
    tail = (max(newest.at, start), now)
    down = _failing(results) >= probing.failures
    return PlaceStates(union([*found.known, tail]), union([*found.down, tail]) if down else found.down)


def settled(probes: Sequence[Seen], now: int) -> int:
    """The instant before which no result that is still to come, in order, changes anything."""
    return min((_decided(results, one.probing, now) for one in probes for results in one.results.values()), default=now)


def _decided(results: Sequence[Result], probing: Probing, now: int) -> int:
    newest = _newest(results)
    if newest is None or now - newest.at > FORGOTTEN:
        return now
    if 0 < _failing(results) < probing.failures:
        # Also while it is silent: failures before and after a gap count together.
        return undecided_since(results)
    return now if now - newest.at > probing.patience else newest.at


def undecided_since(results: Sequence[Result]) -> int:
    """The last good result, or the first one where none was good: failures after it may come to count from there."""
    ordered = sorted(one.at for one in results if one.good) or [min(one.at for one in results)]
    return ordered[-1]


def reaches_back(probes: Sequence[Seen], late: int) -> int:
    """From where to work out anew when results came late from `late` on: they may close the gap after the result
    before them, and make failures just before them count."""
    found = late
    for one in probes:
        for results in one.results.values():
            before = [result for result in results if result.at < late]
            if before:
                undecided = 0 < _failing(before) < one.probing.failures
                found = min(found, undecided_since(before) if undecided else max(result.at for result in before))
    return found


def _newest(results: Sequence[Result]) -> Result | None:
    return max(results, key=lambda one: (one.at, not one.good), default=None)


def _failing(results: Sequence[Result]) -> int:
    """How many failures in a row the newest results are."""
    count = 0
    for one in sorted(results, key=lambda one: (one.at, not one.good), reverse=True):
        if one.good:
            break
        count += 1
    return count
