"""Back-ups for programs: a back-up system reports each one, a customer's program reads when the last good one was."""

from datetime import datetime
from typing import Annotated, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from waarborg.continuity.actions.record_test import MOST_SECONDS, Tried, record_test
from waarborg.continuity.actions.report_run import Reported, report_run
from waarborg.continuity.models import Plan, RestoreTest, Run
from waarborg.continuity.permissions import READ, REPORT, SEE, TEST
from waarborg.continuity.queries import plans as reading
from waarborg.continuity.rules.plans import MOST_BYTES
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import require
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.input import Body, Instant, Line, LongText, Word
from waarborg.plumbing.rest.operations import by_of, reads, writes

router = Router(tags=["back-ups"])
OutcomeWord = Literal["good", "failed", "unfit"]
ResultWord = Literal["works", "partly", "failed"]


class PlanOut(Schema):
    """`every` in seconds. `good_as_of` is the instant of the newest content that can be restored, `good_at` when that
    copy was complete; null before the first. `late` says that the next good one is overdue."""

    id: UUID
    key: str
    scope: Literal["service", "customer", "internal"]
    part: str
    what_nl: str
    what_en: str
    where_nl: str
    where_en: str
    every: int
    kept_days: int
    made_at: datetime
    good_as_of: datetime | None
    good_at: datetime | None
    due_at: datetime
    late: bool
    tested_at: datetime | None
    test_result: Literal["works", "partly", "failed"] | None
    test_seconds: int | None


class Plans(Schema):
    items: list[PlanOut]
    next: str | None


class RunOut(Schema):
    """`why` says what a plan missed of one that it rejected (`unfit`), `reason` why one failed. `size` in bytes."""

    id: UUID
    plan: str
    began_at: datetime
    completed_at: datetime
    as_of: datetime
    outcome: OutcomeWord
    why: Literal["", "no-size", "too-small", "no-hash"]
    reason: str
    size: int | None
    sha256: str
    place: str
    reference: str


class Runs(Schema):
    items: list[RunOut]
    next: str | None


class RunIn(Body):
    """One back-up. `plan` is the short name. Left out, `began_at` is when it was complete, and `as_of`, the instant of
    its content, when it began. One that failed says why in `reason`. Told again under one `reference` it counts once.
    """

    plan: Word
    completed_at: Instant
    began_at: Instant | None = None
    as_of: Instant | None = None
    succeeded: bool = True
    reason: LongText = ""
    size: Annotated[int | None, Field(ge=0, le=MOST_BYTES)] = None
    sha256: Line = ""
    place: Line = ""
    reference: Line = ""


class TestIn(Body):
    """A restore that was tried: of content of `as_of`, in `seconds`."""

    plan: Word
    tested_at: Instant
    as_of: Instant
    seconds: Annotated[int, Field(ge=0, le=MOST_SECONDS)]
    what: Line
    result: ResultWord
    remark: LongText = ""


class TestOut(Schema):
    id: UUID
    plan: str
    tested_at: datetime
    as_of: datetime
    seconds: int
    what: str
    result: ResultWord
    remark: str


def _plan(one: Plan, now: datetime) -> PlanOut:
    own = {name: getattr(one, name) for name in PlanOut.model_fields if name not in ("due_at", "late", "test_result")}
    result = cast(ResultWord | None, one.test_result or None)
    return PlanOut(**own, due_at=one.due, late=one.state(now) == "late", test_result=result)


def _instant(part: str) -> datetime:
    """A part of a cursor. Raises ValueError for what is no instant."""
    found = datetime.fromisoformat(part)
    if found.tzinfo is None:
        raise ValueError(part)
    return found


def _run(one: Run, plan: Plan) -> RunOut:
    return RunOut(**{name: getattr(one, name) for name in RunOut.model_fields if name != "plan"}, plan=plan.key)


def _test(one: RestoreTest, plan: Plan) -> TestOut:
    return TestOut(**{name: getattr(one, name) for name in TestOut.model_fields if name != "plan"}, plan=plan.key)


@router.get("/backup-plans", **reads("backups:read", "backup_plans", Plans))
def list_plans(request: HttpRequest, cursor: pages.Cursor = None, limit: pages.Limit = pages.LIMIT) -> Plans:
    """What is backed up, in the order in which it was written down; for a customer what covers it."""
    by, now = by_of(request), clock.now()
    require(by, SEE if by.is_staff else READ, tenant=None if by.is_staff else by.tenant)
    place = pages.after(cursor, pages.identifier)
    rows = Plan.objects.filter(ended_at__isnull=True)
    rows = rows.filter(id__gt=place[0]) if place else rows
    shown, later = pages.cut(list(rows.order_by("id")[: limit + 1]), limit, lambda one: (one.id,))
    return Plans(items=[_plan(one, now) for one in shown], next=later)


@router.get("/backups", **reads("backups:read", "backups_list", Runs))
def list_backups(
    request: HttpRequest,
    plan: Annotated[Word, Query(description="The short name of a plan.")],
    cursor: pages.Cursor = None,
    limit: pages.Limit = pages.LIMIT,
    outcome: Annotated[OutcomeWord | None, Query()] = None,
) -> Runs:
    """The back-ups of one plan, the one that was complete last first. For staff."""
    require(by_of(request), SEE)
    held = reading.named(plan)
    place = pages.after(cursor, _instant, pages.identifier)
    after = cast(tuple[datetime, UUID], tuple(place)) if place else None
    found = reading.page(held.id, outcome=outcome or "", after=after, limit=limit + 1)
    shown, later = pages.cut(found, limit, lambda one: (one.completed_at, one.id))
    return Runs(items=[_run(one, held) for one in shown], next=later)


@router.post("/backups", **writes("backups:write", "backups_report", RunOut, made=False, conditional=False))
def tell_backup(request: HttpRequest, body: RunIn) -> RunOut:
    """A back-up was made, or failed: what your back-up system says of each. `outcome` says whether it counts. For
    staff."""
    by = by_of(request)
    require(by, REPORT)
    held = reading.named(body.plan)
    said = Reported(**body.model_dump(exclude={"plan"}))
    return _run(report_run(held.id, said, by=by, at=clock.now()), held)


@router.post("/restore-tests", **writes("backups:write", "restore_tests", TestOut, made=False, conditional=False))
def tell_test(request: HttpRequest, body: TestIn) -> TestOut:
    """A restore was tried: customers whom the plan covers read when, and what it showed. For staff."""
    by = by_of(request)
    require(by, TEST)
    held = reading.named(body.plan)
    return _test(record_test(held.id, Tried(**body.model_dump(exclude={"plan"})), by=by, at=clock.now()), held)
