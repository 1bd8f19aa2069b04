"""Calls that were asked for, as somebody may see them, and when the telephone is answered by an agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import QuerySet

from waarborg.kernel.calendars import BeyondCover
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.intervals import Intervals
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.support.models import CallBack
from waarborg.support.models.call_backs import PLANNED
from waarborg.support.permissions import ASK_CALL_BACK, ASKERS, CALL_BACK
from waarborg.support.queries.tickets import visible
from waarborg.support.rules.call_backs.moments import HORIZON, LEAST, NOTICE, fits, moments

# What an agreement calls the hours in which the telephone is answered.
PHONE = "phone"
SHOWN = 100
CHOICES = 80


@dataclass(frozen=True, slots=True)
class PhoneHours:
    """The openings (us) of the telephone in the coming two weeks, and the zone in which they are said."""

    opened: Intervals
    zone: str

    def first(self, *, at: datetime, wait: timedelta = NOTICE) -> datetime | None:
        """The earliest moment at which somebody can be called; None where there is none in two weeks."""
        found = next(moments(self.opened, to_us(at + wait)), None)
        return None if found is None else from_us(found)

    def choices(self, *, at: datetime) -> list[datetime]:
        """The moments to choose from, the earliest first."""
        return [from_us(one) for one in islice(moments(self.opened, to_us(at + NOTICE)), CHOICES)]

    def fits(self, start: datetime, *, at: datetime) -> bool:
        """Whether somebody can be called at `start`."""
        return fits(to_us(start), self.opened, to_us(at + LEAST))


def phone_hours(tenant: UUID, *, at: datetime) -> PhoneHours | None:
    """None for a customer whose agreement names no hours for the telephone: then there is no call to ask for. One query
    in a unit of work."""
    bound = promises.standing(tenant)
    version = bound.at(at) if bound else None
    if version is None or PHONE not in version.calendars:
        return None
    desk = promises.DeskCalendar(version, PHONE)
    try:
        opened = desk.openings(to_us(at), to_us(at + HORIZON))
    except BeyondCover:
        opened = ()
    return PhoneHours(opened, desk.zone)


def of(by: Actor) -> QuerySet[CallBack]:
    """Those on tickets that this reader may see; of who has no office at the customer only his own."""
    rows: QuerySet[CallBack] = CallBack.objects.select_related("ticket").filter(ticket__in=visible(by))
    if by.is_staff or by.roles & ASKERS:
        return rows
    return rows.filter(contact_id=by.person) if by.person else rows.none()


def find(by: Actor, call_back: UUID) -> CallBack:
    """Raises NotFound for one that is not there and one that is not for this reader alike, NotAllowed."""
    permissions.require(by, CALL_BACK if by.is_staff else ASK_CALL_BACK, tenant=by.tenant)
    found: CallBack | None = of(by).filter(id=call_back).first()
    if found is None:
        raise permissions.NotFound()
    return found


def coming(by: Actor) -> Sequence[CallBack]:
    """Whom we are to call, the next one first. One query."""
    return list(of(by).filter(state=PLANNED).order_by("calls_at", "id")[:SHOWN])


def past(by: Actor) -> Sequence[CallBack]:
    """What was held, cancelled or given up, the newest first. One query."""
    return list(of(by).exclude(state=PLANNED).order_by("-calls_at", "-id")[:20])


def of_ticket(ticket: UUID) -> CallBack | None:
    """The call that stands for a ticket. One query."""
    found: CallBack | None = CallBack.objects.filter(ticket_id=ticket, state=PLANNED).first()
    return found
