"""A back-up was made, or failed: its system says so by a token or at a secret address, or a person writes it down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.continuity.actions.refusals import (
    NoReason,
    NotInOrder,
    NotMeasured,
    OtherThanReported,
    PlanEnded,
    TooLong,
)
from waarborg.continuity.events import FAILED, GOOD_AGAIN, WRITTEN_DOWN
from waarborg.continuity.models import Plan, Run
from waarborg.continuity.permissions import REPORT
from waarborg.continuity.queries.plans import digest, locked
from waarborg.continuity.rules import plans, runs
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken

# Clocks of two machines differ; what is further ahead is a mistake.
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Reported:
    """One back-up as its system tells it. Left out, `began_at` is when it was complete, and `as_of`, the instant of its
    content, when it began. `size` in bytes; `sha256` 64 hexadecimal digits; `reference` the reporter's own name of it.
    """

    completed_at: datetime
    began_at: datetime | None = None
    as_of: datetime | None = None
    succeeded: bool = True
    reason: str = ""
    size: int | None = None
    sha256: str = ""
    place: str = ""
    reference: str = ""


@action("continuity.backup.report")
def report_run(plan: UUID, said: Reported, *, by_hand: bool = False, by: Actor, at: datetime) -> Run:
    """Take down a back-up, judged by what its plan asks of each; only one that passes counts as the newest. Told again
    under the same reference it gives the row there is.

    Raises NotAllowed, NotFound, PlanEnded, NotInOrder, NoReason, NotMeasured, TooLong, OtherThanReported.
    """
    require(by, REPORT)
    return _take(locked(plan), said, reporter=by.name if by_hand else "", by=by, at=at)


def report_at_address(token: str, said: Reported, *, at: datetime) -> Run | None:
    """The same, told at a plan's secret address; None where there is none. Raises as report_run."""
    held: Plan | None = Plan.objects.select_for_update().filter(token_digest=digest(token)).first()
    return None if held is None else _take(held, said, reporter="", by=SYSTEM, at=at)


def _take(held: Plan, said: Reported, *, reporter: str, by: Actor, at: datetime) -> Run:
    if held.ended_at is not None:
        raise PlanEnded()
    made = _made(held, said, reporter=reporter, at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if not taken(error, "continuity_run_once"):
            raise
        return _known(held, made)
    before = held.last_outcome
    newest = not Run.objects.filter(plan=held, completed_at__gt=made.completed_at).exists()
    if newest:
        held.last_outcome = made.outcome
    if made.outcome == runs.GOOD and (held.good_as_of is None or made.as_of > held.good_as_of):
        held.good_as_of, held.good_at = made.as_of, made.completed_at
    held.save(update_fields=["last_outcome", "good_as_of", "good_at"])
    if newest and (before in ("", runs.GOOD)) != (made.outcome == runs.GOOD):
        _note(GOOD_AGAIN if made.outcome == runs.GOOD else FAILED, held, made, by=by, at=at)
    if reporter:
        _note(WRITTEN_DOWN, held, made, by=by, at=at)
    return made


def _made(held: Plan, said: Reported, *, reporter: str, at: datetime) -> Run:
    began = said.began_at or said.completed_at
    as_of = said.as_of or began
    if not (began <= said.completed_at and as_of <= said.completed_at <= at + AHEAD):
        raise NotInOrder(path="completed_at")
    sha256 = said.sha256.strip().lower()
    if (said.size is not None and not 0 <= said.size <= plans.MOST_BYTES) or (sha256 and not runs.is_hash(sha256)):
        raise NotMeasured(path="sha256" if sha256 and not runs.is_hash(sha256) else "size")
    if (not said.succeeded and not said.reason.strip()) or len(said.reason) > runs.LONGEST_REASON:
        raise NoReason(path="reason", most=runs.LONGEST_REASON)
    for name, most in (("place", plans.LONGEST_PLACE), ("reference", runs.LONGEST_REFERENCE)):
        if len(getattr(said, name)) > most:
            raise TooLong(path=name, most=most)
    outcome, why = runs.judge(
        succeeded=said.succeeded, size=said.size, sha256=sha256, least=held.least_bytes, needs_hash=held.needs_hash
    )
    return Run(
        tenant_id=held.tenant_id, plan=held, began_at=began, completed_at=said.completed_at, as_of=as_of,
        outcome=outcome, why=why, reason="" if said.succeeded else said.reason.strip(), size=said.size, sha256=sha256,
        place=said.place.strip(), reference=said.reference.strip(), reported_at=at, reporter=reporter,
    )  # fmt: skip


_SAME = ("began_at", "completed_at", "as_of", "size", "sha256", "reason", "place")


def _known(held: Plan, made: Run) -> Run:
    """What was told under this reference before. Raises OtherThanReported where it says otherwise."""
    there: Run = Run.objects.get(plan=held, reference=made.reference)
    if any(getattr(there, name) != getattr(made, name) for name in _SAME):
        raise OtherThanReported(reference=made.reference)
    return there


def _note(kind: str, held: Plan, made: Run, *, by: Actor, at: datetime) -> None:
    journal.record(
        kind, tenant=held.tenant_id, subject=held.ref, by=by, at=at, related=[Ref("continuity.backup", made.id)],
        properties={"outcome": made.outcome},
        data={"key": held.key, "completed_at": made.completed_at.isoformat(), "why": made.why},
    )  # fmt: skip
