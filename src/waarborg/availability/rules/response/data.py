"""What a stated figure of response times says, and the lines that it was counted from: both ways of the same sum. Pure.

The lines are those of `queries/response_data.py`; `waarborg verify --data` adds them up again.
"""

from collections.abc import Iterable
from typing import Final

from waarborg.availability.rules.response.figures import MEAN, Observed, Promise
from waarborg.availability.rules.targets import Unstated, length
from waarborg.promises.rules.figures import ENDLESS, MOST

_US: Final = 1000
_NUMBERS: Final = 8


def promise_of(about: str) -> tuple[str, Promise]:
    """The part of the service and what is counted of it, from what tells figures of an indicator apart."""
    part, statistic, *good = about.split(";")
    return part, Promise(statistic, Unstated(), length(good[0]) if good else None)


def stated(one: Observed, promise: Promise) -> tuple[int, int, dict[str, int]]:
    """Numerator, denominator and parts: how long a request took on average (microseconds, rounded up), or how many of
    all were good. What cannot be told for certain stands between two numbers."""
    parts = {"count": one.count}
    if promise.statistic == MEAN or promise.threshold is None:
        least = -(-one.sum_least // _US)
        if one.sum_most is None:
            parts[ENDLESS] = 1
        elif one.sum_most != one.sum_least:
            parts[MOST] = -(-one.sum_most // _US)
        return least, one.count, parts
    low, high = one.above[promise.threshold]
    if low != high:
        parts[MOST] = one.count - low
    return one.count - high, one.count, parts


def summed(lines: Iterable[str], promise: Promise) -> Observed:
    """What lines of hours add up to. Raises ValueError for a line that is none."""
    found = Observed(() if promise.threshold is None else (promise.threshold,))
    for line in lines:
        numbers = [int(one) for one in line.split(" ")]
        if len(numbers) != _NUMBERS or min(numbers) < 0:
            raise ValueError(line)
        _at, _minutes, count, least, most, endless, above, perhaps = numbers
        found.count += count
        found.sum_least += least
        found.sum_most = None if found.sum_most is None or endless else found.sum_most + most
        if promise.threshold is not None:
            low, high = found.above[promise.threshold]
            found.above[promise.threshold] = (low + above, high + perhaps)
    return found
