"""Writing down how long a ticket took, and what made it heavier (CL-09)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event
from waarborg.support.models import HandlingTime, Ticket
from waarborg.support.permissions import WRITE_TIME
from waarborg.support.rules.once import once_with
from waarborg.support.rules.topics.places import HEAVIER
from waarborg.support.rules.use.workload import FACTORS

LONGEST = 24 * 60


class NoTime(BadInput):
    code = "support.ticket.time"
    nl = "{minutes} minuten kan niet: schrijf 1 tot {longest}, of een correctie die niet meer weghaalt dan er staat."
    en = "{minutes} minutes cannot be: write 1 to {longest}, or a correction that takes away no more than there is."


@action("support.ticket.time")
def write_time(
    ticket: Ticket, *, by: Actor, at: datetime, minutes: int, factors: Collection[str] = (), once: UUID | None = None
) -> HandlingTime:
    """Add minutes; negative ones correct. A specialist topic weighs heavier by itself (CL-11). The same `once` twice
    gives the first line. Raises NoTime, NotAllowed."""
    permissions.require(by, WRITE_TIME, tenant=ticket.tenant_id)
    held = locked(ticket)
    if held.topic == HEAVIER:
        factors = {*factors, "topic"}
    once = once_with(once, str(minutes), *sorted(factors))
    if once is not None and (earlier := HandlingTime.objects.filter(tenant_id=held.tenant_id, once=once).first()):
        return earlier
    there = sum(HandlingTime.objects.filter(tenant_id=held.tenant_id, ticket=held).values_list("minutes", flat=True))
    if minutes == 0 or minutes > LONGEST or there + minutes < 0 or set(factors) - set(FACTORS):
        raise NoTime(minutes=minutes, longest=LONGEST, path="minutes")
    made: HandlingTime = HandlingTime.objects.create(
        tenant_id=held.tenant_id,
        ticket=held,
        at=at,
        minutes=minutes,
        factors=sorted(factors),
        author_id=by.person,
        author_name=by.name,
        once=once,
    )
    data = {"minutes": minutes, "factors": sorted(factors)}
    note_event(held, "ticket.timed", by=by, at=at, data=data)
    return made
