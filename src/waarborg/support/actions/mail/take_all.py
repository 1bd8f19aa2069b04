"""What waits, one mail a transaction, oldest first. One that goes wrong keeps no other back."""

from datetime import datetime

import structlog
from django.db.models import QuerySet

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.mail_in.models import MailIn, State
from waarborg.plumbing.tenancy import Role, kept
from waarborg.support.actions.mail.outcomes import note
from waarborg.support.actions.mail.take_in import take_in

log = structlog.stdlib.get_logger(__name__)
ATTEMPTS = 3
TAKE_IN = "support.mail.take-in"


def take_next(*, at: datetime) -> bool:
    """Take the mail that has waited longest; whether there was one and the next may be taken.

    After three failures it is shown as unreadable. Trouble of the store is nobody's mail: all of it waits.
    """
    with tenancy.enter(Role.DESK):
        mail = next(iter(kept.rows("support.mail-waiting", _waiting, State.WAITING.value)), None)
        if mail is None:
            return False
        try:
            with tenancy.enter(Role.DESK):
                take_in(mail, at=at)
        except Refusal as refusal:
            if refusal.status < 500:
                return _failed(mail.id, refusal)
            log.warning("mail cannot be taken in now", code=refusal.code)
            return False
        except Exception as failure:
            log.exception("taking a mail in failed", mail=str(mail.id))
            return _failed(mail.id, failure)
    return True


def _waiting(state: str) -> "QuerySet[MailIn]":
    waiting = MailIn.objects.select_for_update(skip_locked=True).filter(state=state)
    return waiting.order_by("attempts", "received", "id")[:1]


def _failed(identifier: object, failure: Exception) -> bool:
    # Read again: what the attempt changed in the row is rolled back in the database, not in the object.
    mail = MailIn.objects.get(id=identifier)
    mail.attempts += 1
    if mail.attempts >= ATTEMPTS:
        note(mail, State.UNREADABLE, "failed", about={"what": type(failure).__name__})
    else:
        mail.save()
    return True
