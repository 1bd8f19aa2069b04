"""What a customer says by telephone about a ticket that is there: written down in his name, so that waiting ends as by
any other way (EDGE S5)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from waarborg.customers.models import Person
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.asking import require_may_ask
from waarborg.support.actions.reply import Said, customer_says
from waarborg.support.actions.report import since_when
from waarborg.support.models import Message, Ticket
from waarborg.support.permissions import MARK_FOR_CALLER

CHANNEL = "phone"


@action(MARK_FOR_CALLER)
def write_down(
    ticket: Ticket,
    text: str,
    *,
    by: Actor,
    at: datetime,
    caller: UUID,
    said_at: datetime | None = None,
    reason: str = "",
    once: UUID | None = None,
) -> Message:
    """Add what `caller`, who may ask us something, says; the journal has who wrote it down for whom.

    `said_at` is when it was said where that was before `at` (a message that was left), with a `reason`: the clocks go
    on from then. Raises NotYet, EarlierNeedsReason, NotByAgreement, MayNotAsk, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, MARK_FOR_CALLER, tenant=ticket.tenant_id)
    who = Person.objects.filter(tenant_id=ticket.tenant_id, id=caller, active=True).first()
    if who is None:
        raise permissions.NotFound()
    require_may_ask(ticket.tenant_id, by=by, at=at, channel=CHANNEL, reporter=caller)
    since = since_when(said_at, at, reason)
    earlier = since if since < at else None
    said = Said((who.id, who.name), text, CHANNEL, once=once, received=earlier, late=reason.strip() or None)
    return customer_says(ticket, said, by=replace(by, on_behalf=who.id), at=at)
