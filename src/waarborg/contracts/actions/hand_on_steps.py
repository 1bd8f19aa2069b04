"""A colleague who left, or may not do it any more, owns no step of an onboarding: it is with whoever answers for our
side, until somebody is named."""

from datetime import datetime
from uuid import UUID

from waarborg.contracts.actions.plan_onboarding import locked
from waarborg.contracts.actions.tell_of_onboarding import tell_turn
from waarborg.contracts.events import STEP_GIVEN_BACK
from waarborg.contracts.models import Onboarding, OnboardingStep
from waarborg.contracts.rules.onboarding import CUSTOMER, next_step
from waarborg.customers.models import Authority
from waarborg.customers.queries import live
from waarborg.customers.rules.roles import SERVICE_MANAGER, SUCCESS
from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM

HAND_ON = "contracts.hand-on-steps"
# Of our people, who may complete a step (permissions.COMPLETE_STEP).
DOERS = frozenset({SERVICE_MANAGER, SUCCESS})


def may_do(person: UUID, *, at: datetime) -> bool:
    """Whether somebody of ours may complete steps now. One query."""
    held = Authority.objects.filter(live(at), person_id=person, person__active=True, role__in=DOERS)
    return bool(held.exists())


def hand_on_steps(person: UUID, *, at: datetime) -> int:
    """All that is to be done in the name of `person` in onboardings under way is nobody's of ours; who answers for our
    side hears of what has the turn. In the desk's scope; done twice it changes nothing. Answers how many."""
    waiting = OnboardingStep.objects.filter(ours=person, done_at=None, onboarding__completed_at=None)
    done = 0
    for onboarding in sorted(set(waiting.values_list("onboarding_id", flat=True))):
        done += _free(locked(onboarding), person, at=at)
    return done


def _free(held: Onboarding, person: UUID, *, at: datetime) -> int:
    steps = list(held.steps.order_by("number"))
    free = [one for one in steps if one.ours == person and not one.is_done]
    for one in free:
        one.ours, one.ours_name = None, ""
        one.save(update_fields=["ours", "ours_name"])
        journal.record(
            STEP_GIVEN_BACK, tenant=held.tenant_id, subject=held.contract.ref, related=[held.ref], by=SYSTEM, at=at,
            properties={"topic": one.kind}, data={"step": str(one.id), "person": str(person)},
        )  # fmt: skip
    turn = next_step(steps)
    if turn is not None and turn in free and turn.side != CUSTOMER:
        tell_turn(held, turn, at=at)
    return len(free)
