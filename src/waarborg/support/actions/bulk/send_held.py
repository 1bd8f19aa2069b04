"""The moment of a message that waited has come: it is sent on each of its tickets once, or it says there why not."""

from datetime import datetime
from uuid import UUID

from waarborg.customers.queries import standing
from waarborg.plumbing import jobs, permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.support.actions.answer import answer
from waarborg.support.actions.bulk.hold import NEEDED, SEND_ONE
from waarborg.support.actions.locking import QUEUE, locked_by_id
from waarborg.support.models import HeldMessage, Message, Sending, Ticket
from waarborg.support.rules.bulk.held import GOING, HELD, Why, goes_at, why_not


def let_go(sending: UUID) -> bool:
    """From here on it cannot be taken back: each ticket has a job of its own. False where it was taken back, or goes
    already."""
    if not Sending.objects.filter(id=sending, state=HELD).update(state=GOING):
        return False
    for one in HeldMessage.objects.filter(sending_id=sending, stopped="").order_by("ticket_id"):
        jobs.enqueue(SEND_ONE, {"tenant": one.tenant_id, "held": one.id})
    return True


def send_one(held: UUID, *, at: datetime) -> Message | None:
    """On one ticket, in the name of who wrote it, at the instant that was shown or later. None where it was sent before
    or is not sent: then it waits there for somebody to decide.

    What he may, is asked now and not when he wrote: an account that was shut sends nothing any more.
    """
    found = HeldMessage.objects.filter(id=held).first()
    if found is None:
        return None
    ticket = locked_by_id(found.ticket_id)
    # Under the lock of the ticket: a job that runs twice finds it gone.
    found = HeldMessage.objects.filter(id=held, stopped="").first()
    sending = Sending.objects.filter(id=found.sending_id, state=GOING).first() if found else None
    if found is None or sending is None:
        return None
    by = _writer(sending, at)
    if why := _why(found, sending, ticket, by):
        # It may be sent by the same form again, when somebody has read what happened.
        found.stopped, found.once = why, None
        found.save(update_fields=["stopped", "once"])
        announce(QUEUE, f"ticket.{ticket.id}")
        return None
    number = found.once
    found.delete()
    when = goes_at(sending.due_at, at)
    return answer(ticket, by=by, at=when, text=sending.text, purpose=sending.purpose, once=number)  # type: ignore[arg-type]


def _writer(sending: Sending, at: datetime) -> Actor:
    who = standing(tenant=sending.tenant_id, person=sending.person_id, at=at)
    roles = who.roles if who else frozenset[str]()
    return Actor(
        kind="staff", tenant=sending.tenant_id, person=sending.person_id, name=sending.person_name, roles=roles
    )


def _why(found: HeldMessage, sending: Sending, ticket: Ticket, by: Actor) -> Why | None:
    same = ticket.revision == found.revision
    said = Message.objects.filter(
        tenant_id=ticket.tenant_id, ticket_id=ticket.id, side="customer", at__gte=sending.written_at
    )
    return why_not(
        may=permissions.may(by, NEEDED),
        was_live=found.was_live,
        state=ticket.state,
        live=ticket.is_live,
        same=same,
        same_team=ticket.team_id == found.team_id,
        replied=not same and said.exists(),
    )
