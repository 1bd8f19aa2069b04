"""What the mails of a mailbox in a file come to: read once, a row each, nothing written."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from waarborg.customers.actions.importing.archives import Given
from waarborg.plumbing.mail_in.mbox import Boxed, mails
from waarborg.plumbing.mail_in.message import Parsed, Unreadable, parse
from waarborg.plumbing.mail_in.models import MailIn, State
from waarborg.support.models import Ticket, TicketMail
from waarborg.support.queries import mail as reading
from waarborg.support.queries.mail import Writer
from waarborg.support.rules.moving import Seen, batches, nearest, threads

FIRST = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Thread:
    """Mails that become one ticket, in order of time; None beside a mail that our side wrote."""

    tenant: UUID
    mails: list[tuple[Seen, Writer | None]]
    state: str

    @property
    def begun_by(self) -> Writer:
        return next(writer for _mail, writer in self.mails if writer is not None)


@dataclass(slots=True)
class Plan:
    """`late` are mails of tickets that are here already; `kept` are those that become no words in a conversation."""

    total: int = 0
    known: int = 0
    threads: list[Thread] = field(default_factory=list)
    late: list[tuple[Seen, UUID, Writer | None]] = field(default_factory=list)
    kept: list[Seen] = field(default_factory=list)


def plan(stream: BinaryIO, given: Given) -> Plan:
    """In the desk's scope. Raises NotAMailbox."""
    made = Plan()
    new = list(_without_known(_seen(stream, given), made))
    placeable = [one for one in new if not one.state]
    made.kept += [one for one in new if one.state]
    tickets = _tickets_of({name for one in placeable for name in (*one.parents, one.message_id) if name})
    people = _People(given)
    known = {one.message_id for one in placeable}
    for ticket, grouped in threads(placeable, tickets):
        if ticket:
            _belong(UUID(ticket), grouped, people, made)
        else:
            _become(grouped, people, known, given, made)
    made.threads.sort(key=lambda one: (one.mails[0][0].received, one.mails[0][0].number))
    made.kept.sort(key=lambda one: one.number)
    return made


def _seen(stream: BinaryIO, given: Given) -> Iterator[Seen]:
    for one in mails(stream):
        yield look_at(one, given)[0]


def look_at(one: Boxed, given: Given) -> tuple[Seen, Parsed | None]:
    """A mail of the file, and what it says where it can be read."""
    seen = Seen(one.number, one.offset, one.size, hashlib.sha256(one.raw).hexdigest(), _received(one, given.at))
    if one.too_large:
        return _put(seen, State.UNREADABLE, "too-large"), None
    try:
        parsed = parse(one.raw, trusted=settings.MAIL_IN_RELAY)
    except Unreadable as unreadable:
        return _put(seen, State.UNREADABLE, unreadable.reason), None
    seen.message_id, seen.sender, seen.sender_name = parsed.message_id, parsed.sender, parsed.sender_name
    seen.subject = parsed.subject[:300]
    seen.parents = tuple(dict.fromkeys((*parsed.in_reply_to, *reversed(parsed.references))))
    said = "\n".join((parsed.subject, parsed.new, parsed.quoted))
    seen.text = hashlib.sha256(said.encode()).hexdigest()[:32]
    return _judged(seen, parsed), parsed


def _judged(seen: Seen, parsed: Parsed) -> Seen:
    """What a mail is by itself, in the order in which the mail channel asks."""
    if reading.outbox_id(parsed.message_id) or settings.MAIL_IN_ADDRESS in parsed.loops:
        return _put(seen, State.IGNORED, "own")
    if parsed.bounce is not None:
        return _put(seen, State.BOUNCED, "unknown")
    if parsed.automatic:
        reason = "calendar-reply" if parsed.automatic == "calendar-reply" else "automatic"
        return _put(seen, State.IGNORED, reason)
    if parsed.verdict == "fail":
        return _put(seen, State.HELD, "forged")
    addressed = reading.addressed(parsed)
    if len(addressed.tickets) > 1:
        return _put(seen, State.HELD, "two-tickets")
    if addressed.wrong and not addressed.tickets:
        return _put(seen, State.HELD, "not-signed")
    seen.ticket = str(addressed.tickets[0].id) if addressed.tickets else ""
    return seen


def _put(seen: Seen, state: str, reason: str) -> Seen:
    seen.state, seen.reason = str(state), reason
    return seen


def _received(one: Boxed, at: datetime) -> datetime:
    """When it reached the mailbox: the topmost server that says so, else when it was sent, else the file's own line."""
    head = message_from_bytes(one.raw.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0] + b"\n\n")
    said = [str(head.get("Received", "")).rpartition(";")[2], str(head.get("Date", ""))]
    found = [moment for text in said if (moment := _moment(text)) is not None]
    sane = [moment for moment in (*found, one.stamped) if moment is not None and FIRST <= moment <= at]
    return (sane or [at])[0]


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text.strip())
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _without_known(seen: Iterator[Seen], made: Plan) -> Iterator[Seen]:
    """What is new; a second copy within the file is one that was repeated."""
    copies: set[tuple[str, str, str]] = set()
    bytes_: set[str] = set()
    for some in batches(seen, 500):
        made.total += len(some)
        here = _here(some)
        for one in some:
            if one.sha256 in bytes_ or one.sha256 in here or (one.message_id and one.same in here):
                made.known += 1
                continue
            bytes_.add(one.sha256)
            if one.message_id and one.same in copies and not one.state:
                _put(one, State.IGNORED, "repeated")
            copies.add(one.same)
            yield one


def _here(some: Sequence[Seen]) -> set[object]:
    """By bytes, by what tells a copy, and by number and moment where only the ticket's list of mails remembers it."""
    ids = [one.message_id for one in some if one.message_id]
    rows = MailIn.objects.filter(message_id__in=ids).values_list("message_id", "sender", "about__text")
    found: set[object] = {(number, sender, text) for number, sender, text in rows}
    found |= set(MailIn.objects.filter(sha256__in=[one.sha256 for one in some]).values_list("sha256", flat=True))
    times = set(TicketMail.objects.filter(message_id__in=ids).values_list("message_id", "at"))
    return found | {one.sha256 for one in some if (one.message_id, one.received) in times}


def _tickets_of(ids: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in batches(sorted(ids), 2000):
        rows = TicketMail.objects.filter(message_id__in=some).values_list("message_id", "ticket_id")
        found |= {number: str(ticket) for number, ticket in rows}
    return found


class _People:
    """Who has an address, asked once for each."""

    def __init__(self, given: Given) -> None:
        self.at = given.at
        self.found: dict[str, list[Writer]] = {}
        self.ours = given.ours | ({settings.MAIL_IN_ADDRESS.lower()} - {""})

    def of(self, address: str) -> list[Writer]:
        if address not in self.found:
            self.found[address] = reading.writers(address, at=self.at)
        return self.found[address]

    def askers(self, mail: Seen) -> list[Writer]:
        return [] if mail.sender in self.ours else [one for one in self.of(mail.sender) if one.may_ask]

    def is_ours(self, mail: Seen) -> bool:
        return mail.sender in self.ours or any(one.is_staff for one in self.of(mail.sender))

    def hold(self, mail: Seen) -> Seen:
        """Where a mail waits that nobody can be said to have written."""
        if mail.sender in self.ours:
            return _put(mail, State.IGNORED, "own")
        people = self.of(mail.sender)
        reason = "colleague" if any(one.is_staff for one in people) else "may-not-ask" if people else "stranger"
        return _put(mail, State.HELD, reason)


def _belong(ticket: UUID, grouped: Sequence[Seen], people: _People, made: Plan) -> None:
    """Mails at a ticket that is here: of whoever may reply there and of our side; others wait for somebody."""
    tenant = Ticket.objects.values_list("tenant_id", flat=True).get(id=ticket)
    for mail in grouped:
        writer = next((one for one in people.askers(mail) if one.tenant == tenant), None)
        if writer is not None or people.is_ours(mail):
            made.late.append((mail, ticket, writer))
        elif mail.ticket or any(one.tenant == tenant for one in people.of(mail.sender)):
            made.kept.append(_put(mail, State.HELD, "not-theirs"))
        else:
            made.kept.append(people.hold(mail))


def _become(grouped: Sequence[Seen], people: _People, known: set[str], given: Given, made: Plan) -> None:
    """A thread that is new: a ticket for each customer that takes part, which is one but for forwarded mail."""
    alone = {one.tenant for mail in grouped if len(askers := people.askers(mail)) == 1 for one in askers}
    parts: dict[UUID, list[tuple[Seen, Writer | None]]] = {}
    where: dict[str, UUID] = {}
    ours: list[Seen] = []
    for mail in grouped:
        askers = people.askers(mail)
        writer = next((one for one in askers if len(askers) == 1 or one.tenant in alone), None)
        if writer is not None:
            parts.setdefault(writer.tenant, []).append((mail, writer))
            where[mail.message_id] = writer.tenant
        elif askers:
            made.kept.append(_put(mail, State.HELD, "two-customers"))
        elif people.is_ours(mail):
            ours.append(mail)
        elif any(one.tenant in alone for one in people.of(mail.sender)):
            made.kept.append(_put(mail, State.HELD, "not-theirs"))
        else:
            made.kept.append(people.hold(mail))
    for mail in ours:
        if not parts:
            made.kept.append(people.hold(mail))
            continue
        tenant = where.get(nearest(mail, known, ()) or "", next(iter(parts)))
        where[mail.message_id] = tenant
        parts[tenant].append((mail, None))
    for tenant, held in parts.items():
        held.sort(key=lambda one: (one[0].received, one[0].number))
        made.threads.append(Thread(tenant, held, _state(held, given)))


def _state(held: Sequence[tuple[Seen, Writer | None]], given: Given) -> str:
    """A mailbox says no state: what was quiet for long is over, else whoever spoke last waits for the other."""
    last, writer = held[-1]
    if last.received < given.at - timedelta(days=given.open_days):
        return "resolved"
    return "open" if writer is not None else "waiting"
