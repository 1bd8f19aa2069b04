"""What waits, one mail a transaction, oldest first. One that goes wrong keeps no other back."""

from datetime import datetime
from uuid import UUID

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
    mail: MailIn | None = None
    try:
        with tenancy.enter(Role.DESK):
            mail = next(iter(kept.rows("support.mail-waiting", _waiting, State.WAITING.value)), None)
            if mail is None:
                return False
            take_in(mail, at=at)
    except Refusal as refusal:
        if mail is None or refusal.status >= 500:
            log.warning("mail cannot be taken in now", code=refusal.code)
            return False
        return _failed(mail.id, refusal)
    except Exception as failure:
        if mail is None:
            raise
        log.exception("taking a mail in failed", mail=str(mail.id))
        return _failed(mail.id, failure)
    return True


def _waiting(state: str) -> "QuerySet[MailIn]":
    waiting = MailIn.objects.select_for_update(skip_locked=True).filter(state=state)
    return waiting.order_by("attempts", "received", "id")[:1]


def _failed(identifier: UUID, failure: Exception) -> bool:
    """Count the attempt, in a transaction after the one that was rolled back with all that it did: also what goes wrong
    only when its journal is written counts, and holds up no other mail."""
    with tenancy.enter(Role.DESK):
        # Somebody may have decided about it meanwhile.
        mail = MailIn.objects.select_for_update().filter(id=identifier, state=State.WAITING).first()
        if mail is None:
            return True
        mail.attempts += 1
        if mail.attempts >= ATTEMPTS:
            note(mail, State.UNREADABLE, "failed", about={"what": type(failure).__name__})
        else:
            mail.save(update_fields=["attempts"])
    return True
