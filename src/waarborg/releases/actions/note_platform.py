"""Telling a customer's own journal of a platform that came out and was tested, where his agreement promises a test."""

from uuid import UUID

from waarborg.kernel.instants import to_us
from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry
from waarborg.promises.queries.standing import standing
from waarborg.releases.events import PLATFORM_REGISTERED, PLATFORM_TESTED
from waarborg.releases.models import PlatformVersion

NOTE_PLATFORM = "releases.note-platform"
SUBJECT = "releases.platform-version"
LATE = "a platform is told to each customer in its turn"


def note_platform(tenant: UUID, platform_version: UUID) -> int:
    """How many lines were written: of the registration and of the first test one each, however often this runs, and
    none for whom nothing asks it. In the desk's scope."""
    bound = standing(tenant)
    if bound is None or not bound.terms_about(SUBJECT):
        return 0
    # Locked: its registration and its test each set a job going, and both would tell of both.
    held: PlatformVersion | None = PlatformVersion.objects.select_for_update().filter(id=platform_version).first()
    if held is None or to_us(held.registered_at) < bound.versions[0][0]:
        return 0
    rows = JournalEntry.objects.filter(tenant_id=tenant, subject_id=held.id)
    told, written = set(rows.values_list("kind", flat=True)), 0
    for kind, when in ((PLATFORM_REGISTERED, held.registered_at), (PLATFORM_TESTED, held.tested_at)):
        if when is None or kind in told:
            continue
        journal.record(
            kind,
            tenant=tenant,
            subject=held.ref,
            related=[Ref("customers.customer", tenant)],
            by=SYSTEM,
            at=when,
            data={"platform": held.platform, "version": held.version},
            reason_if_late=LATE,
        )
        written += 1
    return written
