"""Access logs that were delivered: a customer's own, and at the desk whom each month's is owed to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.customers.models import Organisation
from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.promises.models import ClockRun
from waarborg.promises.queries.standing import standing, standings
from waarborg.trust.models import DeliveredLog
from waarborg.trust.permissions import READ_LOG
from waarborg.trust.rules.log_delivery import owing

SHOWN, NEWEST = 500, 60


@dataclass(frozen=True, slots=True)
class Owed:
    """A customer who agreed on it: by when the next one, and the newest that was delivered."""

    tenant: UUID
    name: str
    due: datetime | None
    newest: DeliveredLog | None
    missed: int


def owed(*, at: datetime) -> list[Owed]:
    """By name. Five queries."""
    names = dict(Organisation.objects.filter(kind="customer").order_by("name").values_list("id", "name")[:SHOWN])
    promised = {one: owing(bound.at(at).agreement) for one, bound in standings(names).items()}
    wanted = {one: name for one, name in promised.items() if name is not None}
    runs = ClockRun.objects.filter(tenant_id__in=wanted, promise__in=set(wanted.values()))
    due: dict[UUID, datetime | None] = {}
    missed: dict[UUID, int] = {}
    for run in runs.only("tenant_id", "due_at", "is_open", "verdict"):
        if run.is_open:
            due[run.tenant_id] = run.due_at
        missed[run.tenant_id] = missed.get(run.tenant_id, 0) + (run.verdict == "broken")
    rows = DeliveredLog.objects.filter(tenant_id__in=wanted).order_by("tenant_id", "-month").distinct("tenant_id")
    newest = {one.tenant_id: one for one in rows}
    return [Owed(one, names[one], due.get(one), newest.get(one), missed.get(one, 0)) for one in wanted]


def delivered(tenant: UUID) -> list[DeliveredLog]:
    """The newest first. One query."""
    return list(DeliveredLog.objects.filter(tenant_id=tenant).order_by("-month")[:NEWEST])


def is_agreed(tenant: UUID, *, at: datetime) -> bool:
    """Whether this customer's agreement in force asks it. One query in a unit of work."""
    bound = standing(tenant)
    return bound is not None and owing(bound.at(at).agreement) is not None


def may_read_file(by: Actor, file: StoredFile) -> bool:
    """Whether it is a log of the reader's own organisation, or the reader looks after them. One query."""
    if not permissions.may(by, READ_LOG, tenant=file.tenant_id):
        return False
    return bool(DeliveredLog.objects.filter(tenant_id=file.tenant_id, file_id=file.id).exists())


def attached(files: Collection[UUID]) -> set[UUID]:
    """Of these stored files: those that are delivered logs. One query."""
    return set(DeliveredLog.objects.filter(file_id__in=files).values_list("file_id", flat=True))
