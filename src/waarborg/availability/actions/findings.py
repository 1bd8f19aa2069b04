"""Putting right what was measured, and leaving downtime out: as new entries with a reason, never as a change."""

from datetime import datetime
from uuid import UUID

from waarborg.availability.actions.refusals import NoEvidence, NoReason, NotInOrder, NotYet, UnknownCause
from waarborg.availability.events import EXCLUDED, PUT_RIGHT
from waarborg.availability.models import Finding
from waarborg.availability.permissions import CORRECT, EXCLUDE
from waarborg.availability.queries.incidents import component_items
from waarborg.availability.rules.findings import CAUSES, CORRECTION, EXCLUSION, STATES
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require


@action("availability.component.put-right")
def put_right(
    component: UUID, begins_at: datetime, ends_at: datetime, state: str, reason: str, *, by: Actor, at: datetime
) -> Finding:
    """Say that a component was otherwise than measured: `state` in `[begins_at, ends_at)`. What was measured stays.

    Raises NotAllowed, NotFound, NoReason, NotYet, NotInOrder; ValueError for a state that there is not.
    """
    require(by, CORRECT)
    if state not in STATES:
        raise ValueError(f"{state} is no state of a component")
    return _keep(component, CORRECTION, state, begins_at, ends_at, reason, "", by=by, at=at)


@action("availability.downtime.exclude")
def exclude_downtime(
    component: UUID,
    begins_at: datetime,
    ends_at: datetime,
    cause: str,
    evidence: str,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> Finding:
    """Leave out what was down in `[begins_at, ends_at)` for a cause, on the ground of evidence (PX-64). Whether an
    agreement lets it count as left out is judged with each figure: one that names no such cause counts it all the same.

    Raises NotAllowed, NotFound, UnknownCause, NoEvidence, NoReason, NotYet, NotInOrder.
    """
    require(by, EXCLUDE)
    if cause not in CAUSES:
        raise UnknownCause(path="cause")
    if not evidence.strip():
        raise NoEvidence(path="evidence")
    return _keep(component, EXCLUSION, cause, begins_at, ends_at, reason, evidence, by=by, at=at)


def _keep(
    component: UUID,
    kind: str,
    word: str,
    begins_at: datetime,
    ends_at: datetime,
    reason: str,
    evidence: str,
    *,
    by: Actor,
    at: datetime,
) -> Finding:
    if not reason.strip():
        raise NoReason(path="reason")
    if ends_at > at:
        raise NotYet(path="ends_at")
    if ends_at <= begins_at:
        raise NotInOrder(begin=begins_at, path="ends_at")
    item = component_items([component])[component]
    made: Finding = Finding.objects.create(
        tenant_id=item.tenant_id,
        audience="customers",
        component=item,
        kind=kind,
        word=word,
        begins_at=begins_at,
        ends_at=ends_at,
        reason=reason.strip()[:500],
        evidence=evidence.strip()[:300],
        at=at,
    )
    # By the words that agreements use: `where` of a rule about leaving out reads them.
    said = {"exclusion": word, "evidence": "attached"} if kind == EXCLUSION else {"state": word}
    journal.record(
        EXCLUDED if kind == EXCLUSION else PUT_RIGHT,
        tenant=item.tenant_id,
        subject=made.ref,
        related=(item.ref,),
        by=by,
        at=at,
        properties={"component": item.key, **said},
        data={"from": begins_at.isoformat(), "to": ends_at.isoformat()},
    )
    return made
