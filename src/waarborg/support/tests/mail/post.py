"""Mails for tests: made, handed in by the door that a relay uses, and taken as the worker takes them."""

from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import count
from typing import Any

from waarborg.plumbing import tenancy
from waarborg.plumbing.mail_in.arrive import Come, arrive
from waarborg.plumbing.mail_in.models import MailIn
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.outbox.transport import compose
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.mail.take_all import take_next
from waarborg.support.models import Message, Ticket

ADDRESS = "support@example.nl"
_numbers = count(1)


def mail(sender: str, body: str = "De uren ontbreken.", *, subject: str = "Uren", **headers: str) -> EmailMessage:
    """A mail to the support address; `headers` with _ for -, the last of a name counts."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, ADDRESS, subject
    made["Message-ID"] = f"<post-{next(_numbers)}@example.org>"
    for name, value in headers.items():
        del made[name.replace("_", "-")]
        made[name.replace("_", "-")] = value
    made.set_content(body)
    return made


def come_in(*mails: EmailMessage | bytes, received: datetime, at: datetime | None = None) -> list[MailIn]:
    """These mails, kept and taken; their rows as they are then, in the same order."""
    raws = [one if isinstance(one, bytes) else one.as_bytes() for one in mails]
    kept = arrive([Come(raw, received) for raw in raws], mailbox="test", at=at or received)
    take_all(at or received)
    with tenancy.enter(Role.DESK):
        return [MailIn.objects.get(id=one.id) for one in kept]


def take_all(at: datetime) -> None:
    while take_next(at=at):
        pass


def outcome(mail: MailIn) -> tuple[str, str]:
    return mail.state, mail.reason


def ticket_of(mail: MailIn) -> Ticket:
    with tenancy.enter(Role.DESK):
        found: Ticket = Ticket.objects.get(id=mail.subject_id)
        return found


def said(ticket: Ticket) -> list[tuple[str, str, str]]:
    """What stands in the conversation: whose side, for what, in which words."""
    with tenancy.enter(Role.DESK):
        rows = Message.objects.filter(ticket=ticket).order_by("at", "id")
        return list(rows.values_list("side", "purpose", "body"))


def letters(**of: Any) -> list[OutboxMail]:
    with tenancy.enter(Role.DESK):
        return list(OutboxMail.objects.filter(**of).order_by("written", "id"))


def sent_as(letter: OutboxMail) -> Any:
    """The mail as it leaves."""
    return compose(letter).message()


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
