"""Which announcements have arrived: a mail server took one of their mails."""

from datetime import datetime
from uuid import UUID

import structlog

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.outbox.models import OutboxMail, State
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.announce import delivered
from waarborg.promises.models import Announcement

log = structlog.stdlib.get_logger(__name__)
BATCH = 500


def note_deliveries(*, at: datetime) -> int:
    """Note every delivery that is known by now, each in a transaction of its own; answers how many.

    A version that cannot be bound then, because an amendment does not fit it, stays announced: staff see it wait.
    """
    return sum(_note(one, at) for one in arrived())


def arrived() -> list[UUID]:
    """Open announcements of which a mail has left and no delivery was noted, the oldest first. Two queries."""
    with tenancy.enter(Role.DESK):
        rows = Announcement.objects.filter(state=Announcement.State.OPEN, delivered_at__isnull=True)
        held = dict(rows.order_by("announced_at").values_list("id", "mails")[:BATCH])
        mails = [UUID(mail) for listed in held.values() for mail in listed]
        left = OutboxMail.objects.filter(id__in=mails, state__in=(State.SENT, State.KEPT)).values_list("id", flat=True)
        taken = {str(mail) for mail in left}
    return [one for one, listed in held.items() if taken.intersection(listed)]


def _note(announcement: UUID, at: datetime) -> int:
    try:
        with tenancy.enter(Role.DESK):
            delivered(announcement, by=SYSTEM, at=at, proof="mail")
    except Refusal as refusal:
        log.error("an announcement arrived and its version cannot be bound", announcement=str(announcement),
                  code=refusal.code)  # fmt: skip
        return 0
    return 1
