"""How long a training counts, and how many people of a customer hold one that does (PX-58)."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID


class Coverage(NamedTuple):
    """`holders` of `people` have a valid certificate; `percent` is cut off, never rounded up."""

    holders: int
    people: int

    @property
    def percent(self) -> int:
        return self.holders * 100 // self.people if self.people else 0


def valid_until(held: date, months: int) -> date:
    """The last day on which a certificate of `held` counts: the day before so many months later, whose day is the
    last of its month where that is shorter."""
    year, month = divmod(held.year * 12 + held.month - 1 + months, 12)
    return date(year, month + 1, min(held.day, monthrange(year, month + 1)[1])) - timedelta(days=1)


def coverage(people: Iterable[UUID], held: Iterable[tuple[UUID, date | None]], *, on: date) -> Coverage:
    """Of `people`, those with a certificate that counts `on` that day: its last day included, None for always."""
    known = frozenset(people)
    holders = {person for person, until in held if person in known and (until is None or on <= until)}
    return Coverage(len(holders), len(known))
