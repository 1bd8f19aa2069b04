"""What every act on a feature leaves in the journal of the customer whom it concerns."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import journal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.releases.models import Feature


def note(kind: str, feature: Feature, tenant: UUID, *, by: Actor, at: datetime, **more: str) -> None:
    """One entry about the feature and the customer; `more` are words that name nobody, such as the form of a consent,
    and identifiers."""
    journal.record(
        kind,
        tenant=tenant,
        subject=feature.ref,
        related=[Ref("customers.customer", tenant)],
        by=by,
        at=at,
        properties={"impact": feature.impact, "feature": feature.key, **more},
    )
