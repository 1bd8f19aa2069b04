"""When somebody can look along: from the weekly hours of each colleague, absence, what is booked, and when we are open.

Slots begin on the half hour of the desk's wall clock and last half an hour, so that two of one colleague meet only when
they are the same slot: the database can then guard them by one key. Instants are microseconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from waarborg.kernel.instants import civil_start, local
from waarborg.kernel.intervals import Intervals

MINUTES = 30
LENGTH = MINUTES * 60 * 1_000_000
# A colleague needs a moment to get ready, and nobody plans a help session for next month.
NOTICE = timedelta(hours=1)
HORIZON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Availability:
    """One colleague: `weekly` as (weekday from Monday 0, first minute, last minute), `absent` as first and last day."""

    person: UUID
    name: str
    weekly: Sequence[tuple[int, int, int]]
    absent: Sequence[tuple[date, date]] = ()
    booked: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Slot:
    """A begin, and who could do it: who has the least booked first, then by name."""

    start: int
    people: tuple[tuple[UUID, str], ...]


def free_slots(staff: Iterable[Availability], *, opened: Intervals, zone: str, first: int, last: int) -> list[Slot]:
    """Every slot that begins in `[first, last)`, lies whole inside an opening of ours, and that somebody has free."""
    found: dict[int, list[tuple[int, str, UUID]]] = {}
    for one in staff:
        for start in _of(one, zone, first, last):
            if start not in one.booked and any(begins <= start and start + LENGTH <= ends for begins, ends in opened):
                found.setdefault(start, []).append((len(one.booked), one.name, one.person))
    return [
        Slot(start, tuple((person, name) for _, name, person in sorted(people)))
        for start, people in sorted(found.items())
    ]


def _of(one: Availability, zone: str, first: int, last: int) -> Iterable[int]:
    day, until = local(first, zone).date(), local(last, zone).date()
    while day <= until:
        if not any(begins <= day <= ends for begins, ends in one.absent):
            for weekday, begins, ends in one.weekly:
                if weekday == day.weekday():
                    # Rounded up to the grid of wall-clock half hours.
                    for minute in range(-(-begins // MINUTES) * MINUTES, ends - MINUTES + 1, MINUTES):
                        start = civil_start(day, minute, zone)
                        said = local(start, zone)
                        # A half hour that the clock skips is no slot.
                        if first <= start < last and said.hour * 60 + said.minute == minute:
                            yield start
        day += timedelta(days=1)


def slot_of(instant: int) -> int:
    """The begin of the slot in which `instant` lies: half hours of every wall clock begin on half hours of the epoch,
    but in zones that are a quarter off, in which nobody has a desk here."""
    return instant - instant % LENGTH


def by_day(slots: Sequence[Slot], zone: str) -> Mapping[date, list[Slot]]:
    """The slots by the date that they have in `zone`, for a page."""
    days: dict[date, list[Slot]] = {}
    for slot in slots:
        days.setdefault(local(slot.start, zone).date(), []).append(slot)
    return days
