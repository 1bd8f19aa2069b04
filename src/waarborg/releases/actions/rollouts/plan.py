"""Planning a roll-out: who is in which wave, by the agreed method, and when each begins (SO-32, PX-112)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from waarborg.catalogue import queries as catalogue
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.tenancy.provider import provider_tenant
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.releases.actions.rollouts.held import hold
from waarborg.releases.actions.rollouts.noting import note
from waarborg.releases.actions.rollouts.refusals import (
    NobodyThere,
    NoShares,
    NotInOrder,
    NoVersion,
    ShareTooLarge,
    WrongBounds,
)
from waarborg.releases.events import ROLLOUT_PLANNED
from waarborg.releases.models import Rollout, Turn, Wave
from waarborg.releases.permissions import PLAN_ROLLOUT
from waarborg.releases.queries import rollouts as reading
from waarborg.releases.rules import agreed_waves as agreed
from waarborg.releases.rules import waves as picking

# Where no agreement says how to pick, the product's own salt keeps who is first the same from version to version.
OURS: Final = "waarborg"
MOST_WAVES: Final = 20


@dataclass(frozen=True, slots=True)
class Planned:
    """`waves`: (percentage of the customers, when it begins) of each in order; the last has None and takes the others.
    `most_failing` and `least_requests` say when a wave is well (rules/health.py)."""

    version: str
    waves: Sequence[tuple[Decimal | None, datetime]]
    item: UUID | None = None
    most_failing: Decimal = Decimal(1)
    least_requests: int = 100


@action("releases.rollout.plan")
def plan_rollout(planned: Planned, *, by: Actor, at: datetime) -> Rollout:
    """Everybody whom the version concerns now has a wave; who comes later is in the last (start.py).

    Raises NotAllowed, NotFound, NoVersion, NoShares, NotInOrder, WrongBounds, NobodyThere; ShareTooLarge and
    ByAgreement where an agreement in force with any of them says so.
    """
    require(by, PLAN_ROLLOUT)
    _check(planned, at)
    item = catalogue.item(planned.item) if planned.item else None
    customers = reading.to_pick_from(item, at)
    if not customers:
        raise NobodyThere()
    agreements = reading.agreements({one.id for one in customers}, at)
    shares = [Fraction(share) / 100 for share, _ in planned.waves if share is not None]
    salt = _salt(agreements, shares)
    for number, (_, starts_at) in enumerate(planned.waves, 1):
        # Whether the first wave is well is known only once it is there.
        hold(agreements, number, starts_at, healthy=True)
    made: Rollout = Rollout.objects.create(
        tenant_id=provider_tenant(),
        version=" ".join(planned.version.split()),
        item=item,
        salt=salt,
        most_failing=planned.most_failing,
        least_requests=planned.least_requests,
        made_at=at,
    )
    rows = [
        Wave(tenant_id=made.tenant_id, rollout=made, number=number, share=share, starts_at=starts_at)
        for number, (share, starts_at) in enumerate(planned.waves, 1)
    ]
    Wave.objects.bulk_create(rows)
    by_number = {one.number: one for one in rows}
    Turn.objects.bulk_create(
        Turn(tenant_id=tenant, rollout=made, wave=by_number[number], picked=number)
        for tenant, number in sorted(picking.pick(customers, shares, salt).items())
    )
    note(ROLLOUT_PLANNED, made, by=by, at=at, waves=str(len(rows)))
    return made


def _check(planned: Planned, at: datetime) -> None:
    if not 1 <= len(planned.version.strip()) <= 40:
        raise NoVersion(path="version")
    shares, moments = [one for one, _ in planned.waves], [one for _, one in planned.waves]
    first = [one for one in shares[:-1] if one is not None and one > 0]
    if not 1 < len(shares) <= MOST_WAVES or len(first) != len(shares) - 1 or shares[-1] is not None:
        raise NoShares(path="shares")
    if sum(first) >= 100:
        raise NoShares(path="shares")
    if not all(early < late for early, late in zip([at, *moments], moments, strict=False)):
        raise NotInOrder(path="starts_at")
    if not 0 <= planned.most_failing < 100 or planned.least_requests < 1:
        raise WrongBounds(path="most_failing")


def _salt(agreements: Sequence[Agreement], shares: Sequence[Fraction]) -> str:
    """What the agreed method picks with. Raises ShareTooLarge."""
    terms = agreed.strictest(one for one in map(agreed.terms_in, agreements) if one is not None)
    if terms is None:
        return OURS
    if shares[0] > terms.share:
        raise ShareTooLarge(share=f"{float(terms.share * 100):g} %")
    return terms.salt or OURS
