"""Ending what binds a customer, without anything in its place: after notice has run out."""

from datetime import datetime
from uuid import UUID

from waarborg.customers.actions.authority import lock_organisation
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.journal import Ref
from waarborg.promises.actions.bind import PUSH_POLICY, push_policy
from waarborg.promises.actions.withdraw_binding import take_back
from waarborg.promises.models import Binding
from waarborg.promises.rules.bound import ENDED, LATE, ended_words


@action("promises.version.apply")
def end_binding(tenant: UUID, ends: datetime, *, by: Actor, at: datetime) -> Binding | None:
    """Let what binds `tenant` hold until `ends`; what would have begun later is taken back. None where nothing binds.

    For whoever answers for the end: the entry that says why is that one's. Clocks that run go on under the version in
    which they started; what comes in later starts none, but for promises about leaving. Who comes with it a day too
    late (`LATE`) ends it later, too: clocks that were promised meanwhile stay.
    """
    lock_organisation(tenant)
    ends = max(ends, at - LATE)
    held = _open(tenant)
    while held is not None and held.starts_at >= ends:
        take_back(held, by=by, at=at)
        held = _open(tenant)
    if held is not None:
        held.ends_at = ends
        held.save(update_fields=["ends_at"])
        _note(held, by=by, at=at)
        # What only the agreement asked of signing in goes with it; what the customer or we asked stays.
        if ends <= at:
            push_policy(tenant, by=SYSTEM, at=at)
        else:
            jobs.enqueue(PUSH_POLICY, {"tenant": str(tenant)}, at=ends)
    return held


def _note(held: Binding, *, by: Actor, at: datetime) -> None:
    version, until = held.version, held.ends_at
    if until is None:
        return
    journal.record(
        ENDED,
        tenant=held.tenant_id,
        subject=Ref("customers.customer", held.tenant_id),
        by=by,
        at=at,
        properties=ended_words(version.sha256, since=held.starts_at, published=version.published_at, until=until),
        data={"agreement": version.agreement, "version": version.version, "until": until.isoformat()},
    )


def _open(tenant: UUID) -> Binding | None:
    rows = Binding.objects.select_for_update(of=("self",)).select_related("version")
    held: Binding | None = rows.filter(tenant_id=tenant, ends_at__isnull=True).first()
    return held
