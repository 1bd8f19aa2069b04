"""Saying something in a chat, from either side. It is a reply or an answer on the ticket, so its clocks hear it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.support.actions.answer import answer
from waarborg.support.actions.chats.holding import held, tell
from waarborg.support.actions.locking import note_event
from waarborg.support.actions.reply import reply
from waarborg.support.models import Chat, Message
from waarborg.support.permissions import ANSWER_CHAT, OPEN_CHAT
from waarborg.support.rules.once import once_with


@action("support.ticket.reply")
def write(
    chat: Chat, *, by: Actor, at: datetime, text: str, files: Sequence[StoredFile] = (), once: UUID | None = None
) -> Message:
    """`text` from whose chat it is, or from staff. The first of the staff who writes takes the chat with it; a customer
    who is not there any more gets a mail that there is an answer.

    The same `once` twice gives the first message. Raises ChatEnded, NotAllowed, NotFound.
    """
    permissions.require(by, ANSWER_CHAT if by.is_staff else OPEN_CHAT, tenant=chat.tenant_id)
    if not by.is_staff and by.person != chat.contact_id:
        # A colleague reads along as with any ticket, and replies there under his own name.
        raise permissions.NotFound()
    chat = held(chat)
    if by.is_staff:
        said: Message = answer(
            chat.ticket, by=by, at=at, text=text, purpose="message", files=files, once=once,
            channel="chat", mail=not chat.customer_here(at),
        )  # fmt: skip
        if chat.agent_id is None:
            take_up(chat, by=by, at=at)
        chat.staff_seen_at, chat.staff_typed_at = at, None
    elif first := _opening(chat, text=text, once=once):
        return first
    else:
        said = reply(chat.ticket, by=by, at=at, text=text, channel="chat", files=files, once=once)
        chat.customer_seen_at, chat.customer_typed_at = at, None
    chat.save()
    tell(chat)
    return said


def _opening(chat: Chat, *, text: str, once: UUID | None) -> Message | None:
    """What the chat was opened with, where this is that again: its answer got lost on the way. A line of a new ticket
    carries no number of its own."""
    number = once_with(once, text)
    if number is None or chat.once != number:
        return None
    lines = Message.objects.filter(tenant_id=chat.tenant_id, ticket_id=chat.ticket_id, side="customer")
    found: Message | None = lines.filter(once=number).first() or lines.order_by("at", "id").first()
    return found


def take_up(chat: Chat, *, by: Actor, at: datetime) -> None:
    """Whose chat it is now on our side; the caller holds and saves it."""
    chat.agent_id, chat.agent_name, chat.taken_at = by.person, by.name, at
    note_event(chat.ticket, "ticket.chat-taken", by=by, at=at, data={"chat": str(chat.id), "person": str(by.person)})
