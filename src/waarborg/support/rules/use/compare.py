"""The method `fair-use-average/1`: a customer's use against what customers use on average, for its size and time.

Exact: fractions all the way, so that three times is three times (CL-04: 121 of 40 is over, 120 is not).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal
from uuid import UUID

# An average of fewer customers would show one of them what another uses.
LEAST_CUSTOMERS = 5
# Who is a customer for a shorter time is compared with this many days: nothing is extrapolated from a first week.
LEAST_DAYS = 30
# From this part of what is fair the customer is told, so that nothing comes unexpected.
NEAR = Fraction(4, 5)

State = Literal["inside", "near", "over", "unknown"]


@dataclass(frozen=True, slots=True)
class Used:
    """What a customer used in a window of time: `amount` in whatever is compared, `size` people (None: unknown), and
    for how many of the window's days it was a customer."""

    customer: UUID
    amount: Fraction
    size: int | None
    days: int

    @property
    def exposure(self) -> int:
        """Person-days: what the amount is divided by. 0 where the size is unknown."""
        return (self.size or 0) * max(self.days, LEAST_DAYS)

    @property
    def rate(self) -> Fraction | None:
        return self.amount / self.exposure if self.exposure else None


@dataclass(frozen=True, slots=True)
class Compared:
    """One customer against the average. `expected` is what an average customer of its size would have used in the time;
    `allowed` the multiple of it; both None, as the ratio, where nothing can be compared."""

    used: Used
    customers: int
    multiple: Fraction
    expected: Fraction | None = None

    @property
    def allowed(self) -> Fraction | None:
        return None if self.expected is None else self.expected * self.multiple

    @property
    def ratio(self) -> Fraction | None:
        return self.used.amount / self.expected if self.expected else None

    @property
    def state(self) -> State:
        if self.allowed is None:
            return "unknown"
        if self.used.amount > self.allowed:
            return "over"
        return "near" if self.used.amount > 0 and self.used.amount >= self.allowed * NEAR else "inside"


def average(rates: Sequence[Fraction], kind: str) -> Fraction | None:
    """What an organisation uses on average for each person and day: every organisation counts once, whatever its size.
    None of fewer than five."""
    if len(rates) < LEAST_CUSTOMERS:
        return None
    if kind == "median":
        ordered = sorted(rates)
        middle = len(ordered) // 2
        return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return sum(rates, Fraction(0)) / len(rates)


def compare(all_of_them: Sequence[Used], *, multiple: Fraction, kind: str = "mean") -> Mapping[UUID, Compared]:
    """Each customer against the average of those of known size, itself included."""
    rates = [one.rate for one in all_of_them if one.rate is not None]
    mean = average(rates, kind)
    return {
        one.customer: Compared(
            one, len(rates), multiple, mean * one.exposure if mean and one.rate is not None else None
        )
        for one in all_of_them
    }
