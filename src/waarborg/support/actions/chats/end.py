"""Ending a chat: solved, going on as a ticket, or because the customer has what he needs."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.support.actions.answer import answer
from waarborg.support.actions.chats.holding import close, held
from waarborg.support.models import Chat
from waarborg.support.permissions import ANSWER_CHAT, OPEN_CHAT


@action("support.ticket.answer")
def resolve(
    chat: Chat, *, by: Actor, at: datetime, text: str, files: Sequence[StoredFile] = (), once: UUID | None = None
) -> Chat:
    """Close as resolved: `text` is the solution, so that whoever reads it again finds it. Ends the ticket's clocks.

    Raises ChatEnded, NotAllowed.
    """
    permissions.require(by, ANSWER_CHAT, tenant=chat.tenant_id)
    chat = held(chat)
    # Told by mail too, also to who is there: it says where to answer when it is not solved after all.
    answer(chat.ticket, by=by, at=at, text=text, purpose="resolution", files=files, once=once, channel="chat")
    chat.ticket.refresh_from_db()
    close(chat, "resolved", by=by, at=at)
    return chat


@action("support.ticket.answer")
def go_on_as_ticket(chat: Chat, *, by: Actor, at: datetime) -> Chat:
    """The conversation stops, the matter does not: the ticket stays open, its clocks run on. Raises ChatEnded."""
    permissions.require(by, ANSWER_CHAT, tenant=chat.tenant_id)
    chat = held(chat)
    close(chat, "continued", by=by, at=at)
    return chat


@action("support.ticket.reply")
def leave(chat: Chat, *, by: Actor, at: datetime) -> Chat:
    """The customer closes it. The ticket stays with us until it is solved. Raises ChatEnded, NotAllowed, NotFound."""
    permissions.require(by, OPEN_CHAT, tenant=chat.tenant_id)
    if by.person != chat.contact_id:
        raise permissions.NotFound()
    chat = held(chat)
    close(chat, "left", by=by, at=at)
    return chat
