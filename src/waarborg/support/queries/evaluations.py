"""Evaluation sessions (AP-43): which customer has one when, what it is about, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from waarborg.customers.models import Organisation
from waarborg.notices.models import Delivery, Notice
from waarborg.plumbing import permissions
from waarborg.promises.models import ClockRun
from waarborg.promises.queries import standings
from waarborg.promises.rules.standing import Standing
from waarborg.support.models import Evaluation, Session
from waarborg.support.rules.sessions import kinds

HELD = "support.evaluation.held"
RELEASE = "release"
SHOWN = 500


@dataclass(frozen=True, slots=True)
class Duty:
    """A customer to whom an evaluation is promised: by when the next one, whether it is planned, and the last one."""

    tenant: UUID
    name: str
    due: datetime | None
    planned: Evaluation | None
    last: datetime | None


def duties(*, at: datetime) -> list[Duty]:
    """The soonest due first, of those not yet planned before of those planned. Five queries."""
    names = dict(Organisation.objects.filter(kind="customer").order_by("name").values_list("id", "name")[:SHOWN])
    promised = {one: _promises(bound, at) for one, bound in standings(names).items()}
    wanted = {one: found for one, found in promised.items() if found}
    runs = ClockRun.objects.filter(tenant_id__in=wanted, is_open=True, promise__in=set().union(*wanted.values()))
    due = {one.tenant_id: one.due_at for one in runs if one.promise in wanted[one.tenant_id]}
    rows = Evaluation.objects.select_related("session").filter(tenant_id__in=wanted)
    to_come = rows.filter(held_at__isnull=True, session__state=kinds.OPEN).order_by("-planned_at")
    planned = {one.tenant_id: one for one in to_come}
    held = rows.filter(held_at__isnull=False).order_by("tenant_id", "-held_at").distinct("tenant_id")
    last = {one.tenant_id: one.held_at for one in held}
    found = [Duty(one, names[one], due.get(one), planned.get(one), last.get(one)) for one in wanted]
    return sorted(found, key=lambda one: (one.planned is not None, one.due is None, one.due or at, one.name))


def _promises(bound: Standing, at: datetime) -> set[str]:
    agreement = bound.at(at).agreement
    return {
        name
        for name, promise in agreement.promises.items()
        if promise.clock is not None and not promise.offered and HELD in promise.clock.until
    }


def released_since_last(tenant: UUID, *, at: datetime) -> list[dict[str, str]]:
    """What was told of releases to this customer since its last evaluation, oldest first. Three queries."""
    last = Evaluation.objects.filter(tenant_id=tenant, held_at__isnull=False).order_by("-held_at").first()
    told = Delivery.objects.filter(tenant_id=tenant).values("notice_id")
    rows = Notice.objects.filter(kind=RELEASE, state=Notice.State.PUBLISHED, published_at__lte=at)
    rows = rows.filter(Q(audience__in=("customers", "public")) | Q(id__in=told))
    if last is not None:
        rows = rows.filter(published_at__gt=last.held_at)
    return [
        {
            "notice": str(one.id),
            "at": one.published_at.isoformat(),
            "nl": one.title("nl"),
            "en": one.title("en"),
            "impact": "",
        }
        for one in rows.defer("body_nl", "body_en", "earlier").order_by("published_at", "id")
        if one.published_at is not None
    ]


def of_session(session: Session) -> Evaluation | None:
    """One query."""
    found: Evaluation | None = Evaluation.objects.filter(session=session).first()
    return found


def at_desk(session: UUID) -> Evaluation:
    """Raises NotFound."""
    found: Evaluation | None = Evaluation.objects.select_related("session").filter(session_id=session).first()
    if found is None:
        raise permissions.NotFound()
    return found


def of_customer(tenant: UUID) -> list[Evaluation]:
    """The newest first. One query."""
    rows = Evaluation.objects.select_related("session").filter(tenant_id=tenant)
    return list(rows.order_by("-session__starts_at", "-id")[:40])
