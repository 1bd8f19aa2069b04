"""The jobs of releases."""

from uuid import UUID

from waarborg.plumbing.queue import task
from waarborg.releases.actions.note_activation import NOTE_ACTIVATION, note_activation


@task(name=NOTE_ACTIVATION, each_tenant=True)
def note_activation_for_customer(tenant: UUID, release: UUID) -> None:
    """A release is activated once, and its rhythm promised to many: each customer's clocks hear it in its own
    journal."""
    note_activation(tenant, release)
