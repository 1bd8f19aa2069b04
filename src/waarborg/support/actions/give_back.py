"""A colleague who left handles nothing any more: what he had returns to the queue of its team."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import jobs
from waarborg.plumbing.actors import SYSTEM
from waarborg.support.actions.locking import note_event
from waarborg.support.models import Ticket
from waarborg.support.rules import states

GIVE_BACK = "support.give-back-tickets"
AT_ONCE = 100


def give_back(person: UUID, *, at: datetime, most: int = AT_ONCE) -> int:
    """Live tickets in the name of `person` are nobody's again, each with a line in its journal; the team stays.

    Waiting and planned ones too. At most `most` of them: the job comes back for the rest. Answers how many.
    """
    rows = Ticket.objects.select_for_update().filter(assignee_id=person, state__in=sorted(states.LIVE)).order_by("id")
    held = list(rows[:most])
    for ticket in held:
        ticket.assignee_id, ticket.assignee_name = None, ""
        ticket.changed_at = at
        ticket.revision += 1
        ticket.save()
        note_event(ticket, "ticket.given-back", by=SYSTEM, at=at, data={"person": str(person)})
    if len(held) == most:
        jobs.enqueue(GIVE_BACK, {"person": str(person)})
    return len(held)
