"""Where a mail ends up: its row says so, in the transaction of what became of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from waarborg.plumbing.journal import Ref
from waarborg.plumbing.mail_in.arrive import store_raw
from waarborg.plumbing.mail_in.message import Parsed
from waarborg.plumbing.mail_in.models import MailIn, State
from waarborg.plumbing.mail_in.queries import raw_of
from waarborg.support.models import Message, Ticket, TicketMail


def note(
    mail: MailIn, state: State, reason: str, *, about: Mapping[str, Any] | None = None, subject: Ref | None = None
) -> None:
    """Say what became of a mail and why; `about` holds the words for the sentence."""
    mail.state, mail.reason = state, reason
    mail.about = {**mail.about, **(about or {})}
    if subject is not None:
        mail.subject_kind, mail.subject_id = subject.kind, subject.id
    mail.save()


def belongs_to(
    mail: MailIn, parsed: Parsed, ticket: Ticket, said: Message, *, person: UUID | None, reason: str, at: datetime
) -> None:
    """The mail has become `said`: it and its file are the customer's from now on, and go with him when he is erased."""
    TicketMail.objects.create(
        tenant_id=ticket.tenant_id,
        ticket_id=ticket.id,
        said_id=said.id,
        message_id=parsed.message_id,
        ours=False,
        mail_id=mail.id,
        person_id=person,
        at=mail.received,
        quoted=parsed.quoted,
    )
    if mail.tenant_id != ticket.tenant_id:
        if mail.file_id is not None:
            # The provider's copy of the bytes is nobody's any more, and the sweep removes it.
            mail.file_id = store_raw(raw_of(mail), ticket.tenant_id, at=at).id
        mail.tenant_id = ticket.tenant_id
    note(mail, State.TAKEN, reason, subject=ticket.ref)
