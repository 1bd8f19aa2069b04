"""Completing a step of an onboarding, by the side whose it is: with what shows it, and never a workshop before the data
is there unless somebody may set that aside and says why (AP-04)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.begin_subscription import follow_workshop
from waarborg.contracts.actions.plan_onboarding import StepIsDone, find_step, locked
from waarborg.contracts.actions.tell_of_onboarding import tell_completed, tell_turn
from waarborg.contracts.events import COMPLETED, DATA_LOADED, STEP_COMPLETED, WORKSHOP_HELD
from waarborg.contracts.models import Onboarding, OnboardingStep
from waarborg.contracts.queries.onboarding import agreement_for
from waarborg.contracts.rules.onboarding import COMPLETE, CUSTOMER, DATA, WORKSHOP, is_loaded, next_step, unmet
from waarborg.contracts.rules.starting import day_of
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal, permissions, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.tenancy import Role


class NotYours(Refusal):
    code = "contracts.onboarding-step.not-yours"
    nl = "Deze stap is niet aan uw organisatie."
    en = "This step is not your organisation's."
    nl_way_out = "Uw eigen stappen kunt u wel afronden."
    en_way_out = "You can complete your own steps."


class NotLoaded(Refusal):
    """Said in the words of the agreement."""

    code = "contracts.onboarding-step.not-loaded"
    nl = "{said}"
    en = "{said}"
    nl_way_out = "Rond eerst de stappen over gegevens af. Anders kan alleen, met een reden: {who}."
    en_way_out = "Complete the steps about data first. Otherwise, with a reason, only: {who}."


class NoEvidence(BadInput):
    code = "contracts.onboarding-step.no-evidence"
    nl = "Schrijf op wat er is gedaan, of voeg een bestand toe dat dat laat zien."
    en = "Write down what was done, or add a file that shows it."


class HeldLater(BadInput):
    code = "contracts.onboarding-step.held-later"
    nl = "Deze dag moet nog komen."
    en = "This day is yet to come."


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that a step was done: a note, a stored file, or both. `held_on` is the day of a workshop (today where
    it is left out); `despite` why it is completed although the agreement asks for something first."""

    note: str = ""
    file: StoredFile | None = None
    held_on: date | None = None
    despite: str = ""


@action(COMPLETE)
def complete_step(onboarding: Onboarding, step: UUID, evidence: Evidence, *, by: Actor, at: datetime) -> OnboardingStep:
    """Complete a step: a contact one of his own side's, our people any.

    The last step about data loads the data, a workshop moves the start of the subscription, and the last of all
    completes the onboarding. Whose turn it is now has mail. Raises NotAllowed, NotFound, NotYours, StepIsDone,
    NoEvidence, HeldLater, NotLoaded.
    """
    permissions.require(by, rights.COMPLETE_STEP, tenant=onboarding.tenant_id)
    with tenancy.enter(Role.DESK):
        held = locked(onboarding.id)
        steps = list(held.steps.select_for_update().order_by("number"))
        found = find_step(steps, step)
        if not by.is_staff and found.side != CUSTOMER:
            raise NotYours()
        if found.is_done:
            raise StepIsDone(name=found.done_by)
        if not evidence.note.strip() and evidence.file is None:
            raise NoEvidence(path="note")
        today = day_of(at, agreement_for(held.contract))
        if evidence.held_on is not None and evidence.held_on > today:
            raise HeldLater(path="held_on")
        waived = _require_allowed(held, found, steps, evidence.despite.strip(), by=by, at=at)
        _complete(found, evidence, waived, today, by=by, at=at)
        _note(held, found, waived, by=by, at=at)
        _what_follows(held, found, steps, by=by, at=at)
    return found


def _require_allowed(
    held: Onboarding, found: OnboardingStep, steps: list[OnboardingStep], despite: str, *, by: Actor, at: datetime
) -> bool:
    """Whether a rule was set aside. Raises NotLoaded."""
    waived = False
    for rule in unmet(agreement_for(held.contract), found.kind, loaded=is_loaded(steps)):
        if not despite or not rule.waiver & by.roles:
            raise NotLoaded(said=dict(rule.said), who=permissions.Named(tuple(sorted(rule.waiver))))
        waived = True
    return waived


def _complete(found: OnboardingStep, evidence: Evidence, waived: bool, today: date, *, by: Actor, at: datetime) -> None:
    found.done_at, found.done_by, found.note = at, by.name, evidence.note.strip()
    if evidence.file is not None:
        found.file_id, found.file_name = evidence.file.id, evidence.file.name
    if found.kind == WORKSHOP:
        found.held_on = evidence.held_on or today
    found.waived_why = evidence.despite.strip()[:500] if waived else ""
    found.save()


def _note(held: Onboarding, found: OnboardingStep, waived: bool, *, by: Actor, at: datetime) -> None:
    journal.record(
        STEP_COMPLETED, tenant=held.tenant_id, subject=held.contract.ref, related=[held.ref], by=by, at=at,
        properties={"topic": found.kind},
        # Why a rule was set aside is text, and stands with the step.
        data={"step": str(found.id), "number": found.number, "waived": waived, "file": str(found.file_id or "")},
    )  # fmt: skip


def _what_follows(
    held: Onboarding, found: OnboardingStep, steps: list[OnboardingStep], *, by: Actor, at: datetime
) -> None:
    about = {"tenant": held.tenant_id, "subject": held.contract.ref, "related": [held.ref], "by": by, "at": at}
    if found.kind == DATA and is_loaded(steps):
        journal.record(DATA_LOADED, **about)  # type: ignore[arg-type]
    if found.kind == WORKSHOP and found.held_on is not None:
        journal.record(WORKSHOP_HELD, **about, data={"on": found.held_on.isoformat()})  # type: ignore[arg-type]
        follow_workshop(held.contract, by=by, at=at)
    turn = next_step(steps)
    if turn is not None:
        tell_turn(held, turn, at=at)
        return
    held.completed_at = at
    held.save(update_fields=["completed_at"])
    journal.record(COMPLETED, **about)  # type: ignore[arg-type]
    tell_completed(held, at=at)
