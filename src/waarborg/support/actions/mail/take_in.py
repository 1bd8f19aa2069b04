"""One mail that came in becomes a reply, a ticket, or something that somebody has to decide.

In this order: what cannot be read; what came round or was here already; what came back; what a program wrote; forged
senders; too many from one address; and only then where it belongs and whose it is.
"""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings

from waarborg.contracts.queries.merging import heirs
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.mail_in.message import Parsed, Unreadable, parse
from waarborg.plumbing.mail_in.models import MailIn, State
from waarborg.plumbing.mail_in.queries import raw_of
from waarborg.support.actions.mail.answer_strangers import answer_once
from waarborg.support.actions.mail.came_back import came_back
from waarborg.support.actions.mail.outcomes import note
from waarborg.support.actions.mail.write_down import open_ticket, reply_to
from waarborg.support.models import Ticket
from waarborg.support.queries import mail as reading
from waarborg.support.queries.mail import Writer

WITHDRAWN = "withdrawn"
# More in an hour from one address are held, not lost, and not answered.
MOST_AN_HOUR = 30
# Reasons to hold a mail whose sender is told that it was received, in words that give nothing away.
ANSWERED = frozenset({"stranger", "may-not-ask", "merged"})


def take_in(mail: MailIn, *, at: datetime) -> None:
    """Decide what becomes of a waiting mail, in the scope of the desk; its row is locked by the caller.

    What a person may do is done in the scope of that person's organisation, by the actions that the portal uses.
    """
    try:
        parsed = parse(raw_of(mail), trusted=settings.MAIL_IN_RELAY)
    except Unreadable as unreadable:
        note(mail, State.UNREADABLE, unreadable.reason)
        return
    except FileNotFoundError:
        note(mail, State.UNREADABLE, "lost")
        return
    _describe(mail, parsed)
    earlier, many = reading.came_before(parsed, mail.about["text"], mail.received - timedelta(hours=1), but=mail.id)
    if reason := _ours(parsed):
        note(mail, State.IGNORED, reason)
    elif earlier is not None:
        note(mail, State.IGNORED, "repeated", about={"earlier": str(earlier)})
    elif parsed.bounce is not None:
        came_back(mail, parsed.bounce, at=at)
    elif parsed.automatic:
        _note_automatic(mail, parsed)
    elif reason := _not_trusted(parsed):
        note(mail, State.HELD, reason)
    elif many >= MOST_AN_HOUR:
        note(mail, State.HELD, "many", about={"most": str(MOST_AN_HOUR)})
    else:
        _place(mail, parsed, at=at)


def _describe(mail: MailIn, parsed: Parsed) -> None:
    mail.message_id, mail.sender, mail.sender_name = parsed.message_id, parsed.sender, parsed.sender_name
    mail.subject = parsed.subject
    said = "\n".join((parsed.subject, parsed.new, parsed.quoted))
    mail.about = {**mail.about, "text": hashlib.sha256(said.encode()).hexdigest()[:32]}


def _ours(parsed: Parsed) -> str:
    """By which sign a mail is one of our own; nobody writes to himself by way of his own help desk."""
    own = {settings.MAIL_IN_ADDRESS} - {""}
    if reading.outbox_id(parsed.message_id) or own & set(parsed.loops) or parsed.sender in own:
        return "own"
    return ""


def _note_automatic(mail: MailIn, parsed: Parsed) -> None:
    """Nobody's answer (SEMANTICS 3): it ends no waiting, opens nothing, is not answered; where it belongs is kept."""
    reason = "calendar-reply" if parsed.automatic == "calendar-reply" else "automatic"
    ticket = next(iter(reading.addressed(parsed).tickets), None) or reading.by_reference(parsed)
    note(mail, State.IGNORED, reason, about={"sign": parsed.automatic}, subject=ticket.ref if ticket else None)


def _not_trusted(parsed: Parsed) -> str:
    """Why our own relay's word makes this mail wait for somebody; empty where nothing does, or no relay is set."""
    if not settings.MAIL_IN_RELAY:
        return ""
    return {"fail": "forged", "": "unchecked"}.get(parsed.verdict, "")


def _place(mail: MailIn, parsed: Parsed, *, at: datetime) -> None:
    addressed = reading.addressed(parsed)
    people = reading.writers(parsed.sender, at=at)
    if len(addressed.tickets) > 1:
        return note(mail, State.HELD, "two-tickets")
    # A signed address says more than a header that mail programs drop.
    ticket = addressed.tickets[0] if addressed.tickets else None
    if ticket is None and addressed.wrong:
        return note(mail, State.HELD, "not-signed")
    by_address = ticket is not None
    ticket = ticket or reading.by_reference(parsed)
    if ticket is not None:
        writer = next((one for one in people if one.tenant == ticket.tenant_id and one.may_ask), None)
        if writer is not None:
            heir = _heir(ticket, people) if ticket.state == WITHDRAWN else None
            return _reply(mail, parsed, ticket, writer, heir=heir, at=at)
        if by_address or any(one.tenant == ticket.tenant_id for one in people):
            return note(mail, State.HELD, "not-theirs", subject=ticket.ref)
    _open(mail, parsed, people, at=at)


def _heir(ticket: Ticket, people: list[Writer]) -> Writer | None:
    """The same sender at the customer that goes on for the ticket's, where that was merged. One query."""
    heir = heirs([ticket.tenant_id]).get(ticket.tenant_id)
    return next((one for one in people if one.tenant == heir and one.may_ask), None)


def _reply(mail: MailIn, parsed: Parsed, ticket: Ticket, writer: Writer, *, heir: Writer | None, at: datetime) -> None:
    try:
        if heir is not None:
            open_ticket(mail, parsed, heir, at=at, follows=ticket)
        else:
            reply_to(mail, parsed, ticket, writer, at=at)
    except Refusal as refusal:
        _hold_refused(mail, refusal)


def _open(mail: MailIn, parsed: Parsed, people: list[Writer], *, at: datetime) -> None:
    may = [one for one in people if one.may_ask]
    # Somebody of two customers that became one writes to the one that goes on.
    gone = heirs([one.tenant for one in may])
    askers = [one for one in may if one.tenant not in gone]
    if len(askers) == 1:
        try:
            open_ticket(mail, parsed, askers[0], at=at)
        except Refusal as refusal:
            _hold_refused(mail, refusal)
        return
    if len(askers) > 1:
        reason = "two-customers"
    elif may:
        reason = "merged"
    elif any(one.is_staff for one in people):
        reason = "colleague"
    else:
        reason = "may-not-ask" if people else "stranger"
    note(mail, State.HELD, reason)
    if reason in ANSWERED:
        answer_once(mail, parsed, at=at)


def _hold_refused(mail: MailIn, refusal: Refusal) -> None:
    """An agreement or a rule said no. Trouble of the machine is not held but tried again."""
    if refusal.status >= 500:
        raise refusal
    note(mail, State.HELD, "refused", about={"said": {lang: refusal.say(lang) for lang in ("nl", "en")}})
