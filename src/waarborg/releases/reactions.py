"""The jobs of releases."""

from datetime import datetime
from uuid import UUID

import structlog

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role
from waarborg.releases.actions.features.tell import TELL, tell_of_release
from waarborg.releases.actions.note_activation import NOTE_ACTIVATION, note_activation
from waarborg.releases.actions.note_platform import NOTE_PLATFORM, note_platform
from waarborg.releases.actions.rollouts.start import start_wave
from waarborg.releases.models import FeatureChoice
from waarborg.releases.queries.features import waiting
from waarborg.releases.queries.rollouts import due

log = structlog.stdlib.get_logger(__name__)


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


@task(name="releases.rollout-schedule", role=None, every="* * * * *", retry=None)
def begin_waves(at: datetime) -> None:
    """Every minute, each wave in a transaction of its own. One that may not begin is left as it is, and the page of its
    roll-out shows that its time came."""
    with tenancy.enter(Role.DESK):
        listed = due(at)
    for rollout, number in listed:
        try:
            with tenancy.enter(Role.DESK):
                start_wave(rollout, number, by=SYSTEM, at=at)
        except Refusal as refusal:
            log.warning("wave does not begin by itself", rollout=str(rollout), number=number, code=refusal.code)


@task(name=NOTE_PLATFORM, each_tenant=True)
def note_platform_for_customer(tenant: UUID, platform_version: UUID) -> None:
    """A platform comes out once, and its test is promised to many."""
    note_platform(tenant, platform_version)
