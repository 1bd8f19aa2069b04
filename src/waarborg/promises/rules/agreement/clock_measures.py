"""Which measures over the clocks of a customer a report can count, and over which months each goes."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from waarborg.promises.rules.agreement.frame import Conditions
from waarborg.promises.rules.agreement.promise import Measure

# What is not counted is named like a domain that does not exist yet: it keeps a promise from being enforced.
DURATION: Final = "promises.clock.duration"
OF_EVERYBODY: Final = "promises.clock.duration-of-everybody"
OTHERWISE: Final = "promises.clock.counted-otherwise"

STATISTICS = frozenset({"share", "mean", "median", "p95", "p99", "max", "min", "sum", "count"})
PERIODS = frozenset({"month", "quarter", "year", "12 months"})
# How long a clock may take, as the target of a mean or percentile; and as what counts in a share.
LENGTHS = frozenset({"ms", "s", "min", "h", "business hours"})
BOUNDS = frozenset({"s", "min", "h", "days", "months", "business hours", "business days"})
# These are no words of the journal line by which a clock began.
_ELSEWHERE = frozenset({"state", "component"})


def name_of(promise_conditions: Iterable[Conditions | None], measure: Measure) -> str:
    """The indicator that a measure over a clock rests on: one that is counted, or what is still to be built for it."""
    if measure.per != "customer":
        return OF_EVERYBODY
    asked = {name for conditions in (*promise_conditions, measure.where) for name in conditions or {}}
    return DURATION if _countable(measure) and not asked & _ELSEWHERE else OTHERWISE


def _countable(measure: Measure) -> bool:
    if measure.statistic not in STATISTICS or measure.over not in PERIODS or measure.method is not None:
        return False
    if measure.statistic == "share":
        good = measure.good
        return good is None or (good.comparison in ("<=", "<") and good.unit in BOUNDS and good.high is not None)
    return measure.statistic == "count" or measure.target.comparison == "unstated" or measure.target.unit in LENGTHS


def months_of(over: str, month: str) -> tuple[str, str]:
    """The first and last month (`2026-10`) of the period of a measure in which `month` lies; of `12 months` the twelve
    that end with it."""
    first = date.fromisoformat(f"{month}-01")
    if over == "12 months":
        return _name(first.year * 12 + first.month - 12), month
    length = {"quarter": 3, "year": 12}.get(over, 1)
    start = first.year * 12 + (first.month - 1) // length * length
    return _name(start), _name(start + length - 1)


def _name(months: int) -> str:
    return f"{months // 12}-{months % 12 + 1:02d}"
