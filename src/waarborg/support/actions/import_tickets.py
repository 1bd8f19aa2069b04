"""Importing open tickets: their original times are kept, their clocks start at the import (nobody promised before)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.customers.actions.importing.kinds import Batch, Found
from waarborg.customers.actions.importing.references import (
    BATCH,
    customers_by_word,
    held,
    noted,
    people_by_word,
    reference,
)
from waarborg.customers.models import Person, Reference
from waarborg.customers.rules.importing.cells import folded
from waarborg.customers.rules.importing.columns import Row
from waarborg.customers.rules.importing.problems import (
    EmptyCell,
    NoSuchCustomer,
    NoSuchWord,
    Problem,
    StillToCome,
    TwiceInFile,
)
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.promises.queries.schemes import scheme_choices
from waarborg.promises.queries.standing import standings
from waarborg.support.actions.locking import QUEUE
from waarborg.support.models import Message, Ticket
from waarborg.support.queries.people import colleagues
from waarborg.support.rules import intake
from waarborg.support.rules.importing import NotStaff, NoWordsYet
from waarborg.support.rules.states import KINDS

TICKET = "support.ticket"
CHANNEL = "import"
# The last number is locked until the commit, and every report of every customer needs it. So tickets are written under
# numbers that nobody else uses, and get their own after all else.
NUMBER = """
WITH given AS (
  SELECT id, support_next_number() AS number
  FROM unnest(%s::uuid[]) WITH ORDINALITY AS listed (id, place) ORDER BY place
)
UPDATE support_ticket SET number = given.number FROM given WHERE support_ticket.id = given.id
"""


@dataclass(frozen=True, slots=True)
class Fresh:
    row: Row
    tenant: UUID
    kind: str
    priority: str
    reporter: tuple[UUID | None, str]
    assignee: tuple[UUID | None, str]


@dataclass(slots=True)
class Known:
    """What lines are held against, read once for the whole file."""

    at: datetime
    customers: Mapping[str, UUID]
    people: Mapping[tuple[UUID, str], UUID]
    names: Mapping[UUID, str]
    staff: Mapping[str, tuple[UUID, str]]
    bound: frozenset[UUID]
    words: dict[tuple[UUID, str], dict[str, str]] = field(default_factory=dict)

    def scheme(self, tenant: UUID, scheme: str) -> dict[str, str]:
        """Spelling to word of a scheme in force at this customer; empty where there is none."""
        if (tenant, scheme) not in self.words:
            choices = scheme_choices(tenant, scheme, at=self.at) if tenant in self.bound else {}
            self.words[tenant, scheme] = _spellings(choices)
        return self.words[tenant, scheme]


def _spellings(choices: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    said = {word: (word, *(texts[lang].partition(":")[0] for lang in ("nl", "en"))) for word, texts in choices.items()}
    return {folded(one): word for word, spelled in said.items() for one in spelled}


_KINDS = _spellings(KINDS)


def find(batch: Batch) -> Found:
    """Tickets are told apart by their reference in the other system."""
    found = Found()
    before = held(batch.source, TICKET)
    known = _known(batch)
    first: dict[str, int] = {}
    for row in batch.rows:
        said = row.values["reference"]
        if said in first:
            found.problems.append(batch.problem(row, "reference", TwiceInFile(first=first[said])))
        elif said in before:
            found.seen(row, before[said].digest)
        else:
            fresh = _fresh(row, batch, known)
            if isinstance(fresh, Problem):
                found.problems.append(fresh)
            else:
                found.fresh.append(fresh)
        first.setdefault(said, row.line)
    return found


def _known(batch: Batch) -> Known:
    customers = customers_by_word(batch.source)
    named = {customers[word] for row in batch.rows if (word := row.values["customer"].casefold()) in customers}
    people = people_by_word(batch.source, named)
    names = dict(Person.objects.filter(id__in=set(people.values())).values_list("id", "name"))
    staff = {one.email.lower(): (one.id, one.name) for one in colleagues(at=batch.at)}
    return Known(batch.at, customers, people, names, staff, frozenset(standings(named)))


def _fresh(row: Row, batch: Batch, known: Known) -> Fresh | Problem:
    values = row.values
    tenant = known.customers.get(values["customer"].casefold())
    if tenant is None:
        return batch.problem(row, "customer", NoSuchCustomer())
    if values["reported"] > batch.at:
        return batch.problem(row, "reported", StillToCome())
    kind = _word(values.get("kind"), known.scheme(tenant, "kind") or _KINDS)
    if isinstance(kind, BadInput):
        return batch.problem(row, "kind", kind)
    priorities = known.scheme(tenant, "priority")
    priority = _word(values.get("priority"), priorities)
    if isinstance(priority, BadInput):
        return batch.problem(row, "priority", priority if tenant in known.bound else NoWordsYet())
    if priorities and not priority:
        return batch.problem(row, "priority", EmptyCell())
    assignee = known.staff.get(values.get("assignee", "").lower(), (None, ""))
    if "assignee" in values and assignee[0] is None:
        return batch.problem(row, "assignee", NotStaff())
    said = values.get("reporter", "")
    person = known.people.get((tenant, said.casefold()))
    # Somebody who is not known any more stays readable by the name that stood there.
    reporter = (person, known.names[person]) if person else (None, said[:200] or "–")
    return Fresh(row, tenant, kind or "question", priority, reporter, assignee)


def _word(said: str | None, words: Mapping[str, str]) -> str | BadInput:
    if said is None:
        return ""
    found = words.get(folded(said))
    return found or NoSuchWord(words=", ".join(dict.fromkeys(words.values())))


def add(fresh: Sequence[Fresh], batch: Batch, by: Actor) -> None:
    """Tickets with their first message, in the order in which they were reported; nobody is mailed.

    One that waits for the customer begins so: its clocks are paused from the first instant, where its promise pauses.
    """
    ordered = sorted(fresh, key=lambda one: (one.row.values["reported"], one.row.line))
    tickets = [_ticket(one, batch, -place) for place, one in enumerate(ordered, 1)]
    messages = [_message(one, ticket) for one, ticket in zip(ordered, tickets, strict=True)]
    Ticket.objects.bulk_create(tickets, batch_size=BATCH)
    Message.objects.bulk_create(messages, batch_size=BATCH)
    kept = (
        reference(one.row, source=batch.source, kind=TICKET, tenant=one.tenant, subject=ticket.id, at=batch.at)
        for one, ticket in zip(ordered, tickets, strict=True)
    )
    Reference.objects.bulk_create(kept, batch_size=BATCH)
    for one, ticket, message in zip(ordered, tickets, messages, strict=True):
        _record(one, ticket, message, batch, by)
    journal.append_now()
    with connection.cursor() as cursor:
        cursor.execute(NUMBER, [[ticket.id for ticket in tickets]])
    for topic in (QUEUE, *sorted({f"tenant.{one.tenant}.tickets" for one in fresh})):
        announce(topic)


def _ticket(one: Fresh, batch: Batch, number: int) -> Ticket:
    values = one.row.values
    return Ticket(
        tenant_id=one.tenant,
        number=number,
        subject=values["subject"],
        kind=one.kind,
        priority=one.priority,
        state=values.get("state", "open"),
        what=values.get("what", values["subject"]),
        channel=CHANNEL,
        reporter_id=one.reporter[0],
        reporter_name=one.reporter[1],
        assignee_id=one.assignee[0],
        assignee_name=one.assignee[1],
        reported_at=values["reported"],
        changed_at=values["reported"],
        unanswered_since=None if values.get("state") == "waiting" else values["reported"],
        intake=intake.score({"what": values["subject"], **values}),
        **{name: values.get(name, "") for name in ("place", "since", "affected")},
    )


def _message(one: Fresh, ticket: Ticket) -> Message:
    return Message(
        tenant_id=one.tenant,
        ticket=ticket,
        at=ticket.reported_at,
        side="customer",
        author_id=one.reporter[0],
        author_name=one.reporter[1],
        purpose="report",
        channel=CHANNEL,
        body=ticket.what,
    )


def _record(one: Fresh, ticket: Ticket, message: Message, batch: Batch, by: Actor) -> None:
    words = {"kind": ticket.kind, "channel": CHANNEL, "priority": ticket.priority}
    data: dict[str, Any] = {
        "message": str(message.id),
        "reported": ticket.reported_at.isoformat(),
        **noted(one.row, batch.source),
    }
    properties = {name: word for name, word in words.items() if word}
    entries = [("support.ticket.reported", properties, data)]
    if ticket.state == "waiting":
        entries.append(("support.ticket.asked-back", {}, {}))
    for kind, said, told in entries:
        journal.record(kind, tenant=one.tenant, subject=ticket.ref, by=by, at=batch.at, properties=said, data=told)
