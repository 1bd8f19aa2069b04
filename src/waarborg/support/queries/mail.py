"""Whose a mail is and where it belongs. In the scope of the desk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from waarborg.customers.rules.roles import CUSTOMER_ROLES
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.mail_in.message import Parsed
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.tenancy import kept
from waarborg.support.models import Ticket, TicketMail
from waarborg.support.permissions import MAY_ASK, READ_MAIL
from waarborg.support.queries.people import asking_roles_of
from waarborg.support.rules.mail import reply_address

PEOPLE = """
SELECT p.id, p.tenant_id, p.name, lower(p.email), p.language, o.name, o.kind,
       ARRAY(SELECT a.role FROM customers_authority a WHERE a.tenant_id = p.tenant_id AND a.person_id = p.id
             AND a.starts_at <= %s AND (a.ends_at IS NULL OR a.ends_at > %s))
FROM customers_person p JOIN customers_organisation o ON o.tenant_id = p.tenant_id
WHERE p.active AND {} ORDER BY lower(o.name), lower(p.name), p.id LIMIT 50
"""
BY_ADDRESS = PEOPLE.format("lower(p.email) = %s")
ONE = PEOPLE.format("p.tenant_id = %s AND p.id = %s")
# Who may ask, by any part of the name of the customer, the name or the address.
LIKE = PEOPLE.format(
    "o.kind = 'customer' AND (p.name ILIKE %s OR p.email ILIKE %s OR o.name ILIKE %s) AND EXISTS ("
    "SELECT 1 FROM customers_authority a WHERE a.tenant_id = p.tenant_id AND a.person_id = p.id AND a.role = ANY(%s)"
    " AND a.starts_at <= %s AND (a.ends_at IS NULL OR a.ends_at > %s))"
)


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody with the address that a mail came from: at one organisation, with the roles held at that moment."""

    person: UUID
    tenant: UUID
    name: str
    email: str
    language: str
    organisation: str
    is_staff: bool
    roles: frozenset[str]
    # By the rights of the roles and by the organisation's own agreement, as of a report by mail.
    may_ask: bool = False

    @property
    def actor(self) -> Actor:
        """Roles of the other side count for nothing, whatever stands in the table."""
        return Actor("contact", self.tenant, self.person, self.name, self.roles & frozenset(CUSTOMER_ROLES))


def writers(address: str, *, at: datetime) -> list[Writer]:
    """Everybody active with this address, at whichever organisation. Two queries. The domain says nothing."""
    return _people(BY_ADDRESS, [at, at, address.lower()], at=at)


def standing_of(tenant: UUID, person: UUID, *, at: datetime) -> Writer | None:
    """Somebody active, with the roles held now; None for who left. Two queries."""
    return next(iter(_people(ONE, [at, at, tenant, person], at=at)), None)


def who_may_ask(text: str, *, at: datetime) -> list[Writer]:
    """People of customers who may ask and whose name, address or organisation holds these words; at most fifty."""
    like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    found = _people(LIKE, [at, at, like, like, like, sorted(MAY_ASK), at, at], at=at) if text else []
    return [one for one in found if one.may_ask]


def _people(sql: str, values: list[Any], *, at: datetime) -> list[Writer]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchall()
    asking = asking_roles_of({row[1] for row in found if row[6] != "provider"}, at=at, channel="mail") if found else {}
    return [
        Writer(
            *(person, tenant, name, email, language, organisation, kind == "provider", frozenset(roles)),
            may_ask=bool(asking.get(tenant, frozenset()) & frozenset(roles)),
        )
        for person, tenant, name, email, language, organisation, kind, roles in found
    ]


def keys() -> list[str]:
    """The secrets that signed addresses are made with: the first makes them, all of them are believed."""
    found: Any = settings.ENCRYPTION_KEYS
    return list(found)


def host() -> str:
    """The right side of our Message-IDs."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def outbox_id(message_id: str) -> UUID | None:
    """The row in the outbox of a Message-ID of ours; None for another's."""
    left, _, right = message_id.partition("@")
    if right.lower() != host().lower():
        return None
    try:
        return UUID(left)
    except ValueError:
        return None


def sent(message_id: str) -> OutboxMail | None:
    """The mail of ours with this Message-ID, as long as the outbox knows it."""
    found = outbox_id(message_id)
    return OutboxMail.objects.filter(id=found).first() if found else None


@dataclass(frozen=True, slots=True)
class Addressed:
    """What the signed addresses among a mail's recipients lead to; `wrong` when one was not made by us."""

    tickets: tuple[Ticket, ...] = ()
    wrong: bool = False


def addressed(parsed: Parsed) -> Addressed:
    """At most two queries, none for a mail without such an address."""
    if not settings.MAIL_IN_ADDRESS:
        return Addressed()
    found = reply_address.tokens(parsed.recipients, settings.MAIL_IN_ADDRESS)
    if not found:
        return Addressed()
    tickets = {one.number: one for one in Ticket.objects.filter(number__in=[one.number for one in found][:20])}
    held = [
        tickets[one.number]
        for one in found
        if one.number in tickets and reply_address.made_by_us(one, ticket=tickets[one.number].id, keys=keys())
    ]
    return Addressed(tuple(dict.fromkeys(held)), wrong=len(held) < len(found))


REFERRED = "SELECT message_id, ticket_id FROM support_ticket_mail WHERE message_id = ANY(%s)"


def by_reference(parsed: Parsed) -> Ticket | None:
    """The ticket of the mail that this one answers: In-Reply-To first, then the last of References. Two queries."""
    asked = [*parsed.in_reply_to, *reversed(parsed.references)]
    if not asked:
        return None
    with connection.cursor() as cursor:
        cursor.execute(REFERRED, [asked])
        known = dict(cursor.fetchall())
    ticket = next((known[one] for one in asked if one in known), None)
    return next(iter(kept.rows("support.ticket-referred", _ticket, ticket)), None) if ticket else None


def _ticket(ticket: UUID) -> "QuerySet[Ticket]":
    return Ticket.objects.filter(id=ticket)


def thread_of(tenant: UUID, ticket: UUID, *, but: UUID, limit: int = 20) -> list[str]:
    """The Message-IDs of a ticket's mails, oldest first, without the mail `but`: the first and the latest ones."""
    rows = TicketMail.objects.filter(tenant_id=tenant, ticket_id=ticket).exclude(mail_id=but).exclude(message_id="")
    found: Sequence[str] = list(rows.order_by("at", "id").values_list("message_id", flat=True))
    return [*found[:1], *found[1:][-(limit - 1) :]]


BEFORE = """
SELECT (SELECT id FROM mail_in WHERE message_id = %s AND message_id <> '' AND sender = %s AND about->>'text' = %s
        AND id <> %s ORDER BY arrived LIMIT 1),
       (SELECT count(*) FROM mail_in WHERE sender = %s AND received > %s AND id <> %s)
"""


def came_before(parsed: Parsed, digest: str, since: datetime, *, but: UUID) -> tuple[UUID | None, int]:
    """The mail of this Message-ID, sender and text that came before (the same Message-ID alone is no proof), and how
    many came from this address since then. One query."""
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, [parsed.message_id, parsed.sender, digest, but, parsed.sender, since, but])
        earlier, many = cursor.fetchone()
        return earlier, int(many)


def quoted_of(tenant: UUID, messages: Collection[UUID]) -> dict[UUID, str]:
    """What mails repeated of earlier ones, by the message in the conversation. One query where there are any."""
    if not messages:
        return {}
    rows = TicketMail.objects.filter(tenant_id=tenant, said_id__in=list(messages), ours=False).exclude(quoted="")
    return dict(rows.values_list("said_id", "quoted"))


def may_read_raw(by: Actor, file: StoredFile) -> bool:
    """A mail as it came is for staff who look after mail; it may say what was meant for nobody else."""
    return by.is_staff and permissions.may(by, READ_MAIL)
