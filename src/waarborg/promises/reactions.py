"""Promises that must speak up by themselves: the scheduler looks every other second which clocks want attention."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task
from waarborg.promises.actions.bind import PUSH_POLICY, push_policy
from waarborg.promises.actions.deliveries import note_deliveries
from waarborg.promises.actions.project_clocks import WAKE, project_customer
from waarborg.promises.actions.raise_notices import BATCH, raise_notices

# Enough for a storm of 10,000 clocks in one go; what is left waits two seconds.
ROUNDS = 20


@task(name="promises.raise-notices", role=None, every="* * * * * */2", lock="promises.raise-notices", retry=None)
def raise_what_is_due(at: datetime) -> None:
    """Batches in transactions of their own, so that a storm never holds rows for long."""
    for _ in range(ROUNDS):
        if raise_notices(at=at) < BATCH:
            break


@task(name="promises.note-deliveries", role=None, every="* * * * *", lock="promises.note-deliveries", retry=None)
def note_what_arrived(at: datetime) -> None:
    """A mail server took an announcement: from now on what counts from the delivery counts."""
    note_deliveries(at=at)


@task(name=PUSH_POLICY, tenant=True)
def push_sign_in_policy(tenant: UUID, at: datetime) -> None:
    """A version that was bound ahead takes effect: what it asks of signing in holds from now on."""
    push_policy(tenant, by=SYSTEM, at=at)


@task(name=WAKE, tenant=True)
def wake_customer(tenant: UUID, at: datetime) -> None:
    """A version or a purchase begins: so do the duties towards this customer that recur by themselves."""
    project_customer(tenant, at=at)
