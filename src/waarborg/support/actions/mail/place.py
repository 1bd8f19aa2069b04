"""What staff decide about a mail that waits for them: at which ticket it belongs, whose it is, that it is nothing."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.mail_in.handing_over import hand_over
from waarborg.plumbing.mail_in.message import Parsed, Unreadable, parse
from waarborg.plumbing.mail_in.models import MailIn, State
from waarborg.plumbing.mail_in.queries import raw_of
from waarborg.support.actions.mail.outcomes import note
from waarborg.support.actions.mail.write_down import open_ticket, reply_to
from waarborg.support.models import Ticket
from waarborg.support.permissions import PLACE_MAIL
from waarborg.support.queries.mail import Writer, standing_of, writers
from waarborg.support.rules import numbers

LONGEST_REASON = 300
# Nothing is done any more with what became something; all else can still be decided.
UNDECIDED = frozenset({State.HELD, State.UNREADABLE, State.BOUNCED, State.IGNORED, State.DISMISSED})


class Decided(Refusal):
    code = "support.mail.decided"
    nl = "Over deze mail is al beslist."
    en = "This mail has been decided about already."
    nl_way_out = "Ververs de pagina: een collega was u voor."
    en_way_out = "Refresh the page: a colleague was first."


class NoSuchTicket(BadInput):
    code = "support.mail.no-ticket"
    nl = "Er is geen melding met dit nummer."
    en = "There is no ticket with this number."


class NoOneToSayIt(BadInput):
    """Nobody in whose name it could stand: the reporter may not ask any more."""

    code = "support.mail.no-writer"
    nl = "Wie deze melding deed mag dat niet meer, en de afzender ook niet."
    en = "Whoever made this report may not any more, nor may the sender."
    nl_way_out = "Maak er een nieuwe melding van, op naam van iemand die dat mag."
    en_way_out = "Make it a new ticket, in the name of somebody who may."


class NotReadable(BadInput):
    code = "support.mail.unreadable"
    nl = "Deze mail kan niet worden gelezen, en dus ook niet worden geplaatst."
    en = "This mail cannot be read, and so cannot be placed."
    nl_way_out = "Neem de melding zelf aan, en leg de mail daarna terzijde."
    en_way_out = "Take the report yourself, then put the mail aside."


class NoReason(BadInput):
    code = "support.mail.reason"
    nl = "Geef een reden van 1 tot en met {most} tekens."
    en = "Give a reason of 1 to {most} characters."


@action("support.mail.place")
def attach(mail: MailIn, number: str, *, by: Actor, at: datetime) -> Ticket:
    """Make the mail a reply at the ticket of this number, in the name of its sender where he may, else of whoever
    reported it; the text then says who really wrote. Raises NotAllowed, Decided, NotReadable, NoSuchTicket,
    NoOneToSayIt, and what the reply raises."""
    permissions.require(by, PLACE_MAIL)
    mail, parsed = _undecided(mail), _read(mail)
    found = numbers.parse(number)
    ticket = Ticket.objects.filter(number=found).first() if found else None
    if ticket is None:
        raise NoSuchTicket(path="number")
    writer = _at_this_customer(parsed, ticket, at=at)
    reply_to(mail, _as_written(parsed, writer, by), ticket, writer, at=at)
    _record(mail, "placed", by=by, at=at)
    return ticket


@action("support.mail.place")
def open_for(mail: MailIn, tenant: UUID, person: UUID, *, by: Actor, at: datetime) -> Ticket:
    """Make the mail a ticket of this person, whose clocks start when the mailbox received it. Raises NotAllowed,
    Decided, NotReadable, NoOneToSayIt, and what the report raises."""
    permissions.require(by, PLACE_MAIL)
    mail, parsed = _undecided(mail), _read(mail)
    writer = standing_of(tenant, person, at=at)
    if writer is None or not writer.may_ask:
        raise NoOneToSayIt(path="person")
    ticket = open_ticket(mail, _as_written(parsed, writer, by), writer, at=at, reason="placed")
    _record(mail, "placed", by=by, at=at)
    return ticket


@action("support.mail.place")
def dismiss(mail: MailIn, reason: str, *, by: Actor, at: datetime) -> None:
    """Put a mail aside with a reason; it stays readable. Raises NotAllowed, Decided, NoReason."""
    permissions.require(by, PLACE_MAIL)
    mail = _undecided(mail)
    reason = " ".join(reason.split())
    if not 1 <= len(reason) <= LONGEST_REASON or "\0" in reason:
        raise NoReason(path="reason", most=LONGEST_REASON)
    mail.decision = reason
    mail.decided, mail.decided_by = at, by.name
    note(mail, State.DISMISSED, mail.reason)
    _record(mail, "dismissed", by=by, at=at)


@action("support.mail.place")
def read_again(mail: MailIn, *, by: Actor, at: datetime) -> None:
    """Let a mail wait again, to be taken as if it came now: its sender was added, or the trouble is over. Raises
    NotAllowed, Decided."""
    permissions.require(by, PLACE_MAIL)
    mail = _undecided(mail)
    mail.attempts, mail.decision, mail.decided, mail.decided_by = 0, "", None, ""
    note(mail, State.WAITING, "")
    hand_over()


def _undecided(mail: MailIn) -> MailIn:
    found: MailIn = MailIn.objects.select_for_update().get(id=mail.id)
    if found.state not in UNDECIDED:
        raise Decided()
    return found


def _read(mail: MailIn) -> Parsed:
    try:
        return parse(raw_of(mail))
    except (Unreadable, FileNotFoundError):
        raise NotReadable() from None


def _at_this_customer(parsed: Parsed, ticket: Ticket, *, at: datetime) -> Writer:
    for one in writers(parsed.sender, at=at):
        if one.tenant == ticket.tenant_id and one.may_ask:
            return one
    reporter = standing_of(ticket.tenant_id, ticket.reporter_id, at=at) if ticket.reporter_id else None
    if reporter is None or not reporter.may_ask:
        raise NoOneToSayIt(path="number")
    return reporter


# Who really wrote, where it stands in somebody else's name.
WRITTEN_BY = {"nl": "[Mail van {sender}, geplaatst door {by}.]", "en": "[Mail from {sender}, placed by {by}.]"}


def _as_written(parsed: Parsed, writer: Writer, by: Actor) -> Parsed:
    if parsed.sender == writer.email:
        return parsed
    said = WRITTEN_BY[writer.language].format(sender=parsed.sender, by=by.name)
    return replace(parsed, new=f"{said}\n\n{parsed.new}")


def _record(mail: MailIn, what: str, *, by: Actor, at: datetime) -> None:
    # A mail that is nobody's yet is the provider's own, and so is what was done with it.
    MailIn.objects.filter(id=mail.id).update(decided=at, decided_by=by.name)
    subject = Ref("plumbing.mail-in", mail.id)
    journal.record(f"plumbing.mail-in:{what}", tenant=mail.tenant_id, subject=subject, by=by, at=at)
