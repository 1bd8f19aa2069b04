"""Maintenance that does not count: announced in time, within the time agreed for it, and really worked.

What is excluded is announced interval ∩ allowed window ∩ actual work. An announcement speaks only of what comes after
it: a later one changes nothing of what was already announced for a time that has passed. Shortening or cancelling keeps
the notice of what stays; what a move or an extension adds begins its notice afresh.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from waarborg.kernel.durations import Duration
from waarborg.kernel.errors import BadInput
from waarborg.kernel.growing import GrowingCalendar
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.intervals import Interval, Intervals, clip, intersect, subtract, union
from waarborg.kernel.lead_times import Latest, latest_announcement

# Why a part of the actual work counts, and how the rest is called.
EXCLUDED: Final = "excluded"
UNANNOUNCED: Final = "unannounced"
LATE: Final = "late"
OUTSIDE: Final = "outside-window"
OVERRUN: Final = "overrun"
NOT_THEN: Final = "not-announced-then"


class AnnouncementsOutOfOrder(BadInput):
    code = "availability.maintenance.out-of-order"
    nl = "Deze aankondiging is van voor de vorige."
    en = "This announcement is older than the one before it."
    nl_way_out = "Zet aankondigingen in de volgorde waarin zij zijn gedaan."
    en_way_out = "Put announcements in the order in which they were made."


@dataclass(frozen=True, slots=True)
class Announcement:
    """At an instant the work was said to lie in `planned`; None where it was cancelled."""

    at: int
    planned: Interval | None


@dataclass(frozen=True, slots=True)
class Work:
    """Maintenance: every announcement of it in order (none: unannounced), and when it was really worked."""

    announcements: tuple[Announcement, ...]
    actual: Intervals
    name: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part `[start, end)` of what was announced, unchanged since `since`."""

    start: int
    end: int
    since: int


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before it begins maintenance must be announced. `lead` None: it must be announced, however shortly."""

    lead: Duration | None
    calendar: GrowingCalendar
    counting: str = "rolling"

    def latest(self, act: int) -> Latest:
        """The latest instant to announce what begins at `act`. Raises as latest_announcement."""
        lead = self.lead
        if lead is None:
            return Latest(from_us(act), True)
        return self.calendar.work_out(
            act, lambda compiled: latest_announcement(compiled, from_us(act), lead, counting=self.counting)
        )

    def allows(self, announced: int, act: int) -> bool:
        """Whether what begins at `act` was announced in time."""
        return self.latest(act).allows(from_us(announced))


class Asks(Protocol):
    """Whatever says until when maintenance can be announced: one agreement, or several together."""

    def latest(self, act: int) -> Latest: ...

    def allows(self, announced: int, act: int) -> bool: ...


@dataclass(frozen=True, slots=True)
class Notices:
    """The notice that several agreements ask, together: announced in time for each of them. None of them: none is
    needed, but what is announced after it began is too late all the same."""

    each: tuple[Notice, ...]

    def latest(self, act: int) -> Latest:
        """The earliest of their latest instants. Raises as latest_announcement."""
        found = [one.latest(act) for one in self.each]
        return min(found, key=lambda one: (one.at, one.inclusive), default=Latest(from_us(act), True))

    def allows(self, announced: int, act: int) -> bool:
        """Whether what begins at `act` was announced in time for all."""
        return self.latest(act).allows(from_us(announced))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of actual work, and what became of it: excluded, or why it counts. `latest`: where it came too late."""

    start: int
    end: int
    outcome: str
    announced: int | None = None
    latest: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A piece of maintenance with every part of its actual work, in order."""

    work: Work
    parts: tuple[Part, ...]

    @property
    def excluded(self) -> Intervals:
        """What is left out of the figure."""
        return union((one.start, one.end) for one in self.parts if one.outcome == EXCLUDED)


def announced(announcements: Sequence[Announcement]) -> tuple[Piece, ...]:
    """What was announced in the end, each part with the instant since when it had been. Raises AnnouncementsOutOfOrder.

    Pieces are in order and disjoint; neighbours of the same instant are one piece.
    """
    pieces: list[Piece] = []
    before: int | None = None
    for number, one in enumerate(announcements):
        if before is not None and one.at < before:
            raise AnnouncementsOutOfOrder(path=f"[{number}]")
        before = one.at
        ahead = () if one.planned is None else union([(max(one.planned[0], one.at), one.planned[1])])
        passed = [Piece(piece.start, min(piece.end, one.at), piece.since) for piece in pieces if piece.start < one.at]
        kept = [
            Piece(start, end, piece.since)
            for piece in pieces
            for start, end in intersect([(max(piece.start, one.at), piece.end)], ahead)
        ]
        added = subtract(ahead, ((piece.start, piece.end) for piece in pieces))
        pieces = _joined([*passed, *kept, *(Piece(start, end, one.at) for start, end in added)])
    return tuple(pieces)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: one.start):
        if found and found[-1].end == piece.start and found[-1].since == piece.since:
            found[-1] = Piece(found[-1].start, piece.end, piece.since)
        else:
            found.append(piece)
    return found


def judge(work: Work, notice: Asks, allowed: Callable[[int, int], Intervals] | None) -> Judged:
    """What of the actual work is excluded, and why the rest counts.

    `allowed` gives the windows agreed for maintenance within two instants; None: at any time. Raises
    AnnouncementsOutOfOrder, and as `lead_times.latest_announcement`.
    """
    parts: list[Part] = []
    rest = union(work.actual)
    for piece in announced(work.announcements):
        here = clip(rest, piece.start, piece.end)
        if not here:
            continue
        rest = subtract(rest, here)
        latest = notice.latest(piece.start)
        if not latest.allows(from_us(piece.since)):
            parts += [Part(start, end, LATE, piece.since, to_us(latest.at)) for start, end in here]
            continue
        inside = here if allowed is None else intersect(here, allowed(here[0][0], here[-1][1]))
        parts += [Part(start, end, EXCLUDED, piece.since) for start, end in inside]
        parts += [Part(start, end, OUTSIDE, piece.since) for start, end in subtract(here, inside)]
    parts += _outside(work, rest, notice)
    return Judged(work, tuple(sorted(parts, key=lambda one: one.start)))


def _outside(work: Work, rest: Intervals, notice: Asks) -> list[Part]:
    """Work that no announcement covers: none was made, only afterwards, it began too early or took too long."""
    if not work.announcements:
        return [Part(start, end, UNANNOUNCED) for start, end in rest]
    first = work.announcements[0].at
    found = [
        Part(start, end, LATE, first, to_us(notice.latest(start).at))
        for start, end in intersect(rest, [(min(start for start, _ in rest), first)] if rest else [])
    ]
    ends = [one.planned[1] for one in work.announcements if one.planned is not None]
    later = subtract(rest, ((one.start, one.end) for one in found))
    overrun = clip(later, max(ends), later[-1][1]) if ends and later else ()
    found += [Part(start, end, OVERRUN) for start, end in overrun]
    return found + [Part(start, end, NOT_THEN) for start, end in subtract(later, overrun)]


def excluded(judged: Iterable[Judged]) -> Intervals:
    """All that is left out of the figure; where two works overlap it is left out once."""
    return union(*(one.excluded for one in judged))
