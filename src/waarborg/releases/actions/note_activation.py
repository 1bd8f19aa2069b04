"""Telling a customer's own journal of an activation, where his agreement promises a rhythm."""

from uuid import UUID

from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry
from waarborg.promises.queries.standing import standing
from waarborg.releases.events import ACTIVATED
from waarborg.releases.models import Release

NOTE_ACTIVATION = "releases.note-activation"
LATE = "the activation is told to each customer in its turn"


def note_activation(tenant: UUID, release: UUID) -> bool:
    """Whether it was written down, with the instant of the activation: once for each customer, however often this runs,
    and not for whom nothing asks it. In the desk's scope."""
    bound = standing(tenant)
    if bound is None or ACTIVATED not in bound.of_customer:
        return False
    # Locked: two jobs at once would both find that nothing was told yet.
    made: Release | None = Release.objects.select_for_update().filter(id=release).first()
    if made is None or made.activated_at is None:
        return False
    if JournalEntry.objects.filter(tenant_id=tenant, subject_id=release, kind=ACTIVATED).exists():
        return False
    journal.record(
        ACTIVATED,
        tenant=tenant,
        subject=made.ref,
        related=[Ref("customers.customer", tenant)],
        by=SYSTEM,
        at=made.activated_at,
        properties={"release-kind": made.kind, "purpose": made.purpose},
        data={"version": made.version},
        reason_if_late=LATE,
    )
    return True
