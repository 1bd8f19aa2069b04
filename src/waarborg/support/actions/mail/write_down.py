"""A mail as a reply or as a ticket: written by whoever sent it, in the scope of his organisation, as in the portal."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from waarborg.plumbing import tenancy
from waarborg.plumbing.mail_in.message import Parsed
from waarborg.plumbing.mail_in.models import MailIn
from waarborg.plumbing.tenancy import Role, kept
from waarborg.promises import queries as promises
from waarborg.support.actions.locking import NotInThisState
from waarborg.support.actions.mail.attaching import store_attached
from waarborg.support.actions.mail.outcomes import belongs_to
from waarborg.support.actions.reply import reply
from waarborg.support.actions.report import Report, report
from waarborg.support.models import Message, Ticket
from waarborg.support.queries.mail import Writer
from waarborg.support.rules.mail.text import body_of, subject_of

CHANNEL = "mail"
# Stands in the journal with an instant that lies before the entry (SEMANTICS 3).
RECEIVED = "the mailbox received it at this instant"


def reply_to(mail: MailIn, parsed: Parsed, ticket: Ticket, writer: Writer, *, at: datetime) -> None:
    """Add the mail to its ticket; where that was withdrawn, open another that names it. Raises Refusal."""
    try:
        with tenancy.enter(Role.CUSTOMER, writer.tenant, person=writer.person):
            said = _reply(mail, parsed, ticket, writer, at=at)
    except NotInThisState:
        open_ticket(mail, parsed, writer, at=at, follows=ticket)
        return
    belongs_to(mail, parsed, ticket, said, person=writer.person, reason="replied")


def _reply(mail: MailIn, parsed: Parsed, ticket: Ticket, writer: Writer, *, at: datetime) -> Message:
    by, lang = writer.actor, writer.language
    files, refused = store_attached(parsed, tenant=writer.tenant, by=by, at=at, lang=lang)
    return reply(
        ticket,
        by=by,
        at=at,
        received=mail.received,
        text=body_of(parsed.new, lang, refused=refused),
        channel=CHANNEL,
        files=files,
        once=mail.id,
        late=RECEIVED,
    )


def open_ticket(
    mail: MailIn, parsed: Parsed, writer: Writer, *, at: datetime, follows: Ticket | None = None, reason: str = ""
) -> Ticket:
    """Make the mail a ticket of its writer; its clocks start when the mailbox received it. Raises Refusal."""
    by, lang = writer.actor, writer.language
    with tenancy.enter(Role.CUSTOMER, writer.tenant, person=writer.person):
        files, refused = store_attached(parsed, tenant=writer.tenant, by=by, at=at, lang=lang)
        ticket = report(
            writer.tenant,
            Report(
                subject=subject_of(parsed.subject, lang),
                kind=kind_of(writer, at=at),
                what=body_of(parsed.new, lang, refused=refused, before=follows.shown_number if follows else ""),
            ),
            by=by,
            at=at,
            channel=CHANNEL,
            files=files,
            once=mail.id,
            received=mail.received,
            reason=RECEIVED,
        )
        (said,) = kept.rows("support.first-said", _first_said, ticket.id)
    outcome = reason or ("followed" if follows else "opened")
    belongs_to(mail, parsed, ticket, said, person=writer.person, reason=outcome)
    return ticket


def _first_said(ticket: UUID) -> "QuerySet[Message]":
    return Message.objects.filter(ticket_id=ticket).order_by("at", "id")[:1]


def kind_of(writer: Writer, *, at: datetime) -> str:
    """A mail says no kind: a question where the agreement knows that word, else its first. Staff say what it really
    is, and its clocks are then computed from the same beginning."""
    kinds = promises.scheme_choices(writer.tenant, "kind", at=at)
    return "question" if not kinds or "question" in kinds else next(iter(kinds))
