"""The telephone number that a customer can be called back on, and how long that has been known."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from waarborg.customers.events import ORGANISATION_CHANGED
from waarborg.customers.queries import organisation
from waarborg.plumbing.models import JournalEntry

# A number that was changed since may be that of whoever wants to come in.
SETTLED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """`since` is when it was last changed, else when the customer came; `settled` whether that is long enough ago."""

    phone: str
    since: datetime
    settled: bool


def known_number(tenant: UUID, *, at: datetime) -> KnownNumber:
    """Empty where none is written down. Two queries. Raises NotFound."""
    held = organisation(tenant)
    changes = JournalEntry.objects.filter(
        tenant_id=tenant, subject_id=held.id, kind=ORGANISATION_CHANGED, properties__fields__contains="phone"
    )
    last = changes.order_by("-at").values_list("at", flat=True).first()
    since = max(held.created, last) if last else held.created
    return KnownNumber(held.phone, since, at - since >= SETTLED)
