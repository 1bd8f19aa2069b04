"""What the check of use statistics looks at: whether customers read their figures, and whether rises are noticed."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from waarborg.availability.models import Discussion
from waarborg.availability.queries.use_statistics import measured_tenants, of_customer, risen
from waarborg.availability.rules.use_statistics import MonthOfUse
from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import NotKnown, Outcome
from waarborg.plumbing.tenancy import Role

LOOKED_AT: Final = 20
# The nightly job has that long to notice a month.
_GRACE: Final = timedelta(days=2)


def use_statistics(at: datetime) -> Outcome:
    """Customers read of each month what we count, and what rose in it stands ready to be discussed (PX-74)."""
    with tenancy.enter(Role.DESK):
        looked = measured_tenants(at=at)[:LOOKED_AT]
        ours = {tenant: _said(tenant, at) for tenant in looked}
        # What rose and fell again within these days may never have been seen by the job.
        rose = _rose(at) & _rose(at - _GRACE)
        noticed = set(Discussion.objects.values_list("tenant_id", "item_id", "month"))
    if not looked:
        raise NotKnown(
            nl="Van geen enkele klant is nog gebruik gemeten.", en="No customer's use has been measured yet."
        )
    for tenant in looked:
        with tenancy.enter(Role.CUSTOMER, tenant):
            theirs = _said(tenant, at)
        if theirs != ours[tenant]:
            return Outcome(
                False,
                "Een klant leest andere cijfers over zijn gebruik dan wij tellen.",
                "A customer reads other figures on its use than we count.",
                why="unseen",
            )
    if rose - noticed:
        return Outcome(
            False,
            f"Tragere maanden die niet klaarstaan om te bespreken: {len(rose - noticed)}.",
            f"Slower months that are not put down to be discussed: {len(rose - noticed)}.",
            why="unnoticed",
        )
    return Outcome(
        True,
        f"Klanten die hun cijfers lezen: {len(looked)}; tragere maanden, klaargezet, besproken: {len(rose)}.",
        f"Customers who read their figures by month: {len(looked)}; slower months, put down or discussed: {len(rose)}.",
    )


def _rose(at: datetime) -> set[tuple[UUID, UUID, str]]:
    return {(one.tenant, one.item, one.rise.month) for one in risen(at=at)}


def _said(tenant: UUID, at: datetime) -> list[tuple[str, list[MonthOfUse]]]:
    return [(part.item.key, part.months) for part in of_customer(tenant, at=at)]


CHECKS = {"availability.use-statistics": use_statistics}
