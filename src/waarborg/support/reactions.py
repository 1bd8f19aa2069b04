"""What happens to tickets without anybody pressing a button."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task
from waarborg.support.actions.reopen import reopen
from waarborg.support.actions.reply import REOPEN
from waarborg.support.models import Ticket


@task(name=REOPEN, tenant=True)
def reopen_when_silent(tenant: UUID, ticket: UUID, asked_at: datetime, at: datetime) -> None:
    """Four business hours after a reply on a resolved ticket: still asked and unanswered, so it reopens."""
    for waiting in Ticket.objects.filter(tenant_id=tenant, id=ticket, state="resolved", reopen_asked_at=asked_at):
        reopen(waiting, by=SYSTEM, at=at)
