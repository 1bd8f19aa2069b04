"""How the use of a part went from month to month, and when that is worth a talk with the customer. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from waarborg.availability.rules.response.quantiles import Span, estimate

# Of fewer requests the 95th percentile says too little to speak to anybody about.
LEAST: Final = 100
_HALF, _MOST = 500, 950


@dataclass(frozen=True, slots=True)
class MonthOfUse:
    """Of one part for one customer: how many requests, and about how long (ns) the median and the 95th percentile are.
    `change` is by how many percent the latter differs from the month before, cut off; None where either has too few."""

    month: str
    count: int
    half: int
    most: int
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Rise:
    """The 95th percentile (ns) of a month beside that of the month before it."""

    month: str
    before: int
    now: int


def course(months: Mapping[str, Sequence[Span]]) -> list[MonthOfUse]:
    """The months in which anything was measured, the oldest first."""
    found: dict[str, MonthOfUse] = {}
    for month in sorted(months):
        half, most = estimate(months[month], _HALF), estimate(months[month], _MOST)
        if half is None or most is None:
            continue
        count = sum(one for _low, _high, one in months[month])
        found[month] = MonthOfUse(month, count, half, most, _change(found.get(month_before(month)), count, most))
    return list(found.values())


def _change(before: MonthOfUse | None, count: int, most: int) -> int | None:
    if before is None or not before.most or min(count, before.count) < LEAST:
        return None
    grown = (most - before.most) * 100
    return grown // before.most if grown >= 0 else -(-grown // before.most)


def rises(found: Sequence[MonthOfUse], months: Sequence[str], percent: int) -> list[Rise]:
    """In these months, where the 95th percentile is so many percent longer than in the month before, or more."""
    by_month = {one.month: one for one in found}
    held = [by_month[month] for month in months if month in by_month]
    return [
        Rise(one.month, by_month[month_before(one.month)].most, one.most)
        for one in held
        if one.change is not None and one.change >= percent
    ]


def month_before(month: str) -> str:
    """2026-12 of 2027-01."""
    number = int(month[:4]) * 12 + int(month[5:]) - 2
    return f"{number // 12}-{number % 12 + 1:02d}"
