"""The jobs of notices: what is planned comes out, what is out is handed over, and what became of its mail is noted."""

from datetime import datetime
from uuid import UUID

import structlog

from waarborg.kernel.errors import Refusal
from waarborg.notices.actions.check_domain import CHECK, check_domain
from waarborg.notices.actions.outcomes import note_outcomes
from waarborg.notices.actions.publish import SPREAD, hand_out, publish
from waarborg.notices.actions.spread import spread
from waarborg.notices.models import Notice
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role

log = structlog.stdlib.get_logger(__name__)


@task(name=SPREAD, role=None)
def spread_notice(notice: UUID) -> None:
    """One transaction a customer; a killed worker's job goes on where it ended."""
    spread(notice, now=clock.now)


@task(name="notices.due", role=None, every="* * * * *", retry=None)
def publish_due(at: datetime) -> None:
    """Every minute: what was planned for now comes out, each in a transaction of its own."""
    with tenancy.enter(Role.DESK):
        rows = Notice.objects.filter(state=Notice.State.PLANNED, planned_at__lte=at).order_by("planned_at")
        due = list(rows.values_list("id", flat=True))
    for notice in due:
        try:
            with tenancy.enter(Role.DESK):
                publish(notice, by=SYSTEM, at=at)
        except Refusal as refusal:
            # What was chosen is gone since, say. It stays planned, and its page says that its time has passed.
            log.error("a planned notice cannot be published", notice=str(notice), code=refusal.code)


@task(name="notices.outcomes", role=None, every="* * * * *", retry=None)
def outcomes() -> None:
    """Every minute: what the outbox knows, and whatever was published and not handed over to the end."""
    note_outcomes(now=clock.now)
    with tenancy.enter(Role.DESK):
        for held in Notice.objects.filter(state=Notice.State.PUBLISHED, spread_at__isnull=True):
            hand_out(held)


@task(name=CHECK, role=None, retry=None)
def look_up_domain(at: datetime) -> None:
    """Asked for on a page; no answer is an answer too."""
    check_domain(at=at)
