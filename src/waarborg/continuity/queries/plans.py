"""Plans, their back-ups and restore tests, as pages and programs read them."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from waarborg.continuity.models import Plan, RestoreTest, Run
from waarborg.continuity.rules import runs
from waarborg.plumbing.permissions import NotFound

PAGE = 50
MOST = 500


def digest(token: str) -> str:
    """What of a token is kept: it is long and random, so that a plain hash tells nobody what it was."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(plan: UUID) -> Plan:
    """Raises NotFound."""
    found: Plan | None = Plan.objects.filter(id=plan).first()
    if found is None:
        raise NotFound()
    return found


def locked(plan: UUID) -> Plan:
    """The row, held until the transaction ends. Raises NotFound."""
    found: Plan | None = Plan.objects.select_for_update().filter(id=plan).first()
    if found is None:
        raise NotFound()
    return found


def named(key: str) -> Plan:
    """By its short name. Raises NotFound."""
    found: Plan | None = Plan.objects.filter(key=key).first()
    if found is None:
        raise NotFound()
    return found


def every(*, ended: bool = False) -> list[Plan]:
    """Those that run, or those that ended, by name: at most 500. One query."""
    rows = Plan.objects.filter(ended_at__isnull=not ended)
    return list(rows.order_by("scope", "key")[:MOST])


def covering(rows: list[Plan]) -> list[Plan]:
    """Of what a customer's own scope may read (`standings.read_plans`) what still runs: what is made for everybody
    first."""
    return sorted((one for one in rows if one.ended_at is None), key=lambda one: one.customer_id is not None)


def of_plan(plan: UUID, outcome: str = "") -> "QuerySet[Run]":
    """The back-ups of a plan, the newest first; of one outcome where it names any."""
    rows = Run.objects.filter(plan_id=plan)
    if outcome in runs.OUTCOMES:
        rows = rows.filter(outcome=outcome)
    return rows.order_by("-completed_at", "-id")


def page(
    plan: UUID, *, outcome: str = "", after: tuple[datetime, UUID] | None = None, limit: int = PAGE + 1
) -> list[Run]:
    """One page of them, from the row behind `after` on. One query, by index however many there are."""
    rows = of_plan(plan, outcome)
    if after is not None:
        moment, identifier = after
        rows = rows.filter(completed_at__lte=moment).exclude(completed_at=moment, id__gte=identifier)
    return list(rows[:limit])


def all_of(plan: UUID, outcome: str = "") -> Iterator[Run]:
    """All of them, read in pieces."""
    return of_plan(plan, outcome).iterator(chunk_size=2000)


def tests(plan: UUID) -> list[RestoreTest]:
    """The restores that were tried, the newest first. One query."""
    return list(RestoreTest.objects.filter(plan_id=plan).order_by("-tested_at")[:PAGE])


def labels(plans: "set[UUID] | list[UUID]") -> dict[UUID, str]:
    """What links to them read. One query."""
    return dict(Plan.objects.filter(id__in=list(plans)).values_list("id", "key"))
