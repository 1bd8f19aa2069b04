"""What the check of renewal dates looks at (AP-05): whether each customer can read when its contract renews."""

from datetime import datetime

from waarborg.contracts.models import Contract, OnboardingStep
from waarborg.contracts.queries.onboarding import agreement_for, newest_signed, terms_of
from waarborg.contracts.rules.leaving import months_later
from waarborg.contracts.rules.onboarding import planned_workshop
from waarborg.contracts.rules.starting import day_of, start
from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import NotKnown, Outcome
from waarborg.plumbing.tenancy import Role

NEWEST = 20


def renewal_date(at: datetime) -> Outcome:
    """Of the newest signed contracts: the customer itself reads when it renews, and the start it counts from is the one
    that the agreement gives. Raises NotKnown before one was signed."""
    newest = newest_signed(NEWEST)
    if not newest:
        raise NotKnown(
            nl="Er is nog geen contract getekend met een looptijd.", en="No contract with a term has been signed yet."
        )
    unseen = sum(not _is_read(one, at) for one in newest)
    wrong = sum(not _is_right(one, at) for one in newest)
    for word, count, nl, en in (
        ("unseen", unseen, "is niet te lezen wanneer het verlengt", "it cannot be read when it renews"),
        ("wrong", wrong, "is de ingangsdatum een andere dan de overeenkomst geeft", "the start is not the agreement's"),
    ):
        if count:
            return Outcome(
                False, f"Van {count} van de {len(newest)} contracten {nl}.",
                f"Of {count} of the {len(newest)} contracts {en}.", why=word,
            )  # fmt: skip
    return Outcome(
        True,
        f"Van de {len(newest)} nieuwste contracten leest de klant wanneer het verlengt.",
        f"Of the {len(newest)} newest contracts the customer reads when it renews.",
    )


def _is_read(held: Contract, at: datetime) -> bool:
    expected = months_later(held.starts_on, held.term_months or 0)
    with tenancy.enter(Role.CUSTOMER, held.tenant_id):
        return any(
            one.contract.id == held.id and one.renews.day == expected and one.next_on > held.starts_on
            for one in terms_of(held.tenant_id, at=at)
        )


def _is_right(held: Contract, at: datetime) -> bool:
    """A start that has come stays; one that is still to come follows from the plan as it stands."""
    with tenancy.enter(Role.DESK):
        agreement = agreement_for(held)
        steps = list(OnboardingStep.objects.filter(onboarding__contract=held).order_by("number"))
    today = day_of(at, agreement)
    if held.started or held.signed_at is None or held.starts_on <= today:
        return True
    return start(agreement, held.signed_at, planned_workshop(steps, today)).day == held.starts_on


CHECKS = {"contracts.renewal-date": renewal_date}
