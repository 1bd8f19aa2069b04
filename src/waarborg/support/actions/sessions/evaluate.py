"""The evaluation session of each quarter (AP-43): planned with a customer, held, and what was agreed."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from waarborg.customers.queries import person as find_person
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.support.actions.sessions.attend import NotBegun
from waarborg.support.actions.sessions.enrol import give_place
from waarborg.support.actions.sessions.holding import SessionOver, locked, note
from waarborg.support.actions.sessions.keep import Plan, keep_session, offer_session
from waarborg.support.models import Evaluation
from waarborg.support.permissions import KEEP_SESSIONS
from waarborg.support.queries.evaluations import released_since_last
from waarborg.support.rules.sessions import kinds

HELD = "support.evaluation.held"


class NoOutcome(BadInput):
    code = "support.evaluation.outcome"
    nl = "Schrijf op wat er is besproken en afgesproken: de klant leest het mee."
    en = "Write down what was discussed and agreed: the customer reads it too."


@action("support.evaluation.plan")
def plan_evaluation(tenant: UUID, plan: Plan, guests: Collection[UUID], *, by: Actor, at: datetime) -> Evaluation:
    """Plan the session with `guests` of the customer, who hear of it at once, and list what was released since the last
    one. Raises as `keep_session`; NotFound for a guest of somebody else."""
    permissions.require(by, KEEP_SESSIONS)
    people = [find_person(one, tenant=tenant) for one in guests]
    held = offer_session(keep_session(None, plan, by=by, at=at).id, by=by, at=at)
    made: Evaluation = Evaluation.objects.create(
        tenant_id=tenant,
        session=held,
        agenda=released_since_last(tenant, at=at),
        planned_at=at,
        planned_by=by.name,
        planned_by_id=by.person,
    )
    _note(made, "planned", by=by, at=at, starts=held.starts_at.isoformat())
    for one in people:
        give_place(locked(held.id), one, by=by, at=at)
    return made


@action("support.evaluation.hold")
def hold_evaluation(
    evaluation: Evaluation,
    *,
    by: Actor,
    at: datetime,
    held_at: datetime,
    outcome: str,
    actions: str = "",
    impacts: Mapping[str, str] | None = None,
) -> Evaluation:
    """It was held at `held_at`; what was discussed and who does what, for both sides. `impacts` flags what was
    released, by the notice that told of it. A second time corrects the words, not the moment.

    Raises NotBegun, NoOutcome, SessionOver, NotAllowed, NotFound.
    """
    permissions.require(by, KEEP_SESSIONS, tenant=evaluation.tenant_id)
    session = locked(evaluation.session_id)
    found: Evaluation = Evaluation.objects.select_for_update().get(id=evaluation.id)
    if session.state not in (kinds.OPEN, kinds.HELD):
        raise SessionOver()
    if held_at > at:
        raise NotBegun()
    if not outcome.strip():
        raise NoOutcome()
    found.outcome, found.actions, found.recorded_by = outcome.strip(), actions.strip(), by.name
    found.agenda = flagged(found.agenda, impacts or {})
    if found.held_at is None:
        found.held_at = held_at
        journal.record(
            HELD,
            tenant=found.tenant_id,
            subject=found.ref,
            related=[Ref("customers.customer", found.tenant_id)],
            by=by,
            at=held_at,
            data={"session": str(session.id)},
            reason_if_late="written down after the session",
        )
        session.state, session.changed_at = kinds.HELD, at
        session.save()
        note(session, "held", by=by, at=at)
    found.save()
    return found


@action("support.evaluation.plan")
def keep_agenda(evaluation: Evaluation, impacts: Mapping[str, str], *, by: Actor, at: datetime) -> Evaluation:
    """List again what was released since the last session, and flag what it means for the customer's way of working.

    Raises SessionOver, NotAllowed.
    """
    permissions.require(by, KEEP_SESSIONS, tenant=evaluation.tenant_id)
    found: Evaluation = Evaluation.objects.select_for_update().get(id=evaluation.id)
    if found.held_at is not None:
        raise SessionOver()
    kept = {one["notice"]: one["impact"] for one in found.agenda}
    found.agenda = flagged(released_since_last(found.tenant_id, at=at), kept | dict(impacts))
    found.save()
    return found


def flagged(agenda: list[dict[str, str]], impacts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{**one, "impact": impacts.get(one["notice"], one["impact"])} for one in agenda]


def _note(made: Evaluation, event: str, *, by: Actor, at: datetime, **data: str) -> None:
    journal.record(
        f"support.evaluation.{event}",
        tenant=made.tenant_id,
        subject=made.ref,
        by=by,
        at=at,
        data={"session": str(made.session_id), **data},
    )
