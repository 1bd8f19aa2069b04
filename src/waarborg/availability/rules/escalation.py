"""Whom an alarm reaches next, and when; and what belongs to one alarm. Pure.

A step comes so many minutes after the one before, counted from when that one was really taken: after a standstill the
steps do not all come at once. After the last step the round begins again, as often as the policy says, and then ends.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

# What a webhook is told when somebody is called, with the link that answers it. No journal has it.
CALL: Final = "availability.alarm.call"
ON_CALL: Final = "on-call"
MOST_STEPS: Final = 6
MOST_MINUTES: Final = 24 * 60
MOST_REPEATS: Final = 9


@dataclass(frozen=True, slots=True)
class Step:
    """After `minutes`, `whom`: who is on call, or everybody who holds a role (dotted)."""

    minutes: int
    whom: str


@dataclass(frozen=True, slots=True)
class Policy:
    """`repeats` rounds more, each `again` minutes after the last step of the one before."""

    steps: tuple[Step, ...]
    repeats: int = 0
    again: int = 15


def step_of(policy: Policy, number: int) -> Step | None:
    """The step with this number over all rounds, from 0; None after the last."""
    if not policy.steps or number >= len(policy.steps) * (policy.repeats + 1):
        return None
    return policy.steps[number % len(policy.steps)]


def next_at(policy: Policy, taken: int, last: datetime) -> datetime | None:
    """When the step after `taken` steps comes, the last of which was at `last` (or when the alarm was raised); None
    where the policy has ended."""
    step = step_of(policy, taken)
    if step is None:
        return None
    again = policy.again if taken and taken % len(policy.steps) == 0 else 0
    return last + timedelta(minutes=step.minutes + again)


def belongs(ended: datetime | None, at: datetime, minutes: int) -> bool:
    """Whether what happens at `at` belongs to an alarm that goes on, or ended so lately that it is the same."""
    return ended is None or at - ended <= timedelta(minutes=minutes)
