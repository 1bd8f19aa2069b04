"""What staff do with a complaint: somebody who was not involved takes it, says how it goes, and answers."""

from datetime import datetime
from uuid import UUID

from waarborg.customers.models import Person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.complaints.holding import (
    ComplaintMovedOn,
    Involved,
    keep,
    locked,
    note_event,
    require_impartial,
    said_before,
    say,
)
from waarborg.support.actions.complaints.mails import tell_complainant
from waarborg.support.models import Complaint, ComplaintMessage
from waarborg.support.permissions import HANDLE_COMPLAINT
from waarborg.support.queries.complaints import handlers
from waarborg.support.rules.complaints.states import Outcome


class TakenAlready(Refusal):
    """A colleague was first."""

    code = "support.complaint.taken"
    nl = "{number} wordt al behandeld door {name}."
    en = "{number} is already being handled by {name}."
    nl_way_out = "Neemt u haar over, kies dan uzelf bij 'Geven aan'."
    en_way_out = "To take it over, choose yourself at 'Give to'."


class NotTheHandler(Refusal):
    code = "support.complaint.not-the-handler"
    status = 403
    nl = "Wie de klacht behandelt, beantwoordt haar: {name}."
    en = "Whoever handles the complaint answers it: {name}."
    nl_way_out = "Neem haar eerst in behandeling."
    en_way_out = "First take it."


@action("support.complaint.handle")
def take(complaint: Complaint, *, by: Actor, at: datetime) -> Complaint:
    """Become its handler; the first of two wins, and taking what one has changes nothing.

    Raises TakenAlready, Involved, ComplaintMovedOn, NotAllowed, NotFound.
    """
    permissions.require(by, HANDLE_COMPLAINT, tenant=complaint.tenant_id)
    held = locked(complaint)
    if held.handler_id not in (None, by.person):
        raise TakenAlready(number=held.shown_number, name=held.handler_name)
    return _hand(held, by.person, by.name, by=by, at=at)


@action("support.complaint.handle")
def give(complaint: Complaint, person: Person, *, by: Actor, at: datetime) -> Complaint:
    """Let a colleague handle it. Raises Involved, ComplaintMovedOn, NotAllowed, NotFound."""
    permissions.require(by, HANDLE_COMPLAINT, tenant=complaint.tenant_id)
    held = locked(complaint)
    if person.id not in {one.id for one in handlers(held, at=at)}:
        raise Involved(name=person.name)
    return _hand(held, person.id, person.name, by=by, at=at)


def _hand(held: Complaint, person: UUID | None, name: str, *, by: Actor, at: datetime) -> Complaint:
    if not held.is_live:
        raise ComplaintMovedOn.of(held)
    require_impartial(held, person, name)
    if held.handler_id == person:
        return held
    held.handler_id, held.handler_name = person, name
    if held.state == "filed":
        held.state = "handling"
    note_event(held, "complaint.taken", by=by, at=at, data={"handler": str(person)})
    tell_complainant(held, "taken", key=f"{held.id}:{person}:{at.isoformat()}", at=at)
    return keep(held, at=at)


@action("support.complaint.handle")
def say_about_whom(complaint: Complaint, person: UUID | None, *, by: Actor, at: datetime) -> Complaint:
    """Note which colleague it is about: who that is neither reads it nor handles it from now on.

    Raises Involved where that one handles it now, ComplaintMovedOn, NotAllowed, NotFound.
    """
    permissions.require(by, HANDLE_COMPLAINT, tenant=complaint.tenant_id)
    held = locked(complaint)
    if not held.is_live:
        raise ComplaintMovedOn.of(held)
    held.about_person_id = person
    if person is not None and person == held.handler_id:
        raise Involved(name=held.handler_name)
    return keep(held, at=at)


@action("support.complaint.handle")
def tell(complaint: Complaint, *, by: Actor, at: datetime, text: str, once: UUID | None = None) -> ComplaintMessage:
    """A word to the complainant on how it goes; it stops no clock.

    Raises NotTheHandler, ComplaintMovedOn, NotAllowed, NotFound.
    """
    held = _of_handler(complaint, by)
    number, earlier = said_before(held, once, text)
    if earlier:
        return earlier
    if not held.is_live:
        raise ComplaintMovedOn.of(held)
    made = say(held, by=by, at=at, text=text, kind="word", once=number)
    note_event(held, "complaint.told", by=by, at=at, data={"message": str(made.id)})
    tell_complainant(held, "told", key=str(made.id), at=at)
    keep(held, at=at)
    return made


@action("support.complaint.handle")
def answer(
    complaint: Complaint, *, by: Actor, at: datetime, text: str, outcome: Outcome, once: UUID | None = None
) -> ComplaintMessage:
    """The answer with its outcome, which stops the clock; after a second opinion nothing follows.

    Raises NotTheHandler, Involved, ComplaintMovedOn, NotAllowed, NotFound.
    """
    held = _of_handler(complaint, by)
    number, earlier = said_before(held, once, text)
    if earlier:
        return earlier
    if not held.is_live:
        raise ComplaintMovedOn.of(held)
    require_impartial(held, by.person, by.name)
    made = say(held, by=by, at=at, text=text, kind="answer", once=number)
    again = held.state == "appealed"
    if again:
        held.state, held.appeal_outcome = "settled", outcome
    else:
        held.state, held.outcome = "answered", outcome
    note_event(held, "complaint.answered", by=by, at=at, data={"message": str(made.id), "outcome": outcome})
    tell_complainant(held, "settled" if again else "answered", key=str(made.id), at=at)
    keep(held, at=at)
    return made


def _of_handler(complaint: Complaint, by: Actor) -> Complaint:
    permissions.require(by, HANDLE_COMPLAINT, tenant=complaint.tenant_id)
    held = locked(complaint)
    if held.handler_id != by.person:
        raise NotTheHandler(name=held.handler_name or "–")
    return held
