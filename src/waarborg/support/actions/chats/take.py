"""Taking a chat, and handing it over to a colleague: always somebody's, never two people's by accident."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.assign import assign
from waarborg.support.actions.chats.holding import held, tell
from waarborg.support.actions.chats.write import take_up
from waarborg.support.actions.locking import note_event
from waarborg.support.models import Chat
from waarborg.support.permissions import ANSWER_CHAT


class TakenAlready(Refusal):
    """A colleague was first."""

    code = "support.chat.taken"
    nl = "{name} heeft deze chat al opgenomen."
    en = "{name} has taken this chat already."
    nl_way_out = "Lees mee, of vraag uw collega om hem aan u over te dragen."
    en_way_out = "Read along, or ask your colleague to hand it over to you."


@action("support.ticket.work")
def take(chat: Chat, *, by: Actor, at: datetime) -> Chat:
    """Take a chat that nobody has; its ticket becomes one's own, which picks it up (AP-24). Taking it twice is nothing.

    Raises TakenAlready, ChatEnded, NotInThisState, NotAllowed.
    """
    permissions.require(by, ANSWER_CHAT, tenant=chat.tenant_id)
    chat = held(chat)
    if chat.agent_id == by.person:
        return chat
    if chat.agent_id is not None:
        raise TakenAlready(name=chat.agent_name)
    chat.ticket = assign(chat.ticket, by=by, at=at, to=(by.person, by.name))
    take_up(chat, by=by, at=at)
    chat.staff_seen_at = at
    chat.save()
    tell(chat)
    return chat


@action("support.ticket.work")
def hand_over(chat: Chat, *, by: Actor, at: datetime, to: tuple[UUID, str]) -> Chat:
    """Make `to` (person, name) the one who talks on; he reads all that was said, and the customer sees his name.

    Raises ChatEnded, NotInThisState, NotAllowed.
    """
    permissions.require(by, ANSWER_CHAT, tenant=chat.tenant_id)
    chat = held(chat)
    person, name = to
    if chat.agent_id == person:
        return chat
    chat.ticket = assign(chat.ticket, by=by, at=at, to=to)
    chat.agent_id, chat.agent_name, chat.taken_at = person, name, at
    chat.staff_seen_at = chat.staff_typed_at = None
    note_event(chat.ticket, "ticket.chat-taken", by=by, at=at, data={"chat": str(chat.id), "person": str(person)})
    chat.save()
    tell(chat)
    return chat
