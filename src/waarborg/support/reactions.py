"""What happens to tickets without anybody pressing a button."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.reopen import reopen
from waarborg.support.models import Ticket


@task
def reopen_when_silent(tenant: str, ticket: str, asked_at: str) -> None:
    """Four business hours after a reply on a resolved ticket: still asked and unanswered, so it reopens."""
    with tenancy.enter(Role.DESK, UUID(tenant)):
        waiting = Ticket.objects.filter(
            id=UUID(ticket), state="resolved", reopen_asked_at=datetime.fromisoformat(asked_at)
        )
        for found in waiting:
            reopen(found, by=SYSTEM, at=clock.now())
