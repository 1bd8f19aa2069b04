"""Correcting from when until when a component was hit: what stood there stays in the journal, with the reason."""

from datetime import datetime
from uuid import UUID

from waarborg.availability.actions.refusals import NoReason, NotInOrder, NotYet, Overlapping
from waarborg.availability.events import CORRECTED
from waarborg.availability.models import Incident, Outage
from waarborg.availability.permissions import CORRECT
from waarborg.availability.queries.incidents import locked, outage_of
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require


@action("availability.outage.correct")
def correct_outage(
    incident: UUID,
    outage: UUID,
    begins_at: datetime,
    ends_at: datetime | None,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> Outage:
    """Set when an outage began and ended; only one that goes on has no end, and the incident follows its outages.

    Raises NotAllowed, NotFound, NoReason, NotYet, NotInOrder, Overlapping.
    """
    require(by, CORRECT)
    held = locked(incident)
    one = outage_of(held, outage)
    if not reason.strip():
        raise NoReason(path="reason")
    if begins_at > at:
        raise NotYet(path="begins_at")
    if ends_at is not None and ends_at > at:
        raise NotYet(path="ends_at")
    if (ends_at is None) != (one.ends_at is None) or (ends_at is not None and ends_at < begins_at):
        raise NotInOrder(begin=begins_at, path="ends_at")
    if _crosses(held, one, begins_at, ends_at):
        raise Overlapping()
    if (begins_at, ends_at) == (one.begins_at, one.ends_at):
        return one
    before = {"from": one.begins_at.isoformat(), "to": one.ends_at.isoformat() if one.ends_at else ""}
    one.begins_at, one.ends_at, one.corrected = begins_at, ends_at, True
    one.save(update_fields=["begins_at", "ends_at", "corrected"])
    _follow(held)
    journal.record(
        CORRECTED,
        tenant=one.tenant_id,
        subject=one.ref,
        related=(held.ref,),
        by=by,
        at=at,
        properties={"component": one.component.key, "effect": one.effect},
        data={
            "was_from": before["from"],
            "was_to": before["to"],
            "from": begins_at.isoformat(),
            "to": ends_at.isoformat() if ends_at else "",
        },
        reason=reason.strip()[:500],
    )
    return one


def _crosses(held: Incident, one: Outage, begins: datetime, ends: datetime | None) -> bool:
    others = held.outages.filter(component_id=one.component_id).exclude(id=one.id)
    return any(
        (ends is None or other.begins_at < ends) and (other.ends_at is None or begins < other.ends_at)
        for other in others
    )


def _follow(held: Incident) -> None:
    """An incident lasts from its first outage to the end of its last."""
    rows = list(held.outages.values_list("begins_at", "ends_at"))
    held.begins_at = min(begins for begins, _ in rows)
    ended = [ends for _, ends in rows if ends is not None]
    if not held.runs and ended:
        held.ends_at = max(ended)
    held.revision += 1
    held.save(update_fields=["begins_at", "ends_at", "revision"])
