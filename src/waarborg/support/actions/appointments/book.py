"""Booking a moment to look along, moving it, and cancelling it; by the customer or by us."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from waarborg.kernel.instants import to_us
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.taken import taken
from waarborg.support.actions.appointments.holding import SlotTaken, held, note, plan_reminders, tell
from waarborg.support.actions.ticket_about import ticket_about
from waarborg.support.models import Appointment, Ticket
from waarborg.support.permissions import BOOK, LOOK_ALONG
from waarborg.support.queries.appointments import free, free_at
from waarborg.support.rules.once import once_with

CHANNEL = "appointment"


@action("support.ticket.open")
def book(
    tenant: UUID,
    *,
    by: Actor,
    at: datetime,
    start: datetime,
    text: str,
    zone: str = "Europe/Amsterdam",
    kind: str = "question",
    priority: str = "",
    ticket: Ticket | None = None,
    once: UUID | None = None,
) -> Appointment:
    """Book the moment `start` with whoever of us is free then, about `text`: on `ticket`, or on a new one of channel
    appointment whose clocks start now. The same `once` twice gives the first one.

    Raises SlotTaken, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, BOOK, tenant=tenant)
    if by.person is None:
        raise permissions.NotFound()
    ZoneInfo(zone)
    number = once_with(once, text, start.isoformat())
    if number and (earlier := Appointment.objects.filter(tenant_id=tenant, once=number).first()):
        return earlier
    agent = _who_is_free(start, at=at)
    ticket = ticket_about(
        tenant, ticket, by=by, at=at, text=text, kind=kind, priority=priority, once=once, channel=CHANNEL
    )
    with _taking_a_slot():
        made: Appointment = Appointment.objects.create(
            tenant_id=tenant,
            ticket=ticket,
            contact_id=by.person,
            contact_name=by.name,
            agent_id=agent[0],
            agent_name=agent[1],
            starts_at=start,
            zone=zone,
            changed_at=at,
            once=number,
        )
    note(made, "booked", by=by, at=at, starts=start.isoformat(), agent=str(agent[0]))
    tell(made, "booked", at=at)
    plan_reminders(made, at=at)
    return made


@contextmanager
def _taking_a_slot() -> Iterator[None]:
    """What is saved within it takes a slot of an agent. Raises SlotTaken where somebody else was first."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not taken(error, "support_appointment_slot"):
            raise
        raise SlotTaken() from None


def _who_is_free(start: datetime, *, at: datetime, rather: UUID | None = None) -> tuple[UUID, str]:
    """Whoever can at `start`, `rather` this one. Raises SlotTaken."""
    slots, _ = free(at=at)
    slot = next((one for one in slots if one.start == to_us(start)), None)
    if slot is None:
        raise SlotTaken()
    return next((one for one in slot.people if one[0] == rather), slot.people[0])


@action("support.ticket.reply")
def move(appointment: Appointment, *, by: Actor, at: datetime, start: datetime) -> Appointment:
    """Another moment, with the same colleague where he can. A permission that was given does not move with it.

    Raises SlotTaken, NotStanding, NotAllowed, NotFound.
    """
    permissions.require(by, LOOK_ALONG if by.is_staff else BOOK, tenant=appointment.tenant_id)
    appointment = held(appointment)
    if appointment.starts_at == start:
        return appointment
    agent = _who_is_free(start, at=at, rather=appointment.agent_id)
    appointment.agent_id, appointment.agent_name = agent
    appointment.starts_at, appointment.changed_at = start, at
    appointment.permitted_at, appointment.permitted_by = None, ""
    appointment.sequence += 1
    with _taking_a_slot():
        appointment.save()
    note(appointment, "moved", by=by, at=at, starts=start.isoformat(), agent=str(agent[0]))
    tell(appointment, "moved", at=at)
    plan_reminders(appointment, at=at)
    return appointment


@action("support.ticket.reply")
def cancel(appointment: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """Take it out of both calendars; the ticket stays. Raises NotStanding, NotAllowed, NotFound."""
    permissions.require(by, LOOK_ALONG if by.is_staff else BOOK, tenant=appointment.tenant_id)
    appointment = held(appointment)
    appointment.state, appointment.changed_at = "cancelled", at
    appointment.permitted_at, appointment.permitted_by = None, ""
    appointment.sequence += 1
    appointment.save()
    note(appointment, "cancelled", by=by, at=at)
    tell(appointment, "cancelled", at=at)
    return appointment


def pass_on(appointment: Appointment, *, by: Actor, at: datetime, rather: UUID | None = None) -> bool:
    """Another colleague looks along at the same moment, `rather` this one; False where nobody is free then: it stays
    as it was. A yes of the customer was to whom they knew, and is asked for again. In the desk's scope.

    Raises NotStanding.
    """
    appointment = held(appointment)
    people = [one for one in free_at(appointment.starts_at, at=at) if one[0] != appointment.agent_id]
    sequence = appointment.sequence
    for person, name in sorted(people, key=lambda one: one[0] != rather):
        appointment.agent_id, appointment.agent_name = person, name
        appointment.permitted_at, appointment.permitted_by = None, ""
        appointment.sequence, appointment.changed_at = sequence + 1, at
        try:
            with _taking_a_slot():
                appointment.save()
        except SlotTaken:
            continue
        note(appointment, "handed-on", by=by, at=at, agent=str(person))
        tell(appointment, "other", at=at)
        plan_reminders(appointment, at=at)
        return True
    return False
