"""Promises that must speak up by themselves: the scheduler looks every other second which clocks want attention."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import clock, jobs, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.bind import PUSH_POLICY, push_policy
from waarborg.promises.actions.check_facts import CHECK, RECORD, carry_out, in_use, keep, record_for
from waarborg.promises.actions.deliveries import note_deliveries
from waarborg.promises.actions.project_clocks import WAKE, project_customer
from waarborg.promises.actions.raise_notices import BATCH, raise_notices
from waarborg.promises.actions.state_figures import RECKON, STATE, reckon, state_for

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


@task(name=CHECK, role=None, every="10 3 * * *", lock=CHECK)
def check_facts() -> None:
    """Every day, before reports are made: look whether what agreements say there is, is there. Outside any scope, since
    a check may look at the network; what came of it is kept, and then recorded customer by customer."""
    found = carry_out(in_use(at=clock.now()), at=clock.now())
    with tenancy.enter(Role.DESK):
        keep(found, by=SYSTEM, at=clock.now())
        jobs.enqueue(RECORD)


@task(name=RECORD, each_tenant=True)
def record_checks(tenant: UUID, at: datetime) -> None:
    """How the checks came out goes to each customer's own journal: what his report is made from."""
    record_for(tenant, by=SYSTEM, at=at)


@task(name=RECKON, every="40 3 * * *", lock=RECKON)
def reckon_figures(at: datetime) -> None:
    """Every night, before reports are made: what is promised as a figure is reckoned once for everybody, and then
    stated customer by customer."""
    reckon(by=SYSTEM, at=at)
    jobs.enqueue(STATE)


@task(name=STATE, each_tenant=True)
def state_figures(tenant: UUID, at: datetime) -> None:
    """The figures go to each customer's own journal: what his report is made from."""
    state_for(tenant, by=SYSTEM, at=at)
