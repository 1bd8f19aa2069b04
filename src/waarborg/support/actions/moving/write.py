"""Tickets with their whole conversation, written many at a time. Nobody is mailed.

An open one is reported to the journal now, so its clocks start at the import: nobody promised anything before. One that
was solved elsewhere starts no clock; the journal says that it was taken over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from waarborg.customers.actions.importing.carry_out import ONE_AT_A_TIME
from waarborg.customers.actions.importing.references import BATCH
from waarborg.plumbing import journal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.live.announce import announce
from waarborg.support.actions.import_tickets import CHANNEL, NUMBER
from waarborg.support.actions.locking import QUEUE
from waarborg.support.actions.say import Author, shows
from waarborg.support.models import Attachment, Message, Note, Ticket
from waarborg.support.rules import intake
from waarborg.support.rules.passwords import masked

TAKEN_OVER = "support.ticket.taken-over"
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said; `internal` for what staff kept among themselves."""

    at: datetime
    side: str
    author: Author
    body: str
    files: Sequence[StoredFile] = ()
    internal: bool = False


@dataclass(slots=True)
class Moved:
    """A ticket as it stood elsewhere. `state` is open, waiting or resolved; `said` are in order of time, the first of
    them the report. `noted` goes into the journal's data: where it came from."""

    tenant: UUID
    subject: str
    kind: str
    state: str
    reporter: Author
    said: Sequence[Said]
    priority: str = ""
    assignee: Author = (None, "")
    channel: str = CHANNEL
    reported: datetime | None = None
    resolved: datetime | None = None
    noted: Mapping[str, str] = field(default_factory=dict)
    ticket: Ticket | None = None
    messages: list[Message | Note] = field(default_factory=list)


def one_at_a_time() -> None:
    """Two imports that bring the same would each find it new: the second waits for the first's commit."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)


def write(moved: Sequence[Moved], *, by: Actor, at: datetime) -> None:
    """Write these, in this order, in the desk's scope and after `one_at_a_time`.

    Each has its `ticket` afterwards, and for all that was said its `messages`.
    """
    if not moved:
        return
    for place, one in enumerate(moved, 1):
        one.ticket = _ticket(one, -place)
        one.messages = [_message(one, said, one.ticket, first=not number) for number, said in enumerate(one.said)]
    Ticket.objects.bulk_create((one.ticket for one in moved), batch_size=BATCH)
    everything = [message for one in moved for message in one.messages]
    Message.objects.bulk_create([one for one in everything if isinstance(one, Message)], batch_size=BATCH)
    Note.objects.bulk_create([one for one in everything if isinstance(one, Note)], batch_size=BATCH)
    Attachment.objects.bulk_create(_attachments(moved), batch_size=BATCH)
    for one in moved:
        _record(one, by, at)
    journal.append_now()
    with connection.cursor() as cursor:
        cursor.execute(NUMBER, [[one.ticket.id for one in moved if one.ticket]])
    for topic in (QUEUE, *sorted({f"tenant.{one.tenant}.tickets" for one in moved})):
        announce(topic)


def _ticket(one: Moved, number: int) -> Ticket:
    first, last = one.said[0], one.said[-1]
    subject, what = masked(one.subject)[:200], masked(first.body)[:LONGEST]
    answers = [said.at for said in one.said if said.side == "staff" and not said.internal]
    unanswered = [said.at for said in one.said if said.side == "customer" and said.at > max(answers, default=first.at)]
    waits = one.state == "open" and (unanswered or not answers)
    return Ticket(
        tenant_id=one.tenant,
        number=number,
        subject=subject,
        kind=one.kind,
        priority=one.priority,
        state=one.state,
        what=what,
        channel=one.channel,
        reporter_id=one.reporter[0],
        reporter_name=one.reporter[1][:200] or "–",
        assignee_id=one.assignee[0],
        assignee_name=one.assignee[1][:200],
        reported_at=one.reported or first.at,
        changed_at=max(last.at, one.resolved or last.at),
        picked_up_at=min(answers, default=None),
        resolved_at=(one.resolved or last.at) if one.state == "resolved" else None,
        unanswered_since=(unanswered[0] if answers else first.at) if waits else None,
        intake=intake.score({"subject": subject, "what": what}),
        pictured=any(shows(said.files) for said in one.said),
    )


def _message(one: Moved, said: Said, ticket: Ticket, *, first: bool) -> Message | Note:
    body, name = masked(said.body)[:LONGEST] or "–", said.author[1][:200] or "–"
    own = {"tenant_id": one.tenant, "at": said.at, "author_id": said.author[0], "author_name": name, "body": body}
    if said.internal:
        return Note(ticket_id=ticket.id, **own)
    ends = one.state == "resolved" and said is one.said[-1] and said.side == "staff"
    said_by = {"customer": "report" if first else "reply", "staff": "resolution" if ends else "message"}
    return Message(ticket=ticket, side=said.side, purpose=said_by[said.side], channel=one.channel, **own)


def _attachments(moved: Sequence[Moved]) -> list[Attachment]:
    return [
        Attachment(tenant_id=one.tenant, message=message, file_id=file.id, name=file.name, size=file.size)
        for one in moved
        for said, message in zip(one.said, one.messages, strict=True)
        if isinstance(message, Message)
        for file in said.files
    ]


def _record(one: Moved, by: Actor, at: datetime) -> None:
    ticket, first = one.ticket, next((said for said in one.messages if isinstance(said, Message)), None)
    if ticket is None:
        return
    words = {"kind": ticket.kind, "channel": CHANNEL, "priority": ticket.priority}
    properties = {name: word for name, word in words.items() if word}
    data = {"reported": ticket.reported_at.isoformat(), **one.noted}
    if first is not None:
        data["message"] = str(first.id)
    kinds = {"resolved": [TAKEN_OVER], "waiting": ["support.ticket.reported", "support.ticket.asked-back"]}
    for kind in kinds.get(ticket.state, ["support.ticket.reported"]):
        said = {} if kind.endswith("asked-back") else properties
        told = {} if kind.endswith("asked-back") else data
        journal.record(kind, tenant=one.tenant, subject=ticket.ref, by=by, at=at, properties=said, data=told)
