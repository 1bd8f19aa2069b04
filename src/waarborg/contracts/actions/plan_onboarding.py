"""The plan of an onboarding: made at signing, its steps changed and completed by either side (AP-04)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.begin_subscription import follow_workshop
from waarborg.contracts.actions.tell_of_onboarding import tell_planned, tell_turn
from waarborg.contracts.events import PLANNED, STEP_PLANNED
from waarborg.contracts.models import Contract, Onboarding, OnboardingStep
from waarborg.contracts.rules.onboarding import CUSTOMER, KINDS, PLAN, PROVIDER, WORKSHOP, due_days, next_step
from waarborg.contracts.rules.starting import day_of, onboarded_by
from waarborg.customers.models import Person
from waarborg.customers.queries import provider
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises.rules.agreement.model import Agreement


class StepIsDone(Refusal):
    code = "contracts.onboarding-step.done"
    nl = "{name} heeft deze stap al afgerond."
    en = "{name} has completed this step already."
    nl_way_out = "Er is niets gewijzigd. Voeg een stap toe voor wat er nog moet gebeuren."
    en_way_out = "Nothing was changed. Add a step for what is still to be done."


class BeforeSigning(BadInput):
    code = "contracts.onboarding-step.before-signing"
    nl = "Deze dag ligt vóór de ondertekening."
    en = "This day lies before the signing."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A step as it is to be: whose work, by when, and its owner on either side (people, None: nobody yet)."""

    kind: str
    nl: str
    en: str
    side: str
    due_on: date
    ours: UUID | None = None
    theirs: UUID | None = None


def plan_onboarding(held: Contract, agreement: Agreement, *, by: Actor, at: datetime) -> Onboarding:
    """The usual steps, spread over the term that the agreement promises. Part of the action that signs."""
    signed_at = held.signed_at or at
    last_day = onboarded_by(agreement, signed_at)
    made: Onboarding = Onboarding.objects.create(
        tenant_id=held.tenant_id, contract=held, due_on=last_day, made_at=at, made_by=by.name
    )
    days = due_days(day_of(signed_at, agreement), last_day)
    steps = OnboardingStep.objects.bulk_create(
        OnboardingStep(
            tenant_id=held.tenant_id, onboarding=made, number=number, kind=one.kind, nl=one.nl, en=one.en,
            side=one.side, ours=by.person, ours_name=by.name, due_on=due_on,
        )
        for number, (one, due_on) in enumerate(zip(PLAN, days, strict=True), start=1)
    )  # fmt: skip
    journal.record(
        PLANNED, tenant=held.tenant_id, subject=held.ref, related=[made.ref], by=by, at=at,
        data={"steps": len(steps), "due": last_day.isoformat()},
        reason_if_late="it was signed before it was written down",
    )  # fmt: skip
    tell_planned(made, at=at)
    return made


@action("contracts.onboarding-step.plan")
def keep_step(onboarding: Onboarding, step: UUID | None, wanted: Wanted, *, by: Actor, at: datetime) -> OnboardingStep:
    """Change a step that is not done, or add one (None) as the last before the workshop. The kind of a step stays.

    In the desk's scope. Raises NotAllowed, NotFound, StepIsDone, BeforeSigning.
    """
    permissions.require(by, rights.PLAN_ONBOARDING)
    held = locked(onboarding.id)
    steps = list(held.steps.order_by("number"))
    if held.completed_at is not None:
        raise StepIsDone(name=steps[-1].done_by)
    if wanted.kind not in KINDS or wanted.side not in (PROVIDER, CUSTOMER):
        raise permissions.NotFound()
    if wanted.due_on < (held.contract.signed_at or held.made_at).date():
        raise BeforeSigning(path="due_on")
    turn = _whose(next_step(steps))
    found = _added(held, steps, wanted) if step is None else find_step(steps, step)
    if found.is_done:
        raise StepIsDone(name=found.done_by)
    home = provider()
    ours = _person(wanted.ours, home.id if home else None)
    theirs = _person(wanted.theirs, held.tenant_id)
    found.nl, found.en, found.side, found.due_on = wanted.nl, wanted.en, wanted.side, wanted.due_on
    found.ours, found.ours_name = (ours.id, ours.name) if ours else (None, "")
    found.theirs, found.theirs_name = (theirs.id, theirs.name) if theirs else (None, "")
    found.save()
    journal.record(
        STEP_PLANNED, tenant=held.tenant_id, subject=held.contract.ref, related=[held.ref], by=by, at=at,
        properties={"topic": found.kind},
        data={"step": str(found.id), "side": found.side, "due": found.due_on.isoformat()},
    )  # fmt: skip
    if found.kind == WORKSHOP:
        follow_workshop(held.contract, by=by, at=at)
    now = next_step(held.steps.order_by("number"))
    if now is not None and _whose(now) != turn:
        tell_turn(held, now, at=at)
    return found


def _whose(step: OnboardingStep | None) -> tuple[UUID, str, UUID | None] | None:
    """Which step has the turn, and who does it."""
    return (step.id, step.side, step.theirs if step.side == CUSTOMER else step.ours) if step else None


def _added(held: Onboarding, steps: list[OnboardingStep], wanted: Wanted) -> OnboardingStep:
    """Before a workshop that is still to come, else the last."""
    after = [one for one in steps if one.kind == WORKSHOP and not one.is_done] if wanted.kind != WORKSHOP else []
    number = after[0].number if after else steps[-1].number + 1
    for one in reversed([one for one in steps if one.number >= number]):
        one.number += 1
        one.save(update_fields=["number"])
    return OnboardingStep(tenant_id=held.tenant_id, onboarding=held, number=number, kind=wanted.kind)


def locked(onboarding: UUID) -> Onboarding:
    """Held for change, with its contract. Raises NotFound."""
    rows = Onboarding.objects.select_for_update(of=("self",)).select_related("contract__version")
    found: Onboarding | None = rows.filter(id=onboarding).first()
    if found is None:
        raise permissions.NotFound()
    return found


def find_step(steps: list[OnboardingStep], step: UUID) -> OnboardingStep:
    """Raises NotFound."""
    found = next((one for one in steps if one.id == step), None)
    if found is None:
        raise permissions.NotFound()
    return found


def _person(identifier: UUID | None, tenant: UUID | None) -> Person | None:
    """Raises NotFound for somebody of another organisation."""
    if identifier is None:
        return None
    found: Person | None = Person.objects.filter(id=identifier, tenant_id=tenant, active=True).first()
    if found is None:
        raise permissions.NotFound()
    return found
