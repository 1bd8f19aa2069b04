"""The customer says something more. On a resolved ticket that asks the question whether to reopen it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.plumbing import jobs, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.promises import queries as promises
from waarborg.support.actions.attach import attach
from waarborg.support.actions.locking import NotInThisState, locked, note_event
from waarborg.support.models import Message, Ticket
from waarborg.support.rules import states

SILENCE = "4 business hours"
REOPEN = "support.reopen-when-silent"


@action("support.ticket.reply")
def reply(
    ticket: Ticket,
    *,
    by: Actor,
    at: datetime,
    text: str,
    channel: str = "portal",
    files: Sequence[StoredFile] = (),
    once: UUID | None = None,
) -> Message:
    """Add a customer's message; waiting ends whatever the channel (EDGE S5).

    On a resolved ticket staff have four business hours to answer, or it reopens as of the reply (SEMANTICS 3). The same
    `once` twice gives the first message. Raises NotInThisState for a withdrawn ticket, NotAllowed, NotFound.
    """
    permissions.require(by, "support.ticket.reply", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    if once is not None and (earlier := Message.objects.filter(tenant_id=ticket.tenant_id, once=once).first()):
        return earlier
    if ticket.state == "withdrawn":
        raise NotInThisState.of(ticket)
    message = Message.objects.create(
        tenant_id=ticket.tenant_id,
        ticket=ticket,
        at=at,
        side="customer",
        author_id=by.person,
        author_name=by.name,
        purpose="reply",
        channel=channel,
        body=text,
        once=once,
    )
    attach(message, files)
    note_event(
        ticket,
        "ticket.customer-replied",
        by=by,
        at=at,
        properties={"channel": channel},
        data={"message": str(message.id)},
    )
    if ticket.state == "resolved" and ticket.reopen_asked_at is None:
        ticket.reopen_asked_at = at
        until = promises.due_for(ticket.tenant_id, start=at, within=SILENCE)
        jobs.enqueue(
            REOPEN,
            {"tenant": str(ticket.tenant_id), "ticket": str(ticket.id), "asked_at": at.isoformat()},
            at=until,
        )
    ticket.state = states.after_reply(ticket.state)  # type: ignore[arg-type]
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save()
    return message
