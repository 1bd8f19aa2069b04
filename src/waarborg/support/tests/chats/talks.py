"""Short ways to a chat in the state that a test is about."""

from waarborg.customers.tests.cast import Cast, Player
from waarborg.support.actions.chats.open import open_chat
from waarborg.support.models import Chat, Message
from waarborg.support.tests.reports import at

WORDS = "Hoe zet ik de uren van vorige maand open?"


def opened(cast: Cast, when: str, *, text: str = WORDS, by: Player | None = None, **rest: object) -> Chat:
    """A chat that the support contact of Merendaal starts, or `by` at home."""
    player = by or cast.support_contact
    with player.at_work():
        chat: Chat = open_chat(player.organisation.id, by=player.actor, at=at(when), text=text, priority="p1", **rest)
    return chat


def said(cast: Cast, chat: Chat) -> list[tuple[str, str, str]]:
    """Every message of the chat's ticket, in order: side, channel, words."""
    with cast.owner.at_work():
        rows = Message.objects.filter(ticket_id=chat.ticket_id).order_by("at", "id")
        return [(row.side, row.channel, row.body) for row in rows]
