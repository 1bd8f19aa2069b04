"""One neutral answer to who is not known (CL-75), a day: it says the same to everybody, and nothing of anybody."""

from datetime import datetime, timedelta

from django.conf import settings

from waarborg.plumbing.mail_in.message import Parsed
from waarborg.plumbing.mail_in.models import MailIn
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.tenancy.provider import provider_tenant

TEMPLATE = "support/mail/unknown.txt"
# Somebody who writes in the names of others must not make us a sender of mail to them.
MOST_AN_HOUR = 60


def answer_once(mail: MailIn, parsed: Parsed, *, at: datetime) -> None:
    """Tell the sender that the mail was received. At most once a day to an address, and sixty an hour in all.

    Only where the mail came from (RFC 3834, 4): not to the address a forger named beside it. Where our own relay is
    known, only to a sender that it found right.
    """
    to = parsed.return_path if parsed.return_path is not None else parsed.sender
    if not to or to != parsed.sender or (settings.MAIL_IN_RELAY and parsed.verdict != "pass"):
        return
    tenant = provider_tenant()
    recent = OutboxMail.objects.filter(tenant_id=tenant, template=TEMPLATE, written__gt=at - timedelta(hours=1))
    if recent.count() >= MOST_AN_HOUR:
        return
    send_mail(TEMPLATE, tenant=tenant, to=Recipient(to), at=at, key=f"support.mail.unknown:{to}:{at.date()}")
