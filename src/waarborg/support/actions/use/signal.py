"""Raising a signal, once: a job looks, and a customer's use is never refused for it (CL-05)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.taken import taken
from waarborg.support.models import UseSignal

EVENTS = {"contact": "support.contact.signalled", "fair-use": "support.fair-use.exceeded"}


def raise_signal(tenant: UUID, kind: str, month: str, figures: Mapping[str, str], *, at: datetime) -> UseSignal | None:
    """One for a customer, kind and month; of fair use none while an earlier one was not talked about. None where it was
    raised already."""
    try:
        with transaction.atomic():
            made: UseSignal = UseSignal.objects.create(
                tenant_id=tenant, kind=kind, month=month, figures=dict(figures), raised_at=at
            )
    except IntegrityError as error:
        if not taken(error):
            raise
        return None
    journal.record(
        EVENTS[kind], tenant=tenant, subject=made.ref, by=SYSTEM, at=at, data={"month": month, **made.figures},
        reason_if_late="found by the nightly look",
    )  # fmt: skip
    return made
