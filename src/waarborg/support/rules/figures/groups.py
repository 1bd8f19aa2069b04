"""Figures of a group of tickets over one month, always with how many they are taken from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from waarborg.kernel.instants import local
from waarborg.support.rules.figures.course import (
    REOPENED,
    RESOLVED,
    Course,
    Times,
    first_response,
    resolution,
    same_day,
)

# A figure of fewer says little of a group, and is shown as such.
SMALL = 5
DAY = 24 * 3_600_000_000
# Upper ends of the bands of age in the backlog, in days; the last band has none.
AGES = (2, 7, 30)


@dataclass(frozen=True, slots=True)
class Spread:
    """Durations (us): how many, the middle one, and the one that nine in ten do not exceed (nearest rank)."""

    count: int = 0
    median: int | None = None
    ninety: int | None = None

    @property
    def small(self) -> bool:
        return self.count < SMALL


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `count`; nothing of nothing is no share."""

    part: int = 0
    count: int = 0

    @property
    def ppm(self) -> int | None:
        return self.part * 1_000_000 // self.count if self.count else None

    @property
    def small(self) -> bool:
        return self.count < SMALL


@dataclass(frozen=True, slots=True)
class Backlog:
    """Open at the end: how many, how many of each age (see AGES), the middle and the greatest age in days."""

    count: int = 0
    ages: tuple[int, ...] = (0,) * (len(AGES) + 1)
    median: int | None = None
    oldest: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of one group for one month."""

    reported: int
    unanswered: int
    first: Spread
    same_day: Share
    resolved: int
    refused: int
    resolution: Spread
    reopened: int
    backlog: Backlog

    @property
    def anything(self) -> bool:
        return bool(self.reported or self.resolved or self.refused or self.reopened or self.backlog.count)


@dataclass(frozen=True, slots=True)
class Span:
    """The month [begin, end) and the instant up to which it is known, all in us."""

    begin: int
    end: int
    now: int

    @property
    def known(self) -> int:
        return min(self.end, self.now)

    def holds(self, us: int) -> bool:
        return self.begin <= us < self.end


@dataclass(slots=True)
class Gathered:
    """What was noted of a group while its tickets passed by."""

    reported: int = 0
    unanswered: int = 0
    first: list[int] = field(default_factory=list)
    same_day: list[bool] = field(default_factory=list)
    resolution: list[int] = field(default_factory=list)
    refused: int = 0
    reopened: int = 0
    ages: list[int] = field(default_factory=list)


def note(group: Gathered, course: Course, times: Times, span: Span) -> None:
    """Add one ticket. First response and same day belong to the month of the report, a resolution to the month in which
    it was given, a reopening to the month in which it happened."""
    if span.holds(course.reported):
        group.reported += 1
        taken = first_response(course, times)
        if taken is None:
            group.unanswered += course.ended is None
        else:
            group.first.append(taken)
        kept = same_day(course, times, now=span.now)
        if kept is not None:
            group.same_day.append(kept)
    group.reopened += sum(kind == REOPENED and span.holds(at) for at, kind in course.events)
    then = course.until(span.known) if course.events and course.events[-1][0] >= span.known else course
    if any(kind == RESOLVED for _, kind in then.events):
        resolved = then.resolved_last
        if resolved is not None and span.holds(resolved):
            # What was not ours to do was not solved either.
            if then.refused:
                group.refused += 1
            else:
                group.resolution.append(resolution(then, times) or 0)
    if course.reported < span.known and then.ended is None:
        group.ages.append(_days_old(course.reported, span.known, times.zone))


def _days_old(reported: int, until: int, zone: str) -> int:
    return (local(until - 1, zone).date() - local(reported, zone).date()).days


def figures(group: Gathered) -> Figures:
    return Figures(
        reported=group.reported,
        unanswered=group.unanswered,
        first=spread(group.first),
        same_day=Share(sum(group.same_day), len(group.same_day)),
        resolved=len(group.resolution),
        refused=group.refused,
        resolution=spread(group.resolution),
        reopened=group.reopened,
        backlog=backlog(group.ages),
    )


def spread(values: Iterable[int]) -> Spread:
    """The median of an even number is the lower of the two in the middle: a value that occurred."""
    ordered = sorted(values)
    if not ordered:
        return Spread()
    return Spread(len(ordered), _rank(ordered, 50), _rank(ordered, 90))


def _rank(ordered: Sequence[int], percent: int) -> int:
    """Nearest rank: the smallest value that at least `percent` of all do not exceed."""
    return ordered[-(-percent * len(ordered) // 100) - 1]


def backlog(ages: Iterable[int]) -> Backlog:
    ordered = sorted(ages)
    if not ordered:
        return Backlog()
    bands = [0] * (len(AGES) + 1)
    for age in ordered:
        bands[next((number for number, most in enumerate(AGES) if age <= most), len(AGES))] += 1
    return Backlog(len(ordered), tuple(bands), _rank(ordered, 50), ordered[-1])
