"""Ending what binds a customer, without anything in its place: after notice has run out."""

from datetime import datetime
from uuid import UUID

from waarborg.customers.actions.authority import lock_organisation
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises.actions.withdraw_binding import take_back
from waarborg.promises.models import Binding


@action("promises.version.apply")
def end_binding(tenant: UUID, ends: datetime, *, by: Actor, at: datetime) -> Binding | None:
    """Let what binds `tenant` hold until `ends`; what would have begun later is taken back. None where nothing binds.

    For whoever answers for the end: the entry that says why is that one's. Clocks that run stay under the version in
    which they started.
    """
    lock_organisation(tenant)
    held = _open(tenant)
    while held is not None and held.starts_at >= ends:
        take_back(held, by=by, at=at)
        held = _open(tenant)
    if held is not None:
        held.ends_at = ends
        held.save(update_fields=["ends_at"])
    return held


def _open(tenant: UUID) -> Binding | None:
    rows = Binding.objects.select_for_update(of=("self",)).select_related("version")
    held: Binding | None = rows.filter(tenant_id=tenant, ends_at__isnull=True).first()
    return held
