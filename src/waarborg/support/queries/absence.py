"""Which colleagues are away on a day."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.support.models import StaffAbsence
from waarborg.support.rules.absence import Away


def today(at: datetime) -> date:
    """The day that it is at the desk."""
    return wording.local_date(at, zone_of())


def away_on(day: date) -> dict[UUID, Away]:
    """By person; of absences that overlap the one that ends last. One query."""
    rows = StaffAbsence.objects.filter(first__lte=day, last__gte=day)
    return by_person(rows.values_list("person_id", "last", "stand_in_id", "stand_in_name"))


def by_person(rows: Iterable[tuple[Any, Any, Any, str]]) -> dict[UUID, Away]:
    """The same of rows (person, last day, stand-in, his name) that another statement read along, also as text."""
    found: dict[UUID, Away] = {}
    for person, last, stand_in, name in rows:
        one = Away(_day(last), _uuid(stand_in) if stand_in else None, name)
        known = found.get(_uuid(person))
        if known is None or (one.last, one.stand_in is not None) > (known.last, known.stand_in is not None):
            found[_uuid(person)] = one
    return found


def _day(said: Any) -> date:
    return date.fromisoformat(said) if isinstance(said, str) else said


def _uuid(said: Any) -> UUID:
    return UUID(said) if isinstance(said, str) else said


def absences(*, at: datetime, limit: int = 100) -> list[StaffAbsence]:
    """Those that go on or come, by the first day. One query."""
    return list(StaffAbsence.objects.filter(last__gte=today(at)).order_by("first", "id")[:limit])
