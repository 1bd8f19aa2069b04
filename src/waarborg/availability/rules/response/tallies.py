"""What is kept of requests: how many, how long together, and how many above each threshold that a promise names.

All exact integers, in nanoseconds. A tally is kept for each minute; tallies add up in any order, so a month is the sum
of its minutes, and late data are one more tally.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from waarborg.kernel.errors import BadInput
from waarborg.kernel.zones import MINUTE


class NegativeDuration(BadInput):
    code = "availability.response.negative"
    nl = "Een responstijd kan niet negatief zijn: {value}."
    en = "A response time cannot be negative: {value}."
    nl_way_out = "Kijk of de klok van de meting terugsprong; laat zulke metingen weg."
    en_way_out = "See whether the clock of the measurement jumped back; leave such measurements out."


@dataclass(slots=True)
class Tally:
    """Of a number of requests: count, sum (ns), and the count above each threshold (ns)."""

    thresholds: tuple[int, ...] = ()
    count: int = 0
    sum_ns: int = 0
    above: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.above = {one: self.above.get(one, 0) for one in self.thresholds}

    def add(self, ns: int, times: int = 1) -> None:
        """Counts a request, or several of the same length. Raises NegativeDuration."""
        if ns < 0:
            raise NegativeDuration(value=ns)
        self.count += times
        self.sum_ns += ns * times
        for one in self.thresholds:
            if ns > one:
                self.above[one] += times

    def merged(self, *others: "Tally") -> "Tally":
        """A new tally of all of these. Only a threshold that each of them counted stays."""
        every = (self, *others)
        kept = tuple(one for one in self.thresholds if all(one in other.above for other in others))
        return Tally(
            kept,
            sum(one.count for one in every),
            sum(one.sum_ns for one in every),
            {one: sum(tally.above[one] for tally in every) for one in kept},
        )

    def document(self) -> dict[str, Any]:
        """Plain JSON, the thresholds in order."""
        return {
            "count": self.count,
            "sum_ns": self.sum_ns,
            "above": [[one, self.above[one]] for one in sorted(self.above)],
        }


def minute_of(us: int) -> int:
    """The beginning of the minute in which an instant lies."""
    return us - us % MINUTE


def by_minute(samples: Iterable[tuple[int, int]], thresholds: Iterable[int]) -> dict[int, Tally]:
    """A tally for each minute, from (instant in microseconds, nanoseconds). Raises NegativeDuration."""
    wanted = tuple(sorted(set(thresholds)))
    found: dict[int, Tally] = {}
    for at, ns in samples:
        minute = minute_of(at)
        if minute not in found:
            found[minute] = Tally(wanted)
        found[minute].add(ns)
    return found


def total(tallies: Mapping[int, Tally], start: int, end: int, thresholds: Iterable[int]) -> Tally:
    """The tally of the minutes that begin in `[start, end)`."""
    return Tally(tuple(sorted(set(thresholds)))).merged(*(one for at, one in tallies.items() if start <= at < end))
