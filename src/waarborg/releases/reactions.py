"""The jobs of releases."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import tenancy
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role
from waarborg.releases.actions.features.tell import TELL, tell_of_release
from waarborg.releases.actions.note_activation import NOTE_ACTIVATION, note_activation
from waarborg.releases.models import FeatureChoice
from waarborg.releases.queries.features import waiting


@task(name=NOTE_ACTIVATION, each_tenant=True)
def note_activation_for_customer(tenant: UUID, release: UUID) -> None:
    """A release is activated once, and its rhythm promised to many: each customer's clocks hear it in its own
    journal."""
    note_activation(tenant, release)


@task(name=TELL, role=None)
def tell_requesters(feature: UUID, at: datetime) -> None:
    """Whoever asked for a feature that became everybody's is told: each customer in a transaction of its own, nobody
    twice (AP-38)."""
    with tenancy.enter(Role.DESK):
        listed = waiting(feature)
    for tenant, choice in listed:
        with tenancy.enter(Role.DESK):
            rows = FeatureChoice.objects.select_for_update(of=("self",)).select_related("feature")
            tell_of_release(rows.get(tenant_id=tenant, id=choice), at=at)
