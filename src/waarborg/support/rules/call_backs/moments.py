"""When somebody can be called back: within the hours in which the agreement answers the telephone (PX-98).

Moments lie on quarter hours; a call needs one before closing time. Instants are microseconds.
"""

from collections.abc import Iterator
from datetime import timedelta

from waarborg.kernel.intervals import Intervals

QUARTER = 15 * 60 * 1_000_000
# A colleague needs a moment to read what it is about, and nobody waits a month for a call.
NOTICE = timedelta(minutes=15)
# Whoever fills in a form meanwhile still has the moment that was offered first.
LEAST = timedelta(minutes=5)
HORIZON = timedelta(days=14)
# Nobody answered: tried again an hour later at the soonest, and three times in all.
AGAIN = timedelta(hours=1)
TRIES = 3


def moments(opened: Intervals, first: int) -> Iterator[int]:
    """Every quarter hour from `first` on that lies in an opening with a quarter hour left of it."""
    for begins, ends in opened:
        start = -(-max(begins, first) // QUARTER) * QUARTER
        while start + QUARTER <= ends:
            yield start
            start += QUARTER


def fits(start: int, opened: Intervals, first: int) -> bool:
    """Whether one can be called at `start`: not before `first`, and within an opening with a quarter hour left."""
    return start >= first and any(begins <= start and start + QUARTER <= ends for begins, ends in opened)
