"""What a component was when: spans of a state with their weight in downtime, and transitions between states."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from waarborg.kernel.intervals import Interval, Intervals, clip, intersect, subtract, union

UP: Final = "up"
OUTAGE: Final = "outage"
PARTIAL: Final = "partial-outage"
DEGRADED: Final = "degraded"
UNKNOWN: Final = "unknown"
TROUBLES: Final = (OUTAGE, PARTIAL, DEGRADED)
WHOLE: Final = 1_000_000  # weights and shares are integers, in millionths


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch `[start, end)` in which something was wrong; `state` is one of TROUBLES."""

    start: int
    end: int
    state: str = OUTAGE


@dataclass(frozen=True, slots=True)
class Transition:
    """From `at` on the component is in `state` (up, unknown or one of TROUBLES), until the next transition."""

    at: int
    state: str


def spans_of(transitions: Sequence[Transition], until: int) -> tuple[tuple[Span, ...], Intervals]:
    """The spans in which something was wrong, and the time nothing is known of, before `until`."""
    ends = [*(one.at for one in transitions[1:]), until]
    stretches = [
        (one.at, min(end, until), one.state) for one, end in zip(transitions, ends, strict=False) if one.at < until
    ]
    spans = tuple(Span(start, end, state) for start, end, state in stretches if state in TROUBLES and start < end)
    return spans, union((start, end) for start, end, state in stretches if state == UNKNOWN)


def transitions_of(states: Iterable[tuple[int, str]]) -> tuple[Transition, ...]:
    """Transitions from (instant, state) in order; those that change nothing disappear."""
    found: list[Transition] = []
    for at, state in states:
        if found and found[-1].at == at:
            found.pop()
        if not found or found[-1].state != state:
            found.append(Transition(at, state))
    return tuple(found)


def weighed(spans: Iterable[Span], weights: Mapping[str, int], within: Intervals) -> tuple[tuple[int, int, int], ...]:
    """(start, end, weight) in order and disjoint: at each instant of `within` the largest weight of any span.

    Weights are millionths; stretches of weight 0 are left out.
    """
    taken: Intervals = ()
    found: list[tuple[int, int, int]] = []
    by_weight: dict[int, list[Interval]] = {}
    for span in spans:
        by_weight.setdefault(weights.get(span.state, 0), []).append((span.start, span.end))
    for weight in sorted((one for one in by_weight if one > 0), reverse=True):
        here = intersect(by_weight[weight], within)
        found += [(start, end, weight) for start, end in subtract(here, taken)]
        taken = union(taken, here)
    return tuple(sorted(found))


def integral(stretches: Iterable[tuple[int, int, int]]) -> int:
    """Weighted downtime in millionths of a microsecond: the sum of length times weight."""
    return sum((end - start) * weight for start, end, weight in stretches)


def laid_over(transitions: Sequence[Transition], start: int, end: int, state: str) -> tuple[Transition, ...]:
    """The same transitions, with one state from `start` to `end`; after it stands what stood there."""
    start = max(start, transitions[0].at) if transitions else end
    if start >= end:
        return tuple(transitions)
    resumed = [one for one in transitions if one.at <= end][-1].state
    states = [(one.at, one.state) for one in transitions if one.at < start]
    states += [(start, state), (end, resumed)]
    states += [(one.at, one.state) for one in transitions if one.at > end]
    return transitions_of(states)


def time_in(transitions: Sequence[Transition], states: Iterable[str], start: int, until: int) -> Intervals:
    """The time within `[start, until)` in which the component was in one of these states."""
    wanted = set(states)
    pairs = [(one.at, following.at) for one, following in pairwise(transitions) if one.state in wanted]
    if transitions and transitions[-1].state in wanted:
        pairs.append((transitions[-1].at, until))
    return clip(pairs, start, until)
