"""Putting a message into the conversation, with its files. Part of other actions, never one of its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet

from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.tenancy import kept, writing
from waarborg.support.models import Attachment, Message, Ticket
from waarborg.support.rules.passwords import masked

Author = tuple[UUID | None, str]


def say(
    ticket: Ticket,
    *,
    side: Literal["customer", "staff"],
    author: Author,
    at: datetime,
    text: str,
    purpose: str,
    channel: str,
    files: Sequence[StoredFile] = (),
    once: UUID | None = None,
) -> Message:
    """The message of `author` (person, name); a password in it is masked first (PX-99).

    Files were stored before; those never attached are swept up later."""
    message = Message(
        tenant_id=ticket.tenant_id,
        ticket=ticket,
        at=at,
        side=side,
        author_id=author[0],
        author_name=author[1],
        purpose=purpose,
        channel=channel,
        body=masked(text),
        once=once,
    )
    writing.insert(message)
    Attachment.objects.bulk_create(
        Attachment(
            tenant_id=message.tenant_id,
            message=message,
            file_id=file.id,
            name=file.name,
            size=file.size,
            sealed=file.is_sealed,
        )
        for file in files
    )
    return message


def shows(files: Sequence[StoredFile]) -> bool:
    """Whether a picture or a film is among them: what can be seen is answered sooner (CL-13, CL-69)."""
    return any(file.media_type.startswith(("image/", "video/")) for file in files)


def said_before(ticket: Ticket, once: UUID | None) -> Message | None:
    """The message that this very form has written already. The caller holds the ticket, so no second one can follow."""
    if once is None:
        return None
    return next(iter(kept.rows("support.said-once", _said, ticket.tenant_id, once)), None)


def _said(tenant: UUID, once: UUID) -> "QuerySet[Message]":
    return Message.objects.filter(tenant_id=tenant, once=once)
