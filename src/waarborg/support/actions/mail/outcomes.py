"""Where a mail ends up: its row says so, in the transaction of what became of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from waarborg.plumbing.journal import Ref
from waarborg.plumbing.mail_in.message import Parsed
from waarborg.plumbing.mail_in.models import MailIn, State
from waarborg.plumbing.tenancy import writing
from waarborg.support.models import Message, Ticket, TicketMail

# Whatever is found out about a mail, or decided; its bytes and when it came stay as they were.
DECIDED = (
    "tenant_id", "state", "reason", "about", "subject_kind", "subject_id", "message_id", "sender", "sender_name",
    "subject", "attempts", "decision", "decided", "decided_by",
)  # fmt: skip


def note(
    mail: MailIn, state: State, reason: str, *, about: Mapping[str, Any] | None = None, subject: Ref | None = None
) -> None:
    """Say what became of a mail and why; `about` holds the words for the sentence."""
    mail.state, mail.reason = state, reason
    mail.about = {**mail.about, **(about or {})}
    if subject is not None:
        mail.subject_kind, mail.subject_id = subject.kind, subject.id
    writing.update(mail, DECIDED)


def belongs_to(
    mail: MailIn, parsed: Parsed, ticket: Ticket, said: Message, *, person: UUID | None, reason: str
) -> None:
    """The mail has become `said`: its row is the customer's from now on, and goes with him when he is erased; the sweep
    then removes the mail as it came, which nothing holds any more."""
    thread = TicketMail(
        tenant_id=ticket.tenant_id,
        ticket_id=said.ticket_id,
        said_id=said.id,
        message_id=parsed.message_id,
        ours=False,
        mail_id=mail.id,
        person_id=person,
        at=mail.received,
        quoted=parsed.quoted,
    )
    writing.insert(thread)
    mail.tenant_id = ticket.tenant_id
    # Not `ticket`, where that was merged: the conversation goes on in another.
    note(mail, State.TAKEN, reason, subject=Ref(ticket.ref.kind, said.ticket_id))
