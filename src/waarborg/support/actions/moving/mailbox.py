"""A mailbox in a file (mbox): what it comes to, and taking it over."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, TypeVar
from uuid import UUID

from django.db import IntegrityError

from waarborg.customers.actions.importing.archives import Given, Looked
from waarborg.customers.actions.importing.carry_out import Crossed
from waarborg.customers.actions.importing.references import BATCH
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.mail_in.arrive import store_raw
from waarborg.plumbing.mail_in.mbox import mails
from waarborg.plumbing.mail_in.message import Parsed
from waarborg.plumbing.mail_in.models import MailIn, State
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.provider import provider_tenant
from waarborg.support.actions.mail.attaching import store_attached
from waarborg.support.actions.mail.outcomes import belongs_to, note
from waarborg.support.actions.mail.write_down import CHANNEL, kind_of, reply_to
from waarborg.support.actions.moving.mailbox_facts import looked
from waarborg.support.actions.moving.mailbox_plan import Thread, look_at, plan
from waarborg.support.actions.moving.write import Moved, Said, one_at_a_time, write
from waarborg.support.models import Message, Note, Ticket, TicketMail
from waarborg.support.queries.mail import Writer
from waarborg.support.rules.mail.text import body_of, subject_of
from waarborg.support.rules.moving import Seen, batches

One = TypeVar("One")
# So many mails, or so many bytes of them, in a transaction.
AT_ONCE, BYTES_AT_ONCE = 200, 24 * 1024 * 1024
# What our side wrote, in a conversation that has no person for it.
OUR_LANGUAGE = "nl"


def accepts(stream: BinaryIO) -> None:
    """Raises NotAMailbox."""
    next(mails(stream), None)


def look(stream: BinaryIO, given: Given) -> Looked:
    """What would come in. Raises NotAMailbox."""
    return looked(plan(stream, given), given)


def bring(stream: BinaryIO, given: Given, by: Actor) -> Looked:
    """Take it over, some threads at a time. Raises NotAMailbox, Crossed, NoRoom, StoreAway."""
    with tenancy.enter(Role.DESK):
        made = plan(stream, given)
    taking = Taking(stream, given, by)
    try:
        for some in _some(made.threads, lambda thread: [mail for mail, _writer in thread.mails]):
            with tenancy.enter(Role.DESK):
                one_at_a_time()
                taking.threads(some)
        for late in batches(made.late, 50):
            with tenancy.enter(Role.DESK):
                one_at_a_time()
                for mail, ticket, writer in late:
                    taking.late(mail, ticket, writer)
        for kept in _some(made.kept, lambda mail: [mail]):
            with tenancy.enter(Role.DESK):
                one_at_a_time()
                taking.keep(kept)
    except IntegrityError as error:
        if not taken(error, "mail_in_once"):
            raise
        raise Crossed() from None
    with tenancy.enter(Role.DESK):
        return looked(made, given)


def _some(all_: Iterable[One], mails_of: Callable[[One], list[Seen]]) -> Iterator[list[One]]:
    held: list[One] = []
    count = size = 0
    for one in all_:
        found = mails_of(one)
        more = sum(mail.size for mail in found)
        if held and (count + len(found) > AT_ONCE or size + more > BYTES_AT_ONCE):
            yield held
            held, count, size = [], 0, 0
        held.append(one)
        count, size = count + len(found), size + more
    if held:
        yield held


class Taking:
    """Reads the mails of the plan once more, one at a time, and writes what they come to."""

    def __init__(self, stream: BinaryIO, given: Given, by: Actor) -> None:
        self.stream, self.given, self.by = stream, given, by
        self.kinds: dict[UUID, str] = {}

    def _read(self, mail: Seen) -> tuple[bytes, Parsed | None]:
        boxed = next(mails(self.stream, offset=mail.offset, number=mail.number))
        return boxed.raw, look_at(boxed, self.given)[1]

    def threads(self, some: Sequence[Thread]) -> None:
        """These threads as tickets, with their mails as they came."""
        house, rows = provider_tenant(), []
        moved = []
        for thread in some:
            said = []
            for mail, writer in thread.mails:
                raw, parsed = self._read(mail)
                said.append(self._said(mail, parsed, writer, thread))
                rows.append((self._row(mail, raw, house, thread.tenant), parsed))
            moved.append(self._moved(thread, said))
        write(moved, by=self.by, at=self.given.at)
        self._note(some, moved, rows)

    def _said(self, mail: Seen, parsed: Parsed | None, writer: Writer | None, thread: Thread) -> Said:
        at, lang = self.given.at, writer.language if writer else thread.begun_by.language
        if parsed is None:
            raise ValueError("a mail of a thread was read before")
        files, refused = store_attached(parsed, tenant=thread.tenant, by=self.by, at=at, lang=lang)
        body = body_of(parsed.new, lang, refused=refused)
        author = (writer.person, writer.name) if writer else (None, mail.sender_name or mail.sender)
        return Said(mail.received, "customer" if writer else "staff", author, body, files)

    def _moved(self, thread: Thread, said: Sequence[Said]) -> Moved:
        asker, first = thread.begun_by, thread.mails[0][0]
        if thread.tenant not in self.kinds:
            self.kinds[thread.tenant] = kind_of(asker, at=self.given.at)
        return Moved(
            thread.tenant,
            subject_of(first.subject, asker.language),
            self.kinds[thread.tenant],
            thread.state,
            (asker.person, asker.name),
            said,
            channel=CHANNEL,
            noted={"source": self.given.source, "file": self.given.name},
        )

    def _row(self, mail: Seen, raw: bytes, house: UUID, tenant: UUID) -> MailIn:
        return MailIn(
            tenant_id=tenant,
            mailbox=f"mbox:{self.given.name}"[:200],
            sha256=mail.sha256,
            size=mail.size,
            file_id=store_raw(raw, house, at=self.given.at).id if raw else None,
            received=mail.received,
            arrived=self.given.at,
            state=mail.state or State.TAKEN,
            reason=mail.reason,
            about={"text": mail.text} if mail.text else {},
            message_id=mail.message_id,
            sender=mail.sender,
            sender_name=mail.sender_name,
            subject=mail.subject,
        )

    def _note(self, some: Sequence[Thread], moved: Sequence[Moved], rows: list[tuple[MailIn, Parsed | None]]) -> None:
        """Which mail became which words, so that the next answer by mail finds its ticket."""
        told: list[TicketMail] = []
        left = iter(rows)
        for thread, one in zip(some, moved, strict=True):
            for number, ((mail, writer), message) in enumerate(zip(thread.mails, one.messages, strict=True)):
                row, parsed = next(left)
                row.reason = "opened" if not number else "replied"
                row.subject_kind, row.subject_id = "support.ticket", one.ticket.id if one.ticket else None
                told.append(_told(row, mail, message, writer, parsed))
        MailIn.objects.bulk_create([row for row, _parsed in rows], batch_size=BATCH)
        TicketMail.objects.bulk_create(told, batch_size=BATCH)

    def keep(self, some: Sequence[Seen]) -> None:
        """What becomes nobody's words is kept where the mail channel keeps it, with why."""
        house = provider_tenant()
        rows = [self._row(mail, self._read(mail)[0], house, house) for mail in some]
        MailIn.objects.bulk_create(rows, batch_size=BATCH)

    def late(self, mail: Seen, ticket: UUID, writer: Writer | None) -> None:
        """A mail at a ticket that is here: a reply as by the mail channel, or what our side said then."""
        house = provider_tenant()
        raw, parsed = self._read(mail)
        row = self._row(mail, raw, house, house)
        row.save()
        if parsed is None:
            return
        found = Ticket.objects.select_for_update().get(id=ticket)
        if writer is None:
            self._said_by_us(row, mail, parsed, found)
            return
        try:
            reply_to(row, parsed, found, writer, at=self.given.at)
        except Refusal as refusal:
            if refusal.status >= 500:
                raise
            note(row, State.HELD, "refused", about={"said": {lang: refusal.say(lang) for lang in ("nl", "en")}})

    def _said_by_us(self, row: MailIn, mail: Seen, parsed: Parsed, ticket: Ticket) -> None:
        message = Message.objects.create(
            tenant_id=ticket.tenant_id,
            ticket=ticket,
            at=mail.received,
            side="staff",
            author_name=(mail.sender_name or mail.sender)[:200],
            purpose="message",
            channel=CHANNEL,
            body=body_of(parsed.new, OUR_LANGUAGE),
        )
        belongs_to(row, parsed, ticket, message, person=None, reason="replied")


def _told(row: MailIn, mail: Seen, said: Message | Note, writer: Writer | None, parsed: Parsed | None) -> TicketMail:
    return TicketMail(
        tenant_id=row.tenant_id,
        ticket_id=said.ticket_id,
        said_id=said.id,
        message_id=mail.message_id,
        ours=False,
        mail_id=row.id,
        person_id=writer.person if writer else None,
        at=mail.received,
        quoted=parsed.quoted if parsed else "",
    )
