"""Telling a customer's own journal of an audit, where his agreement promises one: there its clock hears of it."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry
from waarborg.promises.queries.standing import standing
from waarborg.trust.assurance import Assurance
from waarborg.trust.events import AUDIT_HELD

NOTE_AUDIT = "trust.note-audit"


def note_audit(tenant: UUID, audit: UUID, *, at: datetime) -> bool:
    """Whether it was written down: once for each customer, however often this runs, and not for whom nothing asks it.
    In the desk's scope."""
    bound = standing(tenant)
    if bound is None or AUDIT_HELD not in bound.of_customer:
        return False
    made = Assurance.objects.filter(id=audit, kind=Assurance.AUDIT).first()
    if made is None or JournalEntry.objects.filter(tenant_id=tenant, subject_id=audit, kind=AUDIT_HELD).exists():
        return False
    journal.record(
        AUDIT_HELD,
        tenant=tenant,
        subject=made.ref,
        related=[Ref("customers.customer", tenant)],
        by=SYSTEM,
        at=at,
        data={"on": made.on.isoformat()},
    )
    return True
