"""Whether maintenance may be planned at a time, by the agreement's own notice and hours, and from when it may be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from waarborg.availability.rules.maintenance import Asks
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.intervals import Interval, Intervals, subtract
from waarborg.kernel.zones import DAY, MINUTE

AHEAD = 400 * DAY  # beyond it nothing is looked for
Windows: TypeAlias = Callable[[int, int], Intervals]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wrong with a plan. `latest`: by when it should have been announced, where it comes too late. `outside`:
    the parts that lie outside the hours agreed. Neither: it may be done, and will be left out as far as it is done."""

    latest: int | None
    outside: Intervals

    @property
    def allowed(self) -> bool:
        return self.latest is None and not self.outside


def check(planned: Interval, announced: int, notice: Asks, windows: Windows | None) -> Plan:
    """Holds planned work, announced at an instant, to the notice and the hours agreed (None: at any time)."""
    latest = notice.latest(planned[0])
    late = None if latest.allows(from_us(announced)) else to_us(latest.at)
    outside = () if windows is None else subtract([planned], windows(*planned))
    return Plan(late, outside)


def earliest(announced: int, lasting: int, notice: Asks, windows: Windows | None, *, after: int) -> int | None:
    """The first whole minute, not before `after`, at which work of that length may begin if announced at `announced`.

    None where there is none within some four hundred days: then the work is longer than any window.
    """
    begin, end = max(after, announced), max(after, announced) + AHEAD
    for start, until in ((begin, end + lasting),) if windows is None else windows(begin, end):
        first = -(-start // MINUTE) * MINUTE
        # By the day: where its last minute is not yet in time, no minute of it is looked at.
        while first + lasting <= until:
            last = min(first + DAY - MINUTE, (until - lasting) // MINUTE * MINUTE)
            if notice.allows(announced, last):
                found = range(first, last + MINUTE, MINUTE)
                return next(one for one in found if notice.allows(announced, one))
            first = last + MINUTE
    return None
