"""When a colleague can be booked, and when he is not there. Everybody keeps his own; the service manager all."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.models import StaffAbsence, StaffHours
from waarborg.support.permissions import KEEP_ROSTERS, LOOK_ALONG

DAY = 24 * 60


class NoStretch(BadInput):
    """An end before its begin, or two stretches of one day that overlap."""

    code = "support.roster.stretch"
    nl = "Een tijdvak eindigt na zijn begin, en twee tijdvakken van een dag overlappen niet."
    en = "A stretch ends after it begins, and two of one day do not overlap."


@action("support.roster.keep")
def keep_hours(person: UUID, *, by: Actor, at: datetime, weekly: Sequence[tuple[int, int, int]]) -> None:
    """The week of `person`: (weekday from Monday 0, first minute, last minute). What was booked before stays booked.

    Raises NoStretch, NotAllowed.
    """
    house = _may(person, by)
    ordered = sorted(weekly)
    for weekday, begins, ends in ordered:
        if not (0 <= weekday <= 6 and 0 <= begins < ends <= DAY):
            raise NoStretch()
    for (day, _, ends), (following, begins, _) in pairwise(ordered):
        if day == following and begins < ends:
            raise NoStretch()
    StaffHours.objects.filter(person_id=person).delete()
    StaffHours.objects.bulk_create(
        StaffHours(tenant_id=house, person_id=person, weekday=weekday, begins=begins, ends=ends)
        for weekday, begins, ends in ordered
    )


@action("support.roster.keep")
def be_absent(person: UUID, *, by: Actor, at: datetime, first: date, last: date) -> None:
    """Days on which nobody can book `person`, both included. Raises NoStretch, NotAllowed."""
    house = _may(person, by)
    if last < first:
        raise NoStretch()
    StaffAbsence.objects.create(tenant_id=house, person_id=person, first=first, last=last)


@action("support.roster.keep")
def be_back(person: UUID, *, by: Actor, at: datetime, absence: UUID) -> None:
    """Take an absence out. Twice is nothing. Raises NotAllowed."""
    _may(person, by)
    StaffAbsence.objects.filter(person_id=person, id=absence).delete()


def _may(person: UUID, by: Actor) -> UUID:
    """The provider whose row it is."""
    permissions.require(by, LOOK_ALONG if person == by.person else KEEP_ROSTERS)
    if by.tenant is None:
        raise permissions.NotFound()
    return by.tenant
