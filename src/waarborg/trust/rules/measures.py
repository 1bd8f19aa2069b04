"""What a measure over clocks comes to: exact, and where something is not known yet between which bounds it lies.

Whatever is not known yet (a clock that nobody stopped) can be anything from what has passed already to without end. A
verdict is given only where it is the same for all of that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any, Literal

from waarborg.promises.rules.agreement.promise import Measure
from waarborg.promises.rules.agreement.terms import Target

Plain = Mapping[str, Any]
Unit = Literal["share", "count", "time", "open-time"]
MICROSECONDS = {"ms": 1_000, "s": 10**6, "min": 60 * 10**6, "h": 3600 * 10**6, "business hours": 3600 * 10**6}
_PERCENT = {"median": Fraction(1, 2), "p95": Fraction(95, 100), "p99": Fraction(99, 100)}
# Falls out of what is counted.
LEFT_OUT = "waived"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was counted. `numerator` over `denominator` is what is known; the statistic lies from `least` to `most`
    (None: without end), which are the same once everything is known. Lengths are microseconds."""

    unit: Unit
    counted: int
    known: int
    left_out: int
    numerator: int
    denominator: int
    least: Fraction | None
    most: Fraction | None


def unit_of(measure: Measure) -> Unit:
    if measure.statistic in ("share", "count"):
        return "share" if measure.statistic == "share" else "count"
    return "open-time" if measure.target.unit == "business hours" else "time"


def figure_of(measure: Measure, runs: Sequence[Plain]) -> Figure:
    """The figure over these pieces of evidence (`evidence.derive`)."""
    unit = unit_of(measure)
    if unit == "share":
        return _share(measure, runs)
    if unit == "count":
        number = Fraction(len(runs))
        return Figure(unit, len(runs), len(runs), 0, len(runs), 1, number, number)
    known = sorted(one["used_us"] for one in runs if one["stopped"] is not None and one["used_us"] is not None)
    so_far = sorted(one["used_us"] or 0 for one in runs)
    at_most = [*known, *[None] * (len(runs) - len(known))]
    least, most = _statistic(measure.statistic, so_far), _statistic(measure.statistic, at_most)
    return Figure(unit, len(runs), len(known), 0, sum(known), len(known), least, most)


def _share(measure: Measure, runs: Sequence[Plain]) -> Figure:
    # A share of clocks that were met leaves out what somebody entitled waived; a length is a length, waived or not.
    told = [one for one in runs if measure.good is not None or one["verdict"] != LEFT_OUT]
    known = [one for one in told if one["good"] is not None]
    good = sum(1 for one in known if one["good"])
    least = Fraction(good, len(told)) if told else None
    most = Fraction(good + len(told) - len(known), len(told)) if told else None
    return Figure("share", len(told), len(known), len(runs) - len(told), good, len(known), least, most)


def _statistic(name: str, lengths: Sequence[int | None]) -> Fraction | None:
    """Of lengths in order, the unknown ones last. None where there are none, or where it has no end."""
    if not lengths:
        return None
    if name in ("mean", "sum"):
        known = [one for one in lengths if one is not None]
        if len(known) < len(lengths):
            return None
        return Fraction(sum(known), len(lengths) if name == "mean" else 1)
    if name in ("min", "max"):
        return _fraction(lengths[0 if name == "min" else -1])
    if name == "median" and len(lengths) % 2 == 0:
        low, high = lengths[len(lengths) // 2 - 1], lengths[len(lengths) // 2]
        return None if low is None or high is None else Fraction(low + high, 2)
    # The nearest rank: the smallest length that so large a share of all does not exceed.
    return _fraction(lengths[ceil(_PERCENT[name] * len(lengths)) - 1])


def _fraction(length: int | None) -> Fraction | None:
    return None if length is None else Fraction(length)


def verdict_of(measure: Measure, figure: Figure, *, complete: bool, experience: bool) -> str:
    """`complete`: the whole period has passed. `experience`: such a figure is exceeded, never broken."""
    if not complete:
        return "open"
    if figure.least is None:
        return "idle"
    if measure.target.comparison == "unstated":
        return "timed"
    if measure.sample is not None and figure.counted < measure.sample:
        return "not-measured"
    found = {_reaches(measure.target, figure.least), _reaches(measure.target, figure.most)}
    if figure.most is not None and _between(measure.target, figure.least, figure.most):
        found.add(True)
    if len(found) > 1:
        return "not-measured"
    return "met" if True in found else "exceeded" if experience else "broken"


def _between(target: Target, least: Fraction, most: Fraction) -> bool:
    """Whether some value in between reaches a target of two ends that neither bound reaches."""
    return target.comparison == ".." and least < _exact(target, "low") and most > _exact(target, "high")


def _reaches(target: Target, value: Fraction | None) -> bool:
    """Whether a value reaches the target; None is larger than any."""
    low, high = (None if number is None else _scaled(target, number) for number in (target.low, target.high))
    if value is None:
        return high is None
    if target.comparison == ">":
        return low is not None and value > low
    if target.comparison == "<":
        return high is not None and value < high
    return (low is None or value >= low) and (high is None or value <= high)


def _exact(target: Target, end: Literal["low", "high"]) -> Fraction:
    return _scaled(target, target.low if end == "low" else target.high)


def _scaled(target: Target, number: Any) -> Fraction:
    if target.unit == "%":
        return Fraction(number) / 100
    return Fraction(number) * MICROSECONDS.get(target.unit or "", 1)
