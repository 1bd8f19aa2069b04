"""Calls that were asked for, as somebody may see them, and when the telephone is answered by an agreement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import QuerySet

from waarborg.kernel.calendars import BeyondCover
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.intervals import Intervals
from waarborg.plumbing import permissions, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import Role
from waarborg.promises import queries as promises
from waarborg.support.models import Appointment, CallBack, StaffAbsence
from waarborg.support.models.appointments import STANDING
from waarborg.support.models.call_backs import PLANNED
from waarborg.support.permissions import ASK_CALL_BACK, CALL_BACK
from waarborg.support.queries.people import colleagues
from waarborg.support.queries.tickets import about_visible
from waarborg.support.rules.appointments.slots import LENGTH
from waarborg.support.rules.call_backs.callers import Caller, who_calls
from waarborg.support.rules.call_backs.moments import HORIZON, LEAST, NOTICE, QUARTER, fits, moments

# What an agreement calls the hours in which the telephone is answered.
PHONE = "phone"
SHOWN = 100
CHOICES = 80


@dataclass(frozen=True, slots=True)
class PhoneHours:
    """The openings (us) of the telephone in the coming two weeks, the zone in which they are said, and who of us could
    call; nobody where that was not looked up or nobody answers yet: then every moment of the openings is one."""

    opened: Intervals
    zone: str
    callers: tuple[Caller, ...] = ()

    def who(self, start: datetime, *, rather: UUID | None = None) -> Caller | None:
        """Who of us can call then, `rather` this one."""
        return who_calls(to_us(start), self.callers, zone=self.zone, rather=rather)

    def _moments(self, since: datetime) -> Iterator[datetime]:
        found = (from_us(one) for one in moments(self.opened, to_us(since)))
        return (one for one in found if not self.callers or self.who(one) is not None)

    def first(self, *, at: datetime, wait: timedelta = NOTICE) -> datetime | None:
        """The earliest moment at which somebody can be called; None where there is none in two weeks."""
        return next(self._moments(at + wait), None)

    def choices(self, *, at: datetime) -> list[datetime]:
        """The moments to choose from, the earliest first."""
        return list(islice(self._moments(at + NOTICE), CHOICES))

    def fits(self, start: datetime, *, at: datetime) -> bool:
        """Whether somebody can be called at `start`."""
        return fits(to_us(start), self.opened, to_us(at + LEAST)) and (not self.callers or self.who(start) is not None)


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


def calling_hours(tenant: UUID, *, at: datetime, but: UUID | None = None) -> PhoneHours | None:
    """The same, with who of us could call when; the call `but` takes nobody's time, for it is to be placed itself. Five
    queries."""
    hours = phone_hours(tenant, at=at)
    return replace(hours, callers=tuple(_callers(at=at, but=but))) if hours else None


def _callers(*, at: datetime, but: UUID | None) -> Iterator[Caller]:
    """In the desk's own scope, also for a customer who asks for a moment: he learns of free moments only."""
    with tenancy.enter(Role.DESK):
        people = colleagues(at=at)
        ids = [one.id for one in people]
        away: dict[UUID, list[tuple[date, date]]] = {}
        taken: dict[UUID, list[tuple[int, int]]] = {}
        for row in StaffAbsence.objects.filter(person_id__in=ids, last__gte=at.date() - timedelta(days=1)):
            away.setdefault(row.person_id, []).append((row.first, row.last))
        calls = CallBack.objects.filter(caller_id__in=ids, state=PLANNED, calls_at__gte=at).exclude(id=but)
        for person, start in calls.values_list("caller_id", "calls_at"):
            taken.setdefault(person, []).append((to_us(start), to_us(start) + QUARTER))
        since = at - timedelta(microseconds=LENGTH)
        sessions = Appointment.objects.filter(agent_id__in=ids, state__in=STANDING, starts_at__gte=since)
        for person, start in sessions.values_list("agent_id", "starts_at"):
            taken.setdefault(person, []).append((to_us(start), to_us(start) + LENGTH))
    for one in people:
        yield Caller(one.id, one.name, tuple(away.get(one.id, ())), tuple(taken.get(one.id, ())))


def of(by: Actor) -> QuerySet[CallBack]:
    """Those that this reader may see."""
    return about_visible(CallBack.objects.all(), by)


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
