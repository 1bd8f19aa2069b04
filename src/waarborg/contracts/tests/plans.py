"""Short ways to a contract that was signed, and to steps of its onboarding."""

from datetime import datetime
from typing import Any

from waarborg.contracts.actions.complete_step import Evidence, complete_step
from waarborg.contracts.actions.sign_contract import Signed, sign
from waarborg.contracts.models import Contract, Onboarding, OnboardingStep
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.promises.models import AgreementVersion
from waarborg.support.tests.reports import AMSTERDAM, at

__all__ = ["at", "completed", "done", "entries", "plan_of", "signed", "step", "steps"]


def signed(
    cast: Cast, version: AgreementVersion, when: str, *, now: str = "", months: int = 12, reference: str = "C-1"
) -> Contract:
    """Signed by Merendaal at `when`, and recorded by the manager `now` (at the signing where it is left out)."""
    with cast.manager.at_work():
        made: Contract = sign(
            cast.merendaal.id,
            version,
            Signed(reference, at(when), "T. Fictief", months),
            by=cast.manager.actor,
            at=at(now or when),
        )
    return made


def plan_of(cast: Cast, held: Contract) -> Onboarding:
    with cast.manager.at_work():
        found: Onboarding = Onboarding.objects.select_related("contract__version").get(contract=held)
    return found


def steps(cast: Cast, held: Contract) -> list[OnboardingStep]:
    with cast.manager.at_work():
        return list(OnboardingStep.objects.filter(onboarding__contract=held).order_by("number"))


def step(cast: Cast, held: Contract, kind: str, *, last: bool = True) -> OnboardingStep:
    found = [one for one in steps(cast, held) if one.kind == kind]
    return found[-1 if last else 0]


def completed(
    player: Player, cast: Cast, held: Contract, one: OnboardingStep, when: str, **more: Any
) -> OnboardingStep:
    with player.at_work():
        plan = Onboarding.objects.select_related("contract__version").get(contract=held)
        made: OnboardingStep = complete_step(
            plan, one.id, Evidence(**{"note": "Gedaan.", **more}), by=player.actor, at=at(when)
        )
    return made


def done(cast: Cast, held: Contract, when: str, *kinds: str) -> None:
    """Every open step of these kinds, in order, by the manager."""
    for one in steps(cast, held):
        if one.kind in kinds and not one.is_done:
            completed(cast.manager, cast, held, one, when)


def entries(cast: Cast) -> list[tuple[str, datetime]]:
    """What the journal of Merendaal tells of contracts, with when."""
    with cast.owner.at_work():
        rows = JournalEntry.objects.filter(kind__startswith="contracts.").order_by("sequence")
        return [
            (kind.removeprefix("contracts."), when.astimezone(AMSTERDAM))
            for kind, when in rows.values_list("kind", "at")
        ]
