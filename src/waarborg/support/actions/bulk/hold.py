"""A message to several customers waits a short while before it is sent, and is taken back at once until then.

Nothing of it is in a journal or in a conversation before: customers, programs and clocks see a message when it is sent.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from waarborg.plumbing import jobs, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.support.actions.answer import Crossed
from waarborg.support.actions.locking import QUEUE, locked, require_live
from waarborg.support.actions.say import said_before
from waarborg.support.models import HeldMessage, Sending, Ticket
from waarborg.support.rules.bulk.held import BACK
from waarborg.support.rules.once import once_with
from waarborg.support.rules.passwords import masked
from waarborg.support.rules.states import Purpose

SEND, SEND_ONE = "support.send-held", "support.send-held-one"
NEEDED = "support.ticket.answer"
KEPT = timedelta(days=7)


@action("support.ticket.bulk")
def begin(text: str, purpose: Purpose, *, by: Actor, at: datetime, wait: timedelta) -> Sending:
    """One text of `by` that is sent after `wait`, on no ticket yet; passwords are masked here too. Raises NotAllowed,
    NotFound."""
    permissions.require(by, NEEDED)
    if by.person is None or by.tenant is None:
        raise permissions.NotFound()
    made: Sending = Sending.objects.create(
        tenant_id=by.tenant,
        person_id=by.person,
        person_name=by.name,
        text=masked(text),
        purpose=purpose,
        written_at=at,
        due_at=at + wait,
    )
    return made


def forget_sendings(*, at: datetime) -> int:
    """What was sent, or taken back, a week ago: the texts may name customers. What still waits for somebody to decide
    stays. In the desk's scope; answers how many."""
    old = Sending.objects.filter(written_at__lt=at - KEPT)
    HeldMessage.objects.filter(stopped=BACK, sending_id__in=old.filter(state=BACK).values("id")).delete()
    waits = HeldMessage.objects.filter(sending_id=OuterRef("id"))
    return int(old.filter(~Exists(waits)).delete()[0])


@action("support.ticket.answer")
def hold(
    ticket: Ticket, sending: Sending, *, by: Actor, at: datetime, revision: int, once: UUID | None = None
) -> HeldMessage | None:
    """It goes on this ticket too. `revision` is what the writer had in front of him. The same `once` with the same text
    twice holds it once: None where it waits, or was sent, already.

    Raises Crossed, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, NEEDED, tenant=ticket.tenant_id)
    ticket = locked(ticket)
    number = once_with(once, sending.text)
    if said_before(ticket, once_with(number, sending.text)):
        return None
    if number and HeldMessage.objects.filter(tenant_id=ticket.tenant_id, once=number).exists():
        return None
    if sending.purpose != "message":
        require_live(ticket)
    if revision != ticket.revision:
        raise Crossed(number=ticket.shown_number)
    made: HeldMessage = HeldMessage.objects.create(
        tenant_id=ticket.tenant_id,
        sending_id=sending.id,
        ticket_id=ticket.id,
        revision=revision,
        team_id=ticket.team_id,
        was_live=ticket.is_live,
        once=number,
    )
    announce(QUEUE, f"ticket.{ticket.id}")
    return made


def let_wait(sending: Sending) -> bool:
    """Part of the same act, when all its tickets are known: it goes at its moment. False where there is none, and then
    it is gone."""
    if not HeldMessage.objects.filter(sending_id=sending.id).exists():
        sending.delete()
        return False
    jobs.enqueue(SEND, {"sending": sending.id}, at=sending.due_at)
    return True
