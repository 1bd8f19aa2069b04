"""What a mail about a ticket carries so that an answer to it comes back to that ticket, and no program answers it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from waarborg.plumbing.mail_in.models import MailIn
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.support.actions.mail.answer_strangers import TEMPLATE as UNKNOWN
from waarborg.support.models import Message, Ticket, TicketMail
from waarborg.support.queries import mail as reading
from waarborg.support.rules.mail import reply_address

TICKET_MAIL = "support/mail/ticket.txt"
# Beside Auto-Submitted, for programs older than that (RFC 3834, 3.1.8).
QUIET = {"Precedence": "bulk", "X-Auto-Response-Suppress": "All"}


def can_be_answered() -> bool:
    """Whether an answer by mail comes back to us."""
    return bool(settings.MAIL_IN_ADDRESS)


def told_by_mail(ticket: Ticket, message: Message) -> str:
    """What staff said, for a ticket that came by mail: who mailed it reads it there. Empty for all others, whose mails
    carry a link only."""
    return message.body if ticket.channel == "mail" and message.side == "staff" and can_be_answered() else ""


def note_sent(ticket: Ticket, message: Message, mail: UUID, *, person: UUID, at: datetime) -> None:
    """Remember that the outbox's `mail` is about this ticket. The same mail twice is noted once."""
    row = TicketMail(
        tenant_id=ticket.tenant_id,
        ticket_id=ticket.id,
        said_id=message.id,
        message_id=f"{mail}@{reading.host()}",
        ours=True,
        mail_id=mail,
        person_id=person,
        at=at,
    )
    TicketMail.objects.bulk_create([row], ignore_conflicts=True)


def of_ticket(mail: OutboxMail) -> dict[str, str]:
    """The head of a mail about a ticket: its thread, and where an answer goes."""
    found = TicketMail.objects.filter(tenant_id=mail.tenant_id, mail_id=mail.id).first()
    if found is None:
        return {}
    head = dict(QUIET)
    if thread := reading.thread_of(found.tenant_id, found.ticket_id, but=mail.id):
        head["References"] = " ".join(f"<{one}>" for one in thread)
        head["In-Reply-To"] = f"<{thread[-1]}>"
    if can_be_answered() and found.person_id is not None:
        ticket = Ticket.objects.get(id=found.ticket_id)
        head["X-Loop"] = settings.MAIL_IN_ADDRESS
        head["Reply-To"] = reply_address.address(
            settings.MAIL_IN_ADDRESS,
            number=ticket.number,
            ticket=ticket.id,
            person=found.person_id,
            key=reading.keys()[0],
        )
    return head


def of_answer(mail: OutboxMail) -> dict[str, str]:
    """The head of the neutral answer: a reply by a program (RFC 3834, 3.1) to the latest mail of that address."""
    head = {**QUIET, "Auto-Submitted": "auto-replied"}
    if settings.MAIL_IN_ADDRESS:
        head["X-Loop"] = settings.MAIL_IN_ADDRESS
    answered = MailIn.objects.filter(sender=mail.to_address).exclude(message_id="").order_by("-received").first()
    if answered is not None:
        head["In-Reply-To"] = head["References"] = f"<{answered.message_id}>"
    return head


HEADS = {TICKET_MAIL: of_ticket, UNKNOWN: of_answer}
