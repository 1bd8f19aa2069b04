"""We called: what was said is written down on the ticket (CL-71), or nobody answered."""

from datetime import datetime

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.answer import answer
from waarborg.support.actions.call_backs.ask import caller_of, moved
from waarborg.support.actions.call_backs.holding import (
    CallTaken,
    held,
    hours_of,
    note,
    plan_reminders,
    saved_by,
    shown_on_ticket,
    tell,
)
from waarborg.support.actions.locking import locked_by_id
from waarborg.support.models import CallBack
from waarborg.support.models.call_backs import GIVEN_UP, HELD
from waarborg.support.permissions import CALL_BACK
from waarborg.support.rules.call_backs.moments import AGAIN, TRIES


@action("support.call-back.hold")
def spoke(call: CallBack, *, by: Actor, at: datetime, said: str) -> CallBack:
    """We spoke: `said` is the transcript, which the customer and his colleagues read on the ticket as our answer.

    Raises NoCallStands, NotAllowed.
    """
    permissions.require(by, CALL_BACK, tenant=call.tenant_id)
    call = held(call)
    _over(call, HELD, by=by, at=at)
    note(call, "held", by=by, at=at)
    ticket = call.ticket
    if ticket.merged_into_id:
        # It goes on there.
        ticket = locked_by_id(ticket.merged_into_id)
    answer(ticket, by=by, at=at, text=said, purpose="message", channel="phone")
    return call


@action("support.call-back.hold")
def unanswered(call: CallBack, *, by: Actor, at: datetime) -> CallBack:
    """Nobody answered: we call again at the first moment an hour later, and say so; after the third time, or where no
    moment comes, the call is over and the ticket goes on in writing. No clock stops: we said nothing yet.

    Raises NoCallStands, NotAllowed.
    """
    permissions.require(by, CALL_BACK, tenant=call.tenant_id)
    call = held(call)
    call.tries += 1
    note(call, "unanswered", by=by, at=at, tries=str(call.tries))
    hours = hours_of(call, at=at)
    again = hours.first(at=at, wait=AGAIN) if hours and call.tries < TRIES else None
    if again is None:
        call.sequence += 1
        _over(call, GIVEN_UP, by=by, at=at)
        note(call, "given-up", by=by, at=at)
        tell(call, "given-up", at=at)
        return call
    moved(call, again, at=at)
    note(call, "moved", by=by, at=at, calls=again.isoformat(), **caller_of(call))
    tell(call, "unanswered", at=at)
    plan_reminders(call, at=at)
    return call


@action("support.call-back.hold")
def take_call(call: CallBack, *, by: Actor, at: datetime) -> CallBack:
    """A colleague says that he makes this call, whoever had it. His own already: nothing changes.

    Raises CallTaken where he calls somebody else at that moment, NoCallStands, NotAllowed, NotFound.
    """
    permissions.require(by, CALL_BACK, tenant=call.tenant_id)
    if by.person is None:
        raise permissions.NotFound()
    call = held(call)
    if call.caller_id == by.person:
        return call
    if not saved_by(call, (by.person, by.name)):
        raise CallTaken()
    note(call, "taken-over", by=by, at=at, caller=str(by.person))
    return call


def _over(call: CallBack, state: str, *, by: Actor, at: datetime) -> None:
    call.state, call.done_at, call.done_by = state, at, by.name
    call.save()
    shown_on_ticket(call)
