"""Reporting something: the four Ws become a ticket, and the clocks start at this instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.support.actions.attach import attach
from waarborg.support.actions.locking import note_event
from waarborg.support.models import Message, Ticket


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked at intake (CL-69): `what` is free text, the others one line; `priority` a word of the scheme."""

    subject: str
    kind: str
    what: str
    place: str = ""
    since: str = ""
    affected: str = ""
    priority: str = ""


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
) -> Ticket:
    """Open a ticket for `tenant`. Staff give the `reporter` (person, name) for whom they write.

    The same `once` twice gives the ticket of the first time and changes nothing. Raises NotAllowed, NotFound.
    """
    permissions.require(by, "support.ticket.open", tenant=tenant)
    if once is not None and (earlier := Ticket.objects.filter(tenant_id=tenant, once=once).first()):
        return earlier
    person, name = reporter or (by.person, by.name)
    ticket = Ticket.objects.create(
        tenant_id=tenant,
        number=_next_number(),
        subject=filled_in.subject,
        kind=filled_in.kind,
        priority=filled_in.priority,
        what=filled_in.what,
        place=filled_in.place,
        since=filled_in.since,
        affected=filled_in.affected,
        channel=channel,
        reporter_id=person,
        reporter_name=name,
        reported_at=at,
        changed_at=at,
        once=once,
    )
    message = Message.objects.create(
        tenant_id=tenant,
        ticket=ticket,
        at=at,
        side="customer",
        author_id=person,
        author_name=name,
        purpose="report",
        channel=channel,
        body=filled_in.what,
    )
    attach(message, files)
    words = {"kind": filled_in.kind, "channel": channel} | (
        {"priority": filled_in.priority} if filled_in.priority else {}
    )
    note_event(ticket, "ticket.reported", by=by, at=at, properties=words, data={"message": str(message.id)})
    return ticket
