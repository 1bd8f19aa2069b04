"""Starting a chat: its first words are a ticket, and the clocks start with them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from waarborg.customers.rules.roles import CUSTOMER_ROLES
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.support.actions.chats.holding import close, tell
from waarborg.support.actions.chats.write import write
from waarborg.support.actions.locking import note_event
from waarborg.support.actions.ticket_about import ticket_about
from waarborg.support.models import Chat, Ticket
from waarborg.support.permissions import OPEN_CHAT
from waarborg.support.rules.once import once_with

CHANNEL = "chat"
# One person starts one chat at a time: two tabs at once wait for each other here, before either takes a number.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@action("support.ticket.open")
def open_chat(
    tenant: UUID,
    *,
    by: Actor,
    at: datetime,
    text: str,
    kind: str = "question",
    priority: str = "",
    ticket: Ticket | None = None,
    files: Sequence[StoredFile] = (),
    once: UUID | None = None,
    widget: UUID | None = None,
) -> Chat:
    """The chat of this contact, with `text` in it: a new ticket of channel chat, or something more on the `ticket` that
    he picked (CL-03). Who has a chat open already goes on in that one. `widget` is the help button that it comes from,
    where it is not the portal.

    The same `once` twice gives the chat of the first time. Raises NotInThisState for a ticket that is done, NotAllowed,
    NotFound.
    """
    permissions.require(by, OPEN_CHAT, tenant=tenant)
    person = _one_at_a_time(by)
    number = once_with(once, text)
    mine = Chat.objects.filter(tenant_id=tenant, contact_id=person).select_related("ticket")
    if number is not None and (earlier := mine.filter(once=number).first()):
        return earlier
    if (standing := mine.filter(ended_at__isnull=True).first()) is not None:
        if standing.is_open:
            write(standing, by=by, at=at, text=text, files=files, once=once)
            return standing
        # Solved or withdrawn on the page of the ticket meanwhile.
        close(standing, "resolved", by=by, at=at)
    ticket = ticket_about(
        tenant, ticket, by=by, at=at, text=text, kind=kind, priority=priority, once=once, channel=CHANNEL, files=files
    )
    chat: Chat = Chat.objects.create(
        tenant_id=tenant,
        ticket=ticket,
        contact_id=person,
        contact_name=by.name,
        role=next((role for role in CUSTOMER_ROLES if role in by.roles), ""),
        opened_at=at,
        customer_seen_at=at,
        once=number,
        widget_id=widget,
    )
    note_event(ticket, "ticket.chat-opened", by=by, at=at, data={"chat": str(chat.id), "role": chat.role})
    tell(chat)
    return chat


def _one_at_a_time(by: Actor) -> UUID:
    if by.person is None:
        raise permissions.NotFound()
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [f"support_chat:{by.person}"])
    return by.person
