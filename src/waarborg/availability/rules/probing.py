"""Outages by replay of raw probe results: first what each place saw, then what that means for the component.

A place is down from its last good probe before so many consecutive failures to its next good one; what is unknown in
between is cut out. The component is down while enough places are. A probe's instant is its start when it was good and
its end when it was bad: both readings favour the customer. docs/algorithms/availability.md has the examples.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from waarborg.availability.rules.timeline import OUTAGE, UNKNOWN, UP, Transition, laid_over, transitions_of
from waarborg.kernel.errors import BadInput
from waarborg.kernel.intervals import Interval, Intervals, clip, subtract

SILENT_AFTER = 3  # intervals without a result, where the method names nothing else


class UnsuitableProbing(BadInput):
    code = "availability.probing.unsuitable"
    nl = "Deze manier van meten kan niet: elke {every} µs, {failures} keer mis, op {places} plaatsen."
    en = "This way of probing cannot be: every {every} µs, {failures} failures, at {places} places."
    nl_way_out = "Geef een interval van meer dan nul, en ten minste één mislukking en één plaats."
    en_way_out = "Give an interval of more than nothing, and at least one failure and one place."


class ResultReversed(BadInput):
    code = "availability.result.reversed"
    nl = "Een meting eindigt voordat zij begint."
    en = "A probe ends before it begins."
    nl_way_out = "Kijk of de klok van de plaats die meet is teruggezet; zulke metingen tellen niet."
    en_way_out = "See whether the clock of the probing place was set back; such results do not count."


class Result(NamedTuple):
    """One probe of one place: instants in microseconds, and whether the answer met every condition."""

    start: int
    end: int
    good: bool

    @property
    def at(self) -> int:
        """The instant it counts at."""
        return self.start if self.good else self.end


@dataclass(frozen=True, slots=True)
class Probing:
    """How often (microseconds), how many failures in a row take a place down, and how many places the component.

    `silence`: the longest time between two results in which the place is still known; by default three intervals.
    """

    every: int
    failures: int = 1
    places: int = 1
    silence: int | None = None

    def __post_init__(self) -> None:
        if min(self.every, self.failures, self.places) < 1 or (self.silence is not None and self.silence < self.every):
            raise UnsuitableProbing(every=self.every, failures=self.failures, places=self.places)

    @property
    def patience(self) -> int:
        """The longest time between two results of a place that is not a gap."""
        return self.every * SILENT_AFTER if self.silence is None else self.silence

    @property
    def resolution(self) -> int:
        """How long an outage must last to be seen for certain: no finer target can be measured."""
        return self.every * self.failures


@dataclass(frozen=True, slots=True)
class PlaceStates:
    """The time of one place of which anything is known, and the time in it in which the place was down."""

    known: Intervals
    down: Intervals


def place_states(results: Iterable[Result], probing: Probing, *, start: int, until: int) -> PlaceStates:
    """What one place saw in `[start, until)`. Results may come in any order, and more than once.

    Results before `start` count for what they say of the time after it. Raises ResultReversed.
    """
    instants = _in_order(results)
    if not instants:
        return PlaceStates((), ())
    gaps = [(one[0], other[0]) for one, other in pairwise(instants) if other[0] - one[0] > probing.patience]
    known = subtract([(instants[0][0], instants[-1][0])], gaps)
    down = subtract(_failing(instants, probing.failures), gaps)
    return PlaceStates(clip(known, start, until), clip(down, start, until))


def _in_order(results: Iterable[Result]) -> list[tuple[int, bool, int]]:
    """(instant, bad, other end), each result once. Of two at the same instant the bad one comes last: what is not
    certain favours the customer."""
    found = set()
    for start, end, good in results:
        if end < start:
            raise ResultReversed
        found.add((start, False, end) if good else (end, True, start))
    return sorted(found)


def _failing(instants: Iterable[tuple[int, bool, int]], failures: int) -> Iterator[Interval]:
    """From the last good one before enough failures in a row to the next good one; the newest result ends the last."""
    last_good: int | None = None
    first = last = count = 0
    for at, bad, _ in instants:
        if bad:
            first, last, count = (first if count else at), at, count + 1
            continue
        if count >= failures:
            yield (first if last_good is None else last_good), at
        last_good, count = at, 0
    if count >= failures:
        yield (first if last_good is None else last_good), last


def component_transitions(
    places: Sequence[PlaceStates], probing: Probing, *, start: int, until: int
) -> tuple[Transition, ...]:
    """The states of a component in `[start, until)`: outage while at least `probing.places` places are down.

    Unknown where the places nothing is known of could have decided it; otherwise up. The first transition is at
    `start`. Raises UnsuitableProbing where there are fewer places than must be down.
    """
    if len(places) < probing.places:
        raise UnsuitableProbing(every=probing.every, failures=probing.failures, places=len(places))
    changes: dict[int, list[int]] = {start: [0, 0]}
    for place in places:
        for column, pairs in ((0, clip(place.down, start, until)), (1, clip(place.known, start, until))):
            for begin, end in pairs:
                changes.setdefault(begin, [0, 0])[column] += 1
                changes.setdefault(end, [0, 0])[column] -= 1
    down = known = 0
    states = []
    for at in sorted(one for one in changes if one < until):
        down, known = down + changes[at][0], known + changes[at][1]
        states.append((at, _state(down, len(places) - known, probing.places)))
    return transitions_of(states)


def _state(down: int, unknown: int, needed: int) -> str:
    if down >= needed:
        return OUTAGE
    return UNKNOWN if down + unknown >= needed else UP


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody found out later, and why: `state` in `[start, end)`. Never changed, only followed by another."""

    start: int
    end: int
    state: str
    reason: str


class NoReason(BadInput):
    code = "availability.correction.without-reason"
    nl = "Een correctie van gemeten uitval zegt waarom."
    en = "A correction of measured downtime says why."
    nl_way_out = "Schrijf erbij wat er is uitgezocht en door wie."
    en_way_out = "Add what was found out, and by whom."


def corrected(transitions: Sequence[Transition], corrections: Iterable[Correction]) -> tuple[Transition, ...]:
    """The transitions with corrections laid over them in order, the last one on top. Raises NoReason."""
    found = tuple(transitions)
    for one in corrections:
        if not one.reason.strip():
            raise NoReason
        found = laid_over(found, one.start, one.end, one.state)
    return found
