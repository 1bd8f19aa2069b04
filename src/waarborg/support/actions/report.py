"""Reporting something: the four Ws become a ticket, and the clocks start at this instant."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from waarborg.catalogue.queries import words_about
from waarborg.contracts.actions.not_merged import require_not_merged
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy import kept, writing
from waarborg.support.actions.about import about_of
from waarborg.support.actions.asking import require_may_ask
from waarborg.support.actions.causes import put_down, require_may_name
from waarborg.support.actions.locking import note_event
from waarborg.support.actions.mails import tell_reporter
from waarborg.support.actions.say import Author, say, shows
from waarborg.support.models import Ticket
from waarborg.support.rules import intake
from waarborg.support.rules.once import once_with
from waarborg.support.rules.passwords import masked


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked at intake (CL-69): `what` is free text, the others one line; `priority` a word of the scheme;
    `about_id` something of the catalogue that the customer has; `clause` what is unclear (rules/clauses);
    `cause` a known incident that it comes from (actions/causes)."""

    subject: str
    kind: str
    what: str
    place: str = ""
    since: str = ""
    affected: str = ""
    priority: str = ""
    about_id: UUID | None = None
    clause: str = ""
    cause: Ref | None = None


class NotYet(BadInput):
    """Somebody says that a report came in at an instant that is still to come."""

    code = "support.ticket.received-later"
    nl = "Het moment van de melding ligt in de toekomst."
    en = "The moment of the report lies in the future."
    nl_way_out = "Vul in wanneer de klant belde of schreef; leeg is nu."
    en_way_out = "Fill in when the customer called or wrote; empty is now."


class EarlierNeedsReason(BadInput):
    """A clock that starts in the past is back-dating, and that is always explained (SEMANTICS 3)."""

    code = "support.ticket.received-reason"
    nl = "Zet erbij waarom deze melding nu pas is ingevoerd: de klok begint bij het eerdere moment."
    en = "Say why this report is only entered now: the clock starts at the earlier moment."


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT support_next_number()")
        return int(cursor.fetchone()[0])


@action("support.ticket.open")
def report(
    tenant: UUID,
    filled_in: Report,
    *,
    by: Actor,
    at: datetime,
    channel: str = "portal",
    reporter: tuple[UUID | None, str] | None = None,
    files: Sequence[StoredFile] = (),
    once: UUID | None = None,
    received: datetime | None = None,
    reason: str = "",
) -> Ticket:
    """Open a ticket for `tenant`. Staff give the `reporter` (person, name) for whom they write.

    `received` is when it reached us, where that was before `at` (EDGE S16): the clocks start there, with a `reason`.
    The same `once` twice gives the ticket of the first time and changes nothing. Raises NotYet, EarlierNeedsReason,
    NotBought, NotByAgreement, MayNotAsk, MergedAway, NotAllowed, NotFound.
    """
    permissions.require(by, "support.ticket.open", tenant=tenant)
    require_may_ask(tenant, by=by, at=at, channel=channel, reporter=reporter[0] if reporter else None)
    once = once_with(once, *(str(value) for value in _fields(filled_in).values() if value is not None))
    if once is not None and (earlier := kept.rows("support.reported-once", _reported, tenant, once)):
        return earlier[0]
    require_not_merged(tenant)
    since = since_when(received, at, reason)
    filled_in = _kept(tenant, filled_in, since, by=by, at=at)
    author = reporter or (by.person, by.name)
    try:
        with transaction.atomic():
            ticket = _opened(
                tenant, filled_in, author, since=since, at=at, channel=channel, once=once, pictured=shows(files)
            )
    except IntegrityError as error:
        if not taken(error, "support_ticket_once"):
            raise
        # The same form at the same moment in another tab: that one was first, and its number is the only one taken.
        return Ticket.objects.get(tenant_id=tenant, once=once)
    message = say(
        ticket, side="customer", author=author, at=since, text=filled_in.what, purpose="report", channel=channel,
        files=files,
    )  # fmt: skip
    properties = _words(filled_in, channel)
    data = {"message": str(message.id)}
    why = reason.strip() if since < at else None
    note_event(ticket, "ticket.reported", by=by, at=since, properties=properties, data=data, reason=why)
    if filled_in.cause is not None:
        put_down(ticket, filled_in.cause, by=by, at=at)
    tell_reporter(ticket, message, at=at, what="received")
    return ticket


def _reported(tenant: UUID, once: UUID) -> "QuerySet[Ticket]":
    return Ticket.objects.filter(tenant_id=tenant, once=once)


def _fields(filled_in: Report) -> dict[str, Any]:
    """What stands in the ticket itself, and makes two forms the same: not the incident, which may be over meanwhile."""
    fields = asdict(filled_in)
    del fields["cause"]
    return fields


def _kept(tenant: UUID, filled_in: Report, since: datetime, *, by: Actor, at: datetime) -> Report:
    """What is kept of it: without passwords, and about something that the customer had. Raises NotBought, NotFound."""
    about = about_of(tenant, filled_in.about_id, at=since)
    if filled_in.cause is not None:
        require_may_name(tenant, filled_in.cause, by=by, at=at)
    return replace(filled_in, about_id=about, subject=masked(filled_in.subject), what=masked(filled_in.what))


def _words(filled_in: Report, channel: str) -> dict[str, str]:
    words = {"kind": filled_in.kind, "channel": channel, "priority": filled_in.priority}
    said = {name: word for name, word in words.items() if word}
    return said | (words_about(filled_in.about_id) if filled_in.about_id else {})


def since_when(received: datetime | None, at: datetime, reason: str) -> datetime:
    """When something reached us: `received`, or now. Raises NotYet, EarlierNeedsReason."""
    if received is None or received == at:
        return at
    if received > at:
        raise NotYet()
    if not reason.strip():
        raise EarlierNeedsReason()
    return received


def _opened(
    tenant: UUID,
    filled_in: Report,
    reporter: Author,
    *,
    since: datetime,
    at: datetime,
    channel: str,
    once: UUID | None,
    pictured: bool,
) -> Ticket:
    ticket = Ticket(
        tenant_id=tenant,
        number=_next_number(),
        **_fields(filled_in),
        channel=channel,
        reporter_id=reporter[0],
        reporter_name=reporter[1],
        reported_at=since,
        changed_at=at,
        unanswered_since=since,
        intake=intake.score(_fields(filled_in)),
        pictured=pictured,
        once=once,
    )
    writing.insert(ticket)
    return ticket
