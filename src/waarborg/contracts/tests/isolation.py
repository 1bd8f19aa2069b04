"""What the isolation tests need to know of contracts (tests/isolation)."""

from functools import cache
from uuid import UUID

from waarborg.contracts.actions.sign_contract import Signed, sign
from waarborg.contracts.models import OnboardingStep
from waarborg.customers.tests.cast import Cast
from waarborg.promises.models import AgreementVersion
from waarborg.support.tests.isolation import ticket
from waarborg.support.tests.reports import at


@cache
def contract(cast: Cast) -> UUID:
    """Signed by Merendaal, of the agreement that binds it in every sample."""
    ticket(cast)
    with cast.manager.at_work():
        version, when = AgreementVersion.objects.get(agreement="appreo"), at("2026-04-03 16:30")
        signed = Signed("C-monster", when, "T. Fictief", 12)
        return sign(cast.merendaal.id, version, signed, by=cast.manager.actor, at=when).id


@cache
def step(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return OnboardingStep.objects.filter(onboarding__contract=contract(cast)).order_by("number")[0].id


@cache
def onboarding(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return OnboardingStep.objects.get(id=step(cast)).onboarding_id


# A day that does not lie before itself, and a notice that keeps nobody from being bound.
ROWS = {"contracts_contract": {"ends_on": None}, "contracts_termination": {"state": "withdrawn"}}
# A notice that is not there: the address only leads to its customer.
SAMPLES = {
    "termination": UUID(int=9),
    "quote": UUID(int=10),
    "contract": contract,
    "onboarding": onboarding,
    "step": step,
}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    "customer.user": {"contracts:copy"},
    "provider.support": {"contracts:onboardings", "contracts:onboarding", "contracts:one-contract"},
}
WRITES = {
    "customer.user": {"contracts:copy"},
}
