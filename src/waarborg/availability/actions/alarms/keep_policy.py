"""Saving an alarm policy, and trying it out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import override

from waarborg.availability.actions.alarms.raising import call_next, note
from waarborg.availability.actions.alarms.refusals import NoRoster, PolicyChanged, PolicyName, PolicySteps
from waarborg.availability.events import POLICY_KEPT, TRIED
from waarborg.availability.models import Alarm, AlarmPolicy
from waarborg.availability.permissions import KEEP_POLICIES, TRY_ALARM
from waarborg.availability.queries import alarms as reading
from waarborg.availability.queries import rosters
from waarborg.availability.queries.incidents import component_items
from waarborg.availability.rules.escalation import (
    MOST_MINUTES,
    MOST_REPEATS,
    MOST_STEPS,
    ON_CALL,
    Policy,
    Step,
    next_at,
)
from waarborg.availability.rules.incidents import EFFECTS, worst
from waarborg.customers.rules.roles import PROVIDER_ROLES
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken

LONGEST_NAME = 100


@action("availability.alarm-policy.keep")
def keep_policy(
    held: UUID | None,
    rule: Policy,
    *,
    name: str,
    roster: UUID | None,
    provider: UUID,
    by: Actor,
    at: datetime,
    least_effect: str = "partial",
    components: Sequence[UUID] = (),
    bundle: int = 15,
    place: int = 0,
    revision: int = 0,
) -> AlarmPolicy:
    """Make an alarm policy (`held` is None) or change one.

    Raises NotAllowed, NotFound, PolicyName, PolicySteps, NoRoster, PolicyChanged.
    """
    require(by, KEEP_POLICIES)
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise PolicyName(path="name", most=LONGEST_NAME)
    _check(rule, bundle)
    if least_effect not in EFFECTS:
        raise PolicySteps(path="least_effect", most=MOST_STEPS, minutes=MOST_MINUTES)
    if roster is None and any(step.whom == ON_CALL for step in rule.steps):
        raise NoRoster(path="roster")
    row = AlarmPolicy(tenant_id=provider) if held is None else _held(held, revision)
    row.name, row.place, row.bundle, row.least_effect = name, place, bundle, least_effect
    row.roster = rosters.roster(roster) if roster else None
    row.components = sorted(str(one) for one in component_items(components)) if components else []
    row.steps = [[step.minutes, step.whom] for step in rule.steps]
    row.repeats, row.again = rule.repeats, rule.again
    try:
        row.save()
    except IntegrityError as error:
        if not taken(error, "availability_alarm_policy_name"):
            raise
        raise PolicyName(path="name", most=LONGEST_NAME) from None
    journal.record(
        POLICY_KEPT,
        tenant=row.tenant_id,
        subject=row.ref,
        by=by,
        at=at,
        data={"steps": row.steps, "repeats": row.repeats},
    )
    return row


def _check(rule: Policy, bundle: int) -> None:
    """Raises PolicySteps."""
    fits = all(0 <= one.minutes <= MOST_MINUTES and _is_known(one) for one in rule.steps)
    rounds = 0 <= rule.repeats <= MOST_REPEATS and 1 <= rule.again <= MOST_MINUTES and 0 <= bundle <= MOST_MINUTES
    if not 1 <= len(rule.steps) <= MOST_STEPS or not fits or not rounds:
        raise PolicySteps(path="steps", most=MOST_STEPS, minutes=MOST_MINUTES)


def _is_known(step: Step) -> bool:
    return step.whom == ON_CALL or step.whom in PROVIDER_ROLES


def _held(identifier: UUID, revision: int) -> AlarmPolicy:
    """Raises NotFound, PolicyChanged."""
    row: AlarmPolicy | None = AlarmPolicy.objects.select_for_update().filter(id=identifier).first()
    if row is None:
        raise NotFound()
    if row.revision != revision:
        raise PolicyChanged()
    row.revision += 1
    return row


@action("availability.alarm.try")
def try_policy(policy: UUID, *, by: Actor, at: datetime) -> Alarm:
    """A trial alarm: it takes the first step, and goes on to the next ones as a real one does until somebody takes it
    up. No customer's journal has it. Raises NotAllowed, NotFound."""
    require(by, TRY_ALARM)
    row = reading.policy(policy)
    with override("nl"):
        nl = _("Trial alarm")
    with override("en"):
        en = _("Trial alarm")
    made: Alarm = Alarm.objects.create(
        tenant_id=row.tenant_id,
        policy=row,
        title_nl=nl,
        title_en=en,
        effect=worst(EFFECTS),
        components=[],
        began_at=at,
        raised_at=at,
        next_at=next_at(row.rule(), 0, at),
        trial=True,
    )
    note(TRIED, made, by=by, at=at)
    call_next(made, at=at)
    return made
