"""Holding a chat for change, and telling the pages that show it. Lock order: its ticket, then the chat itself."""

from datetime import datetime

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.support.actions.locking import locked, note_event
from waarborg.support.models import Chat
from waarborg.support.rules.chats.ends import End


class ChatEnded(Refusal):
    """The conversation is over; what was typed was not sent."""

    code = "support.chat.ended"
    nl = "Deze chat is afgesloten."
    en = "This chat has ended."
    nl_way_out = "Uw tekst is niet verstuurd en staat er nog. Reageer op de melding {number}, of begin een nieuwe chat."
    en_way_out = "Your text was not sent and is still here. Reply to ticket {number}, or start a new chat."

    @classmethod
    def of(cls, chat: Chat) -> "ChatEnded":
        return cls(number=chat.ticket.shown_number)


def held(chat: Chat) -> Chat:
    """The chat as it is now, with its ticket, both locked. Raises ChatEnded for one that is over."""
    ticket = locked(chat.ticket)
    found: Chat = Chat.objects.select_for_update().get(id=chat.id)
    found.ticket = ticket
    if not found.is_open:
        raise ChatEnded.of(found)
    return found


def tell(chat: Chat) -> None:
    """Pages that show who is there; what was said is told with the ticket."""
    announce(f"chat.{chat.id}")


def close(chat: Chat, how: End, *, by: Actor, at: datetime) -> None:
    """The chat, held by the caller, is over. Writes it, with its line in the ticket's journal."""
    chat.ended_at, chat.ended_how = at, how
    chat.customer_typed_at = chat.staff_typed_at = None
    chat.save()
    note_event(chat.ticket, "ticket.chat-ended", by=by, at=at, data={"chat": str(chat.id), "how": how})
    tell(chat)
