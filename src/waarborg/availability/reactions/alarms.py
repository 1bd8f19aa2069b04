"""The jobs of alarms: the next step when nobody took one up, what customers' journals hear of it, and the daily check
for misuse."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.availability.actions.alarms.hand_on_turns import HAND_ON, hand_on_turns, takes_turns
from waarborg.availability.actions.alarms.note_for_customer import note_for_customer
from waarborg.availability.actions.alarms.raising import ESCALATE, NOTE, escalate
from waarborg.availability.actions.check_misuse import check_misuse
from waarborg.customers.events import AUTHORITY_WITHDRAWN, CONTACT_LEFT
from waarborg.plumbing import jobs, journal, tenancy
from waarborg.plumbing.journal import Pending
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


# Twice, so that a day in which one of them is missed is still a day with a check.
@task(name="availability.check-misuse", each_tenant=True, every="20 2,14 * * *")
def check_for_misuse(tenant: UUID, at: datetime) -> None:
    """Each customer's own journal of the last day."""
    check_misuse(tenant, at=at)


def free_turns_of_leavers(entries: Sequence[Pending]) -> None:
    """Of colleagues; people of customers stand in no roster."""
    for entry in entries:
        if tenancy.current().role is not Role.DESK:
            return
        if entry.kind == CONTACT_LEFT:
            jobs.enqueue(HAND_ON, {"person": str(entry.subject.id)})
        elif entry.kind == AUTHORITY_WITHDRAWN and str(entry.properties.get("role", "")).startswith("provider."):
            jobs.enqueue(HAND_ON, {"person": str(entry.related[0].id)})


journal.before_append(free_turns_of_leavers)


@task(name=HAND_ON)
def hand_on_turns_of(person: UUID, at: datetime) -> None:
    """Who is a colleague with another role, or came back, keeps his turns."""
    if not takes_turns(person, at=at):
        hand_on_turns(person, at=at)
