"""What a check of availability looks at: whether each customer reads its own figure, and the same that we count."""

from datetime import datetime
from typing import Final

from waarborg.availability.queries.month_figures import Figure, month_of, of_customer, of_customers
from waarborg.customers.models import Organisation
from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import NotKnown, Outcome
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import Role

# Of so many customers it is looked at each time.
LOOKED_AT: Final = 20


def availability_in_portal(at: datetime) -> Outcome:
    """In the role of customers who bought something that runs on components of ours, the figures of this month are
    there, and are those that we count ourselves (PX-62)."""
    month = month_of(at, zone_of())
    with tenancy.enter(Role.DESK):
        tenants = list(Organisation.objects.filter(kind="customer").order_by("id").values_list("tenant_id", flat=True))
        ours = {tenant: found for tenant, found in of_customers(tenants, month, at=at).items() if found}
    if not ours:
        raise NotKnown(
            nl="Nog geen klant heeft iets dat op een onderdeel van ons draait.",
            en="No customer has anything yet that runs on a component of ours.",
        )
    looked = list(ours)[:LOOKED_AT]
    for tenant in looked:
        with tenancy.enter(Role.CUSTOMER, tenant):
            theirs = of_customer(tenant, month, at=at)
        if not theirs:
            return Outcome(
                False,
                "Een klant die er recht op heeft, ziet geen cijfer.",
                "A customer who should see one sees no figure.",
                why="unseen",
            )
        if [_said(one) for one in theirs] != [_said(one) for one in ours[tenant]]:
            return Outcome(
                False,
                "Een klant leest een ander cijfer dan wij tellen.",
                "A customer reads another figure than we count.",
                why="differs",
            )
    return Outcome(
        True,
        f"{len(looked)} klanten lezen in het portaal de cijfers die wij tellen.",
        f"{len(looked)} customers read in the portal the figures that we count.",
    )


def _said(one: Figure) -> tuple[str, str, int, int]:
    return one.node.key, one.terms.promise, one.account.down, one.account.known


CHECKS = {"availability.availability-in-portal": availability_in_portal}
