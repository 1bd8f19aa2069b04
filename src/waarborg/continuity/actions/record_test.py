"""A restore was tried: what came back, of which moment, how long it took, and whether it was all there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from waarborg.continuity.actions.refusals import AlreadyTested, UnknownResult
from waarborg.continuity.events import TESTED
from waarborg.continuity.models import Plan, RestoreTest
from waarborg.continuity.permissions import TEST
from waarborg.continuity.queries.plans import locked
from waarborg.continuity.rules import plans, runs
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken

MOST_SECONDS = 366 * 86_400


@dataclass(frozen=True, slots=True)
class Tried:
    """A restore that was tried at `tested_at`: of content of the instant `as_of`, in `seconds`; `what` was restored."""

    tested_at: datetime
    as_of: datetime
    seconds: int
    what: str
    result: str
    remark: str = ""


@action("continuity.backup.test")
def record_test(plan: UUID, said: Tried, *, by: Actor, at: datetime) -> RestoreTest:
    """Take down a restore that was tried; customers whom the plan covers read when the last was and what it showed.

    Raises NotAllowed, NotFound, UnknownResult, AlreadyTested.
    """
    require(by, TEST)
    held = locked(plan)
    texts = bool(said.what.strip()) and len(said.what) <= plans.LONGEST_TEXT and len(said.remark) <= runs.LONGEST_REASON
    right = said.as_of <= said.tested_at <= at and 0 <= said.seconds <= MOST_SECONDS and said.result in runs.RESULTS
    if not (texts and right):
        raise UnknownResult(path="result" if texts else "what")
    made = RestoreTest(
        tenant_id=held.tenant_id, plan=held, tested_at=said.tested_at, as_of=said.as_of, seconds=said.seconds,
        what=said.what.strip(), result=said.result, remark=said.remark.strip(), tester=by.name, reported_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if not taken(error, "continuity_restore_test_once"):
            raise
        raise AlreadyTested(path="tested_at") from None
    # One that is told late does not take the place of a later one.
    Plan.objects.filter(Q(tested_at__isnull=True) | Q(tested_at__lt=said.tested_at), id=held.id).update(
        tested_at=said.tested_at, test_result=said.result, test_seconds=said.seconds
    )
    data = {"key": held.key, "seconds": str(said.seconds), "tested_at": said.tested_at.isoformat()}
    words = {"result": said.result}
    journal.record(TESTED, tenant=held.tenant_id, subject=held.ref, by=by, at=at, properties=words, data=data)
    return made
