"""Waiving a clock: an authorised person takes back the verdict, with a reason that the customer reads."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.promises.models import ClockRun
from waarborg.promises.rules.replay import WAIVED


class ReasonNeeded(Refusal):
    code = "promises.waive.reason"
    status = 422
    nl = "Zet erbij waarom deze belofte wordt kwijtgescholden; de klant leest dat."
    en = "Say why this promise is waived; the customer reads it."


@action("promises.clock.waive")
def waive(subject: Ref, *, by: Actor, at: datetime, tenant: UUID, promise: str, reason: str) -> None:
    """Waive the latest run of `promise` on a subject. Raises ReasonNeeded, NotAllowed, NotFound."""
    permissions.require(by, "promises.clock.waive", tenant=tenant)
    if not reason.strip():
        raise ReasonNeeded()
    runs = ClockRun.objects.filter(tenant_id=tenant, subject_id=subject.id, promise=promise)
    if not runs.exists():
        raise permissions.NotFound()
    journal.record(
        WAIVED,
        tenant=tenant,
        subject=subject,
        by=by,
        at=at,
        properties={"promise": promise},
        data={"why": reason.strip()},
    )
