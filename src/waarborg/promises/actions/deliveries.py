"""Which announcements have arrived: a mail server took one of their mails."""

from datetime import datetime
from uuid import UUID

import structlog
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.outbox.models import State
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.announce import delivered
from waarborg.promises.models import Announcement

log = structlog.stdlib.get_logger(__name__)
LEFT = """EXISTS (
  SELECT 1 FROM jsonb_array_elements_text("promises_announcement"."mails") AS listed (mail)
  JOIN outbox_mail ON outbox_mail.id = listed.mail::uuid WHERE outbox_mail.state = ANY(%s))"""


def note_deliveries(*, at: datetime) -> int:
    """Note every delivery that is known by now, each in a transaction of its own; answers how many.

    A version that cannot be bound then, because an amendment does not fit it, stays announced: staff see it wait.
    """
    return sum(_note(one, at) for one in arrived())


def arrived() -> list[UUID]:
    """Open announcements of which a mail has left and no delivery was noted, the oldest first. One query.

    The database looks at the mails: taking the oldest so many announcements first would leave those behind them waiting
    for ever, once so many can not arrive.
    """
    with tenancy.enter(Role.DESK):
        rows = Announcement.objects.filter(state=Announcement.State.OPEN, delivered_at__isnull=True)
        left = RawSQL(LEFT, [[State.SENT, State.KEPT]], output_field=BooleanField())
        return list(rows.filter(left).order_by("announced_at").values_list("id", flat=True))


def _note(announcement: UUID, at: datetime) -> int:
    try:
        with tenancy.enter(Role.DESK):
            delivered(announcement, by=SYSTEM, at=at, proof="mail")
    except Refusal as refusal:
        log.error("an announcement arrived and its version cannot be bound", announcement=str(announcement),
                  code=refusal.code)  # fmt: skip
        return 0
    return 1
