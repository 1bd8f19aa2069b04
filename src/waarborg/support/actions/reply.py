"""The customer says something more. On a resolved ticket that asks the question whether to reopen it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.plumbing import jobs, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.tenancy import writing
from waarborg.promises import queries as promises
from waarborg.support.actions.asking import require_may_ask
from waarborg.support.actions.locking import NotInThisState, locked, locked_by_id, note_event
from waarborg.support.actions.mails import tell_followers
from waarborg.support.actions.say import said_before, say, shows
from waarborg.support.actions.stand_in import customer_said
from waarborg.support.models import Message, Ticket
from waarborg.support.rules import states
from waarborg.support.rules.once import once_with

SILENCE = "4 business hours"
REOPEN = "support.reopen-when-silent"
# What a reply can change of its ticket.
MOVED = (
    "state", "planned_for", "waits_for", "reopen_asked_at", "unanswered_since", "pictured", "revision", "changed_at",
)  # fmt: skip


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
    received: datetime | None = None,
    late: str | None = None,
) -> Message:
    """Add a customer's message; waiting ends whatever the channel (EDGE S5). `received` is when it reached us, where
    that was before `at`: the clocks go on from then, but never from before what happened on the ticket since, for an
    answer that we gave meanwhile was not answered by it. `late` says why it may lie behind.

    On a resolved ticket staff have four business hours to answer, or it reopens as of the reply (SEMANTICS 3). The same
    `once` twice gives the first message. Raises NotInThisState for a withdrawn ticket, NotAllowed, NotFound.
    """
    permissions.require(by, "support.ticket.reply", tenant=ticket.tenant_id)
    require_may_ask(ticket.tenant_id, by=by, at=at, channel=channel)
    said = Said((by.person, by.name), text, channel, files, once, received, late)
    return customer_says(ticket, said, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer says more on a ticket; the fields are those of `reply`."""

    author: tuple[UUID | None, str]
    text: str
    channel: str
    files: Sequence[StoredFile] = ()
    once: UUID | None = None
    received: datetime | None = None
    late: str | None = None


def customer_says(ticket: Ticket, said: Said, *, by: Actor, at: datetime) -> Message:
    """Inside an action that looked at who may: the message, and what it does to its ticket. Raises NotInThisState."""
    ticket = locked(ticket)
    once = once_with(said.once, said.text)
    if earlier := said_before(ticket, once):
        return earlier
    if ticket.merged_into_id:
        # It goes on there: what is said to either is said to both.
        ticket = locked_by_id(ticket.merged_into_id)
    if ticket.state == "withdrawn":
        raise NotInThisState.of(ticket)
    at = min(max(said.received, ticket.changed_at), at) if said.received else at
    message = say(
        ticket,
        side="customer",
        author=said.author,
        at=at,
        text=said.text,
        purpose="reply",
        channel=said.channel,
        files=said.files,
        once=once,
    )
    words, data = {"channel": said.channel}, {"message": str(message.id)}
    note_event(ticket, "ticket.customer-replied", by=by, at=at, properties=words, data=data, reason_if_late=said.late)
    if ticket.state == "resolved" and ticket.reopen_asked_at is None:
        _ask_to_reopen(ticket, at)
    _replied(ticket, said.files, at)
    customer_said(ticket, message, at=at, but=tell_followers(ticket, message, at=at))
    return message


def _replied(ticket: Ticket, files: Sequence[StoredFile], at: datetime) -> None:
    """How the ticket stands after it; saves it."""
    ticket.enter(states.after_reply(ticket.state))  # type: ignore[arg-type]
    ticket.unanswered_since = ticket.unanswered_since or at
    ticket.pictured = ticket.pictured or shows(files)
    ticket.revision += 1
    ticket.changed_at = at
    writing.update(ticket, MOVED)


def _ask_to_reopen(ticket: Ticket, at: datetime) -> None:
    ticket.reopen_asked_at = at
    if promises.standing(ticket.tenant_id) is None:
        # Without an agreement there are no business hours to wait for: the customer's own yes decides.
        return
    until = promises.due_for(ticket.tenant_id, start=at, within=SILENCE)
    asked = {"tenant": str(ticket.tenant_id), "ticket": str(ticket.id), "asked_at": at.isoformat()}
    jobs.enqueue(REOPEN, asked, at=until)
