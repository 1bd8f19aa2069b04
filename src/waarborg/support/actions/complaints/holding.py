"""Taking a complaint for change, and who may never handle it."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.support.models import Complaint, ComplaintMessage
from waarborg.support.queries.complaints import those_involved
from waarborg.support.rules.complaints import states
from waarborg.support.rules.once import once_with

TELL_DESK = "support.tell-desk-of-complaint"


class ComplaintMovedOn(Refusal):
    """Answered, withdrawn or settled meanwhile."""

    code = "support.complaint.state"
    nl = "Dit kan niet: {number} is {state}."
    en = "This is not possible: {number} is {state}."
    nl_way_out = "Lees eerst wat er is gebeurd. Er is niets gewijzigd."
    en_way_out = "Read first what happened. Nothing was changed."

    @classmethod
    def of(cls, complaint: Complaint) -> "ComplaintMovedOn":
        return cls(number=complaint.shown_number, state=states.STATES[complaint.state])  # type: ignore[index]


class Involved(Refusal):
    """Nobody judges a complaint about his own work (PX-89: an own handler)."""

    code = "support.complaint.involved"
    status = 403
    nl = "{name} kan deze klacht niet behandelen: zij gaat over diens eigen werk of eerdere oordeel."
    en = "{name} cannot handle this complaint: it is about their own work or earlier opinion."
    nl_way_out = "Geef haar aan een collega die er buiten staat."
    en_way_out = "Give it to a colleague who was not involved."


def locked(complaint: Complaint) -> Complaint:
    """The complaint as it is now, locked until the transaction ends."""
    return Complaint.objects.select_for_update().get(id=complaint.id)


def require_impartial(complaint: Complaint, person: UUID | None, name: str) -> None:
    """Raises Involved for who it is about, who handled the ticket it is about, and who gave the first opinion."""
    if person in those_involved(complaint) | {complaint.first_handler_id} and person is not None:
        raise Involved(name=name)


def say(
    complaint: Complaint, *, by: Actor, at: datetime, text: str, kind: str, once: UUID | None = None
) -> ComplaintMessage:
    made: ComplaintMessage = ComplaintMessage.objects.create(
        tenant_id=complaint.tenant_id,
        complaint=complaint,
        at=at,
        side="staff" if by.is_staff else "customer",
        kind=kind,
        author_id=by.person,
        author_name=by.name,
        body=text,
        once=once,
    )
    return made


def said_before(complaint: Complaint, once: UUID | None, text: str) -> tuple[UUID | None, ComplaintMessage | None]:
    """The number of this form with its words, and the message that it has written already. Under the lock."""
    number = once_with(once, text)
    if number is None:
        return None, None
    return number, ComplaintMessage.objects.filter(tenant_id=complaint.tenant_id, once=number).first()


def note_event(complaint: Complaint, event: str, *, by: Actor, at: datetime, **rest: object) -> None:
    """One journal entry about this complaint: `event` without the domain, such as "complaint.answered"."""
    journal.record(f"support.{event}", tenant=complaint.tenant_id, subject=complaint.ref, by=by, at=at, **rest)  # type: ignore[arg-type]
    announce(f"complaint.{complaint.id}")


def tell_desk(complaint: Complaint, what: str, *, key: str) -> None:
    """Mails to those of ours who handle complaints, written by a job: a customer's scope may not write them."""
    told = {"tenant": complaint.tenant_id, "complaint": complaint.id, "what": what, "key": key}
    jobs.enqueue(TELL_DESK, told)


def keep(complaint: Complaint, *, at: datetime) -> Complaint:
    complaint.changed_at = at
    complaint.save()
    return complaint
