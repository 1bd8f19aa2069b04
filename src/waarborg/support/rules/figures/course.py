"""How one ticket went, from what the journal tells of it: pure, so that a figure can be worked out again."""

from collections.abc import Sequence
from dataclasses import dataclass

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.instants import civil_end, local
from waarborg.kernel.intervals import Intervals, measure, subtract, union

ANSWERED = "support.ticket.answered"
ASKED = "support.ticket.asked-back"
REPLIED = "support.ticket.customer-replied"
RESOLVED = "support.ticket.resolved"
REOPENED = "support.ticket.reopened"
WITHDRAWN = "support.ticket.withdrawn"
# Closed as not ours to do: resolved at the same moment, and counted apart.
REFUSED = "support.ticket.refused"
MERGED = "support.ticket.merged"
# What a figure is made of; nothing else of the journal is read for it.
KINDS = (ANSWERED, ASKED, REPLIED, RESOLVED, REOPENED, WITHDRAWN, MERGED, REFUSED)
_ENDS = {RESOLVED, WITHDRAWN, MERGED}
_STOPS_WAITING = {REPLIED, REOPENED, *_ENDS}

Event = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Course:
    """A ticket: when it was reported (us), and what happened since, by instant and then as the journal has it."""

    reported: int
    events: Sequence[Event]

    def first(self, kind: str) -> int | None:
        return next((at for at, found in self.events if found == kind), None)

    def until(self, us: int) -> "Course":
        """As it was known to have gone just before an instant."""
        return Course(self.reported, [one for one in self.events if one[0] < us])

    @property
    def ended(self) -> str | None:
        """What it ended by, None while it is open: the last of ending and reopening decides."""
        last = next((kind for _, kind in reversed(self.events) if kind in _ENDS or kind == REOPENED), None)
        return last if last in _ENDS else None

    @property
    def refused(self) -> bool:
        """Whether it was closed as not ours to do, and not reopened since."""
        return next((kind == REFUSED for _, kind in reversed(self.events) if kind in (REFUSED, REOPENED)), False)

    @property
    def resolved_last(self) -> int | None:
        """When it was resolved for good, as far as is known; None for what is open, withdrawn or merged."""
        if self.ended != RESOLVED:
            return None
        return next(at for at, kind in reversed(self.events) if kind == RESOLVED)

    def not_ours(self, end: int) -> Intervals:
        """When nothing was asked of us: while the customer was asked something, and while it was resolved."""
        found: list[tuple[int, int]] = []
        asked: int | None = None
        solved: int | None = None
        for at, kind in self.events:
            if kind == ASKED and asked is None:
                asked = at
            elif kind in _STOPS_WAITING and asked is not None:
                found.append((asked, at))
                asked = None
            if kind == RESOLVED and solved is None:
                solved = at
            elif kind == REOPENED and solved is not None:
                found.append((solved, at))
                solved = None
        if asked is not None:
            found.append((asked, end))
        return union(tuple((min(a, end), min(b, end)) for a, b in found if a < min(b, end)))


@dataclass(frozen=True, slots=True)
class Times:
    """The calendar a customer's times are counted in, and its zone. Without a calendar every hour counts."""

    calendar: CompiledCalendar | None
    zone: str

    def between(self, start: int, end: int) -> int:
        if end <= start:
            return 0
        return end - start if self.calendar is None else self.calendar.open_between(start, end)


def first_response(course: Course, times: Times) -> int | None:
    """Open time (us) from the report to our first answer; None while there is none. It never stands still."""
    answered = course.first(ANSWERED)
    return None if answered is None else times.between(course.reported, answered)


def resolution(course: Course, times: Times) -> int | None:
    """Open time (us) from the report to the last resolution, without what was not ours to do; None where it is not
    resolved."""
    end = course.resolved_last
    if end is None:
        return None
    ours = subtract(((course.reported, end),), course.not_ours(end)) if end > course.reported else ()
    if times.calendar is None:
        return measure(ours)
    return sum(times.calendar.open_between(a, b) for a, b in ours)


def same_day(course: Course, times: Times, *, now: int) -> bool | None:
    """Whether it was answered by 24:00 of the day of the report, where the customer is (PX-92). None where that cannot
    be said: the day is not over, or it was withdrawn or merged on that day before anybody answered."""
    end = civil_end(local(course.reported, times.zone).date(), 1440, times.zone)
    answered = course.first(ANSWERED)
    if answered is not None and answered < end:
        return True
    ended = next((at for at, kind in course.events if kind in (WITHDRAWN, MERGED)), None)
    if ended is not None and ended < end:
        return None
    return None if now < end else False
