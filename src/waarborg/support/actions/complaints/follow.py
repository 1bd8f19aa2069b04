"""What the customer does with a complaint once it is there: adds to it, asks for a second opinion, withdraws it."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.complaints.holding import (
    ComplaintMovedOn,
    keep,
    locked,
    note_event,
    said_before,
    say,
    tell_desk,
)
from waarborg.support.actions.complaints.mails import tell_complainant
from waarborg.support.models import Complaint, ComplaintMessage
from waarborg.support.permissions import FILE_COMPLAINT


class OnceOnly(Refusal):
    code = "support.complaint.second-opinion-once"
    nl = "Over {number} is al een tweede oordeel gegeven; daarmee is zij afgerond."
    en = "A second opinion on {number} was given already; with that it is settled."
    nl_way_out = "Bent u het er niet mee eens, leg het dan voor aan een geschilleninstantie of de rechter."
    en_way_out = "If you do not agree, you can turn to a disputes body or to court."


@action("support.complaint.file")
def add(complaint: Complaint, *, by: Actor, at: datetime, text: str, once: UUID | None = None) -> ComplaintMessage:
    """Something more from the customer. Raises ComplaintMovedOn, NotAllowed, NotFound."""
    permissions.require(by, FILE_COMPLAINT, tenant=complaint.tenant_id)
    held = locked(complaint)
    number, earlier = said_before(held, once, text)
    if earlier:
        return earlier
    if not held.is_live:
        raise ComplaintMovedOn.of(held)
    made = say(held, by=by, at=at, text=text, kind="word", once=number)
    note_event(held, "complaint.told", by=by, at=at, data={"message": str(made.id)})
    tell_desk(held, "told", key=str(made.id))
    keep(held, at=at)
    return made


@action("support.complaint.appeal")
def appeal(complaint: Complaint, *, by: Actor, at: datetime, text: str, once: UUID | None = None) -> ComplaintMessage:
    """Ask for a second opinion: somebody else judges it, within the same term, counted from now.

    Raises OnceOnly, ComplaintMovedOn, NotAllowed, NotFound.
    """
    permissions.require(by, FILE_COMPLAINT, tenant=complaint.tenant_id)
    held = locked(complaint)
    number, earlier = said_before(held, once, text)
    if earlier:
        return earlier
    if held.state == "settled":
        raise OnceOnly(number=held.shown_number)
    if held.state != "answered":
        raise ComplaintMovedOn.of(held)
    made = say(held, by=by, at=at, text=text, kind="appeal", once=number)
    held.state = "appealed"
    held.first_handler_id, held.first_handler_name = held.handler_id, held.handler_name
    held.handler_id, held.handler_name = None, ""
    note_event(held, "complaint.appealed", by=by, at=at, data={"message": str(made.id)})
    # To the clock a complaint that is filed again: a second answer comes within the same term as the first.
    note_event(held, "complaint.filed", by=by, at=at)
    tell_complainant(held, "appealed", key=str(made.id), at=at)
    tell_desk(held, "appealed", key=str(made.id))
    keep(held, at=at)
    return made


@action("support.complaint.withdraw")
def withdraw(complaint: Complaint, *, by: Actor, at: datetime) -> Complaint:
    """The customer lets it rest; a clock that runs is void. Raises ComplaintMovedOn, NotAllowed, NotFound."""
    permissions.require(by, FILE_COMPLAINT, tenant=complaint.tenant_id)
    held = locked(complaint)
    if held.state == "withdrawn":
        return held
    if not held.is_live:
        raise ComplaintMovedOn.of(held)
    held.state = "withdrawn"
    note_event(held, "complaint.withdrawn", by=by, at=at)
    tell_complainant(held, "withdrawn", key=str(held.id), at=at)
    tell_desk(held, "withdrawn", key=str(held.id))
    return keep(held, at=at)
