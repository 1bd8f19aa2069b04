"""Chats as somebody may see them, who waits for how long, and when we are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from waarborg.customers.models import Organisation
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.support.models import Chat, Message
from waarborg.support.permissions import ANSWER_CHAT, OPEN_CHAT
from waarborg.support.queries.tickets import visible
from waarborg.support.rules import states

SHOWN = 100
_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def find(by: Actor, chat: UUID) -> Chat:
    """One's own as a contact, any for staff who answer. Raises NotFound for all others alike, NotAllowed."""
    permissions.require(by, ANSWER_CHAT if by.is_staff else OPEN_CHAT, tenant=by.tenant)
    rows = Chat.objects.select_related("ticket").filter(id=chat, ticket__in=visible(by))
    if not by.is_staff:
        rows = rows.filter(contact_id=by.person)
    found: Chat | None = rows.first()
    if found is None:
        raise permissions.NotFound()
    return found


def own_open(by: Actor) -> Chat | None:
    """The chat that this contact has open, if any. One query."""
    rows: QuerySet[Chat] = Chat.objects.select_related("ticket").filter(tenant_id=by.tenant, contact_id=by.person)
    return rows.filter(ended_at__isnull=True, ticket__state__in=states.LIVE).first()


def seen_line(chat: Chat, said: Sequence[Any], by: Actor) -> UUID | None:
    """The last line of this reader's own side that the other one has had before him, as far as is known."""
    side, seen = ("staff", chat.customer_seen_at) if by.is_staff else ("customer", chat.staff_seen_at)
    if seen is None:
        return None
    own = [one.message for one in said if one.message.side == side and one.message.at <= seen]
    return own[-1].id if own else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A live chat in the list: since when its customer waits for an answer (None while we are waiting for him)."""

    chat: Chat
    organisation: str
    since: datetime | None
    clock: promises.ClockLine | None


def open_chats(*, now: datetime, lang: str) -> list[Waiting]:
    """Every live chat, who waits longest first, then those that wait for nothing. Five queries, however many."""
    said = Message.objects.filter(tenant_id=OuterRef("tenant_id"), ticket=OuterRef("ticket_id")).order_by()
    answered = said.filter(side="staff").values("ticket").annotate(last=Max("at")).values("last")
    after = said.filter(side="customer", at__gt=OuterRef("answered")).order_by("at").values("at")[:1]
    rows = (
        Chat.objects.filter(ended_at__isnull=True, ticket__state__in=states.LIVE)
        .select_related("ticket")
        .annotate(answered=Coalesce(Subquery(answered), Value(_LONG_AGO), output_field=DateTimeField()))
        .annotate(since=Subquery(after))
        .order_by(F("since").asc(nulls_last=True), "opened_at", "id")
    )
    chats = list(rows[:SHOWN])
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in chats}).values_list("id", "name"))
    tickets = [one.ticket for one in chats]
    lines = promises.with_clock_lines(tickets, now=now, lang=lang, audience="staff", kind="support.ticket")
    clocks = {ticket.id: line for ticket, line in lines}
    return [Waiting(one, names.get(one.tenant_id, ""), one.since, clocks[one.ticket_id]) for one in chats]


def of_ticket(ticket: UUID) -> Chat | None:
    """The newest chat on a ticket, open or not. One query."""
    found: Chat | None = Chat.objects.filter(ticket_id=ticket).order_by("-opened_at").first()
    return found


def hours_of(tenant: UUID, *, now: datetime, calendar: str = "") -> dict[str, Any] | None:
    """When we are there by the customer's agreement: `open`, and `until` its closing or the next opening, in `zone`.

    `calendar` is one of the agreement by name (default: the one its terms count in). None for a customer without an
    agreement, and for a calendar that it does not have.
    """
    bound = promises.standing(tenant)
    version = bound.at(now) if bound else None
    if version is None:
        return None
    defaults = version.agreement.defaults
    name = calendar or (defaults.calendar if defaults and defaults.calendar else next(iter(version.calendars), ""))
    if name not in version.calendars:
        return None
    desk = promises.DeskCalendar(version, name)
    return {**desk.hours(now), "zone": desk.zone}


def kind_for(choices: Sequence[str]) -> str:
    """A chat is a question until somebody says otherwise; where the agreement has no such word, its first."""
    return "question" if not choices or "question" in choices else choices[0]
