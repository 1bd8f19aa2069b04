"""Answering the customer: a message, a question back, the workaround, or the solution."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.support.actions.locking import locked, note_event, pick_up_if_new, require_live
from waarborg.support.actions.mails import tell_reporter
from waarborg.support.actions.say import said_before, say
from waarborg.support.actions.urgent.contact import note_contact
from waarborg.support.models import Message, Ticket
from waarborg.support.rules import states
from waarborg.support.rules.once import once_with
from waarborg.support.rules.states import Purpose

EVENT_AFTER: dict[Purpose, str | None] = {
    "message": None,
    "question": "ticket.asked-back",
    "workaround": "ticket.worked-around",
    "resolution": "ticket.resolved",
}


MAIL: dict[Purpose, str] = {
    "message": "answered",
    "question": "asked",
    "workaround": "answered",
    "resolution": "resolved",
}

# What an answer can change of its ticket, its pick-up included.
MOVED = (
    "state", "planned_for", "waits_for", "resolved_at", "reopen_asked_at", "unanswered_since", "revision",
    "changed_at", "picked_up_at", "assignee_id", "assignee_name",
)  # fmt: skip


class Crossed(Refusal):
    """Something was said or changed since this answer was begun."""

    code = "support.ticket.crossed"
    nl = "Terwijl u schreef is {number} gewijzigd. Uw tekst staat er nog en is niet verstuurd."
    en = "While you were writing, {number} changed. Your text is still here and was not sent."
    nl_way_out = "Lees het nieuwe bericht hierboven en verstuur daarna opnieuw."
    en_way_out = "Read the new message above, then send again."


@action("support.ticket.answer")
def answer(
    ticket: Ticket,
    *,
    by: Actor,
    at: datetime,
    text: str,
    purpose: Purpose,
    revision: int | None = None,
    files: Sequence[StoredFile] = (),
    once: UUID | None = None,
    channel: str = "desk",
    mail: bool = True,
) -> Message:
    """Send `text` to the customer. `revision` is what the writer had in front of him; `mail` whether it is told by
    mail, which whoever reads it this moment (in a chat) needs not.

    The answer is recorded before the question back, for in one step the answer counts first. The same `once` twice
    gives the first message. Raises Crossed, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, "support.ticket.answer", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    once = once_with(once, text)
    if earlier := said_before(ticket, once):
        return earlier
    if purpose != "message":
        require_live(ticket)
    if revision is not None and revision != ticket.revision:
        raise Crossed(number=ticket.shown_number)
    message = say(
        ticket,
        side="staff",
        author=(by.person, by.name),
        at=at,
        text=text,
        purpose=purpose,
        channel=channel,
        files=files,
        once=once,
    )
    pick_up_if_new(ticket, by=by, at=at)
    note_event(ticket, "ticket.answered", by=by, at=at, data={"message": str(message.id)})
    note_contact(ticket, by=by, at=at)
    if event := EVENT_AFTER[purpose]:
        note_event(ticket, event, by=by, at=at)
    _answered(ticket, purpose, at)
    if mail:
        tell_reporter(ticket, message, at=at, what=MAIL[purpose])
    return message


def _answered(ticket: Ticket, purpose: Purpose, at: datetime) -> None:
    """How the ticket stands after it; saves it."""
    ticket.enter(states.after_answer(ticket.state, purpose))  # type: ignore[arg-type]
    if purpose == "resolution":
        ticket.resolved_at = at
    # An answer to a reply on a resolved ticket settles the question whether to reopen.
    ticket.reopen_asked_at = None
    ticket.unanswered_since = None
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save(update_fields=MOVED)
