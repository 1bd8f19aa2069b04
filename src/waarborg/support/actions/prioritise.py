"""Setting the priority: clocks not yet stopped are recomputed from the report (AP-31: logged with who and why)."""

from datetime import datetime

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.support.actions.locking import locked, note_event, pick_up_if_new, require_live
from waarborg.support.actions.mails import tell_state
from waarborg.support.models import Ticket


class NoSuchPriority(Refusal):
    """The agreement of this customer has no such word (AP-31)."""

    code = "support.ticket.priority"
    status = 422
    nl = "Prioriteit {priority} bestaat niet in deze overeenkomst."
    en = "Priority {priority} does not exist in this agreement."
    nl_way_out = "Kies een van: {choices}."
    en_way_out = "Choose one of: {choices}."


class ReasonNeeded(Refusal):
    code = "support.ticket.priority-reason"
    status = 422
    nl = "Zet erbij waarom de prioriteit verandert; de klant leest dat mee."
    en = "Say why the priority changes; the customer reads it too."


@action("support.ticket.prioritise")
def prioritise(ticket: Ticket, *, by: Actor, at: datetime, priority: str, reason: str = "") -> Ticket:
    """Give the ticket a priority of its customer's agreement; a change of one it had needs a reason.

    The same priority again changes nothing. Raises NoSuchPriority, ReasonNeeded, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, "support.ticket.prioritise", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    require_live(ticket)
    choices = promises.scheme_words(ticket.tenant_id, "priority", at=at)
    if priority not in choices:
        raise NoSuchPriority(priority=priority, choices=", ".join(choices))
    if priority == ticket.priority:
        return ticket
    if ticket.priority and not reason.strip():
        raise ReasonNeeded()
    note_event(
        ticket,
        "ticket.reprioritised",
        by=by,
        at=at,
        properties={"priority": priority},
        data={"from": ticket.priority, "to": priority, "why": reason.strip()},
    )
    # After the new priority: a clock that only this priority has is then met by this very act.
    pick_up_if_new(ticket, by=by, at=at)
    before, ticket.priority = ticket.priority, priority
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save()
    if before:
        tell_state(ticket, "priority", at=at, but=by)
    return ticket
