"""A mail of ours that came back: tied to what was sent, and an address that does not exist gets no more."""

from datetime import datetime

from waarborg.notices.actions.suppress import NoAddress, note_bounce
from waarborg.notices.rules.bounces import is_gone
from waarborg.plumbing.mail_in.message import Bounce
from waarborg.plumbing.mail_in.models import MailIn, State
from waarborg.support.actions.mail.outcomes import note
from waarborg.support.models import TicketMail
from waarborg.support.queries import mail as reading


def came_back(mail: MailIn, bounce: Bounce, *, at: datetime) -> None:
    """Only a report about a mail that we sent, to the address that it names, is believed: anybody can write one."""
    sent = reading.sent(bounce.message_id)
    words = {"status": bounce.status or "–", "address": bounce.recipient or "–", "said": bounce.said}
    if sent is None or (bounce.recipient and bounce.recipient != sent.to_address.lower()):
        note(mail, State.BOUNCED, "unknown", about=words)
        return
    words["address"] = sent.to_address
    reason = "failed" if bounce.permanent else "delayed"
    failure = f"refused with 550 {bounce.status}"
    if bounce.permanent and is_gone(failure):
        reason = "gone"
        try:
            note_bounce(sent.to_address, failure, at=at)
        except NoAddress:
            reason = "failed"
    about = TicketMail.objects.filter(tenant_id=sent.tenant_id, mail_id=sent.id).first()
    if about is not None:
        mail.subject_kind, mail.subject_id = "support.ticket", about.ticket_id
    note(mail, State.BOUNCED, reason, about={**words, "subject": sent.subject, "to_name": sent.to_name})
