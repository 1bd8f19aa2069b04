"""The jobs of alarms: the next step when nobody took one up, and what customers' journals hear of it."""

from datetime import datetime
from uuid import UUID

from waarborg.availability.actions.alarms.note_for_customer import note_for_customer
from waarborg.availability.actions.alarms.raising import ESCALATE, NOTE, escalate
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role


@task(name=ESCALATE, role=Role.DESK, every="* * * * * */10", retry=None, queue="clocks")
def escalate_what_is_due(at: datetime) -> None:
    """Steps that are due. Each also wakes this by itself; the clock is for those whose job was lost, and for an offset
    clock that was set back."""
    escalate(at=at)


@task(name=NOTE, each_tenant=True)
def note_alarm(tenant: UUID, alarm: UUID, at: datetime) -> None:
    """An alarm goes to the journal of each customer whose agreement promises one; doing it again changes nothing."""
    note_for_customer(tenant, alarm, at=at)
