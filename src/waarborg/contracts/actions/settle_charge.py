"""What was agreed at a rate is settled by what it really came to, such as hours that were worked (PX-86)."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from waarborg.contracts.models import Charge
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound


@action("contracts.charge.consent")
def settle_charge(
    tenant: UUID, *, cause: str, amount: Decimal, source: Ref, what: str, by: Actor, at: datetime
) -> Charge:
    """Give the charge of `source` its amount, at the rate that the customer agreed to. Part of the action that knows
    how much; one that is billed stays as it is. Raises NotFound without such a charge."""
    held = Charge.objects.select_for_update().filter(tenant_id=tenant, source_id=source.id, cause=cause).first()
    if held is None:
        raise NotFound()
    charge: Charge = held
    if charge.state != "unbilled" or charge.amount == amount:
        return charge
    expected = charge.amount
    charge.amount, charge.what = amount, what[:200]
    charge.save(update_fields=["amount", "what"])
    journal.record(
        "contracts.charge.settled",
        tenant=tenant,
        subject=charge.ref,
        related=[source],
        by=by,
        at=at,
        properties={"cause": cause},
        data={"expected": str(expected), "amount": str(amount), "currency": charge.currency},
    )
    return charge
