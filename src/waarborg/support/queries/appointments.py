"""Appointments as somebody may see them, and the moments that are still free."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from waarborg.customers.models import Person
from waarborg.kernel.calendars import BeyondCover
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing import permissions, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.wording import local_date
from waarborg.promises import queries as promises
from waarborg.support.models import Appointment, CallBack, StaffAbsence, StaffHours
from waarborg.support.models.appointments import STANDING
from waarborg.support.models.call_backs import PLANNED
from waarborg.support.permissions import BOOK, LOOK_ALONG
from waarborg.support.queries.people import colleagues
from waarborg.support.queries.tickets import about_visible
from waarborg.support.rules.appointments.slots import HORIZON, LENGTH, NOTICE, Availability, Slot, free_slots, slot_of

SHOWN = 100


def of(by: Actor) -> QuerySet[Appointment]:
    """Those that this reader may see."""
    return about_visible(Appointment.objects.all(), by)


def find(by: Actor, appointment: UUID) -> Appointment:
    """Raises NotFound for one that is not there and one that is not for this reader alike, NotAllowed."""
    permissions.require(by, LOOK_ALONG if by.is_staff else BOOK, tenant=by.tenant)
    found: Appointment | None = of(by).filter(id=appointment).first()
    if found is None:
        raise permissions.NotFound()
    return found


def coming(by: Actor, *, now: datetime) -> list[Appointment]:
    """What is planned or goes on, the next one first. One query."""
    rows = of(by).filter(state__in=STANDING).order_by("starts_at", "id")
    return list(rows[:SHOWN])


def past(by: Actor) -> list[Appointment]:
    """What was held or cancelled, the newest first. One query."""
    return list(of(by).exclude(state__in=STANDING).order_by("-starts_at", "-id")[:20])


def staff_of(*, at: datetime) -> list[Availability]:
    """Every colleague who answers, with hours, absence and what is booked. In the desk's own scope, also for a customer
    who asks for a moment: he learns of free moments only. Seven queries."""
    with tenancy.enter(Role.DESK):
        people = colleagues(at=at)
        ids = [one.id for one in people]
        hours, absent, booked = {}, {}, {}  # type: ignore[var-annotated]
        for row in StaffHours.objects.filter(person_id__in=ids).order_by("weekday", "begins"):
            hours.setdefault(row.person_id, []).append((row.weekday, row.begins, row.ends))
        for row in StaffAbsence.objects.filter(person_id__in=ids, last__gte=at.date()):
            absent.setdefault(row.person_id, []).append((row.first, row.last))
        rows = Appointment.objects.filter(agent_id__in=ids, state__in=STANDING, starts_at__gte=at)
        for person, start in rows.values_list("agent_id", "starts_at"):
            booked.setdefault(person, set()).add(to_us(start))
        calls = CallBack.objects.filter(caller_id__in=ids, state=PLANNED, calls_at__gte=at)
        for person, start in calls.values_list("caller_id", "calls_at"):
            booked.setdefault(person, set()).add(slot_of(to_us(start)))
    return [
        Availability(
            one.id,
            one.name,
            tuple(hours[one.id]),
            tuple(absent.get(one.id, ())),
            frozenset(booked.get(one.id, ())),
        )
        for one in people
        if one.id in hours
    ]


def free(*, at: datetime) -> tuple[list[Slot], str]:
    """The moments that can be booked now, and the desk's zone, in whose wall time they lie."""
    first, last = to_us(at + NOTICE), to_us(at + HORIZON)
    with tenancy.enter(Role.DESK):
        desk = promises.desk_calendar()
    try:
        opened = desk.openings(first, last)
    except BeyondCover:
        opened = ()
    return free_slots(staff_of(at=at), opened=opened, zone=desk.zone, first=first, last=last), desk.zone


def free_at(start: datetime, *, at: datetime) -> list[tuple[UUID, str]]:
    """Who of us (person, name) has exactly this slot free, who has the least booked first; however near it is. In the
    desk's own scope."""
    begins = to_us(start)
    with tenancy.enter(Role.DESK):
        zone = promises.desk_calendar().zone
    opened = ((begins, begins + LENGTH),)
    slots = free_slots(staff_of(at=at), opened=opened, zone=zone, first=begins, last=begins + 1)
    return [one for slot in slots for one in slot.people]


def unattended(rows: Iterable[Appointment], *, at: datetime) -> set[UUID]:
    """Of what is planned: those whose colleague left or is away on that day, and whom nobody could replace. Two
    queries."""
    found: set[UUID] = set()
    staff = {one.id for one in colleagues(at=at)}
    absent: dict[UUID, list[tuple[date, date]]] = {}
    for one in StaffAbsence.objects.filter(last__gte=at.date()):
        absent.setdefault(one.person_id, []).append((one.first, one.last))
    for row in rows:
        day = local_date(row.starts_at, zone_of())
        away = any(first <= day <= last for first, last in absent.get(row.agent_id, ()))
        if row.state == "planned" and (away or row.agent_id not in staff):
            found.add(row.id)
    return found


def person_at(tenant: UUID, person: UUID) -> Person | None:
    """Whoever gets the mail. One query."""
    found: Person | None = Person.objects.filter(tenant_id=tenant, id=person, active=True).first()
    return found


def starts(slot: Slot) -> datetime:
    return from_us(slot.start)
