"""Due times: the smallest instant by which a duration has passed since a start, pauses not counted.

`due` takes and gives datetimes and can explain itself (`kernel.explain`); `due_us` is the same calculation on integers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.durations import Duration, parse_duration
from waarborg.kernel.explain import explain, ledger
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.intervals import Intervals
from waarborg.kernel.pauses import read_pauses
from waarborg.kernel.steps import Step, build_steps
from waarborg.kernel.terms import COUNTINGS, NamedMethod, NoRegularDay, UnknownCounting, due_us

__all__ = [
    "COUNTINGS",
    "Due",
    "NamedMethod",
    "NoRegularDay",
    "Step",
    "UnknownCounting",
    "due",
    "due_us",
    "explain",
    "ledger",
]


@dataclass(frozen=True)
class Due:
    """A due time and what it was calculated from. `at` is None where nothing falls due or an open pause holds it."""

    at: datetime | None
    start: datetime
    within: Duration
    counting: str
    pauses: Intervals = field(repr=False)
    calendar: CompiledCalendar = field(repr=False)

    @property
    def held(self) -> bool:
        """Whether there is a term, but an open pause keeps it from ever falling due."""
        return self.at is None and self.within.has_term

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """How the due time came about, for the explanation, the ledger and the picture; see `kernel.steps`."""
        at = None if self.at is None else to_us(self.at)
        return build_steps(self.calendar, to_us(self.start), at, self.within, self.counting, self.pauses)


def due(
    calendar: CompiledCalendar,
    start: datetime,
    within: Duration | str,
    *,
    counting: str = "rolling",
    pauses: Sequence[tuple[datetime, datetime | None]] = (),
    now: datetime | None = None,
) -> Due:
    """When `within`, counted from `start`, falls due.

    `pauses` are spans in which the clock stands still; one without an end lasts until `now`, and without `now` for
    ever. Raises BadInput (duration, counting, pause, instant without offset), BeyondCover, NamedMethod, NoRegularDay.
    """
    duration = parse_duration(within) if isinstance(within, str) else within
    spans = read_pauses(pauses, now) if pauses else ()
    at = due_us(calendar, to_us(start), duration, counting, spans)
    return Due(None if at is None else from_us(at), from_us(to_us(start)), duration, counting, spans, calendar)
