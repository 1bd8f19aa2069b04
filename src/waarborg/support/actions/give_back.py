"""A colleague who left handles nothing any more: what he had returns to the queue of its team."""

from datetime import datetime
from uuid import UUID

from waarborg.customers.models import Person
from waarborg.plumbing import jobs, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.locking import note_event
from waarborg.support.models import LIVE, Ticket

GIVE_BACK = "support.give-back-tickets"
AT_ONCE = 100


def give_back(person: UUID, *, at: datetime, most: int = AT_ONCE) -> int:
    """All in the queue in the name of `person` is nobody's again, each with a line in its journal; the team stays.

    Waiting and planned tickets too. At most `most` of them: the job comes back for the rest. Answers how many.
    """
    held = list(Ticket.objects.select_for_update().filter(LIVE, assignee_id=person).order_by("id")[:most])
    for ticket in held:
        ticket.changed_at = at
        ticket.revision += 1
        _free(ticket, person, at=at)
        ticket.save()
    if len(held) == most:
        jobs.enqueue(GIVE_BACK, {"person": str(person)})
    return len(held)


def free_of_leaver(ticket: Ticket, *, at: datetime) -> None:
    """Part of opening a ticket again: who left meanwhile does not handle it. The caller holds and saves the ticket. One
    query where it is in somebody's name."""
    if ticket.assignee_id is None:
        return
    # The customer, in whose scope this may run, sees nobody of the staff.
    with tenancy.enter(Role.DESK):
        there = Person.objects.filter(id=ticket.assignee_id, active=True).exists()
    if not there:
        _free(ticket, ticket.assignee_id, at=at)


def _free(ticket: Ticket, person: UUID, *, at: datetime) -> None:
    ticket.assignee_id, ticket.assignee_name = None, ""
    note_event(ticket, "ticket.given-back", by=SYSTEM, at=at, data={"person": str(person)})
