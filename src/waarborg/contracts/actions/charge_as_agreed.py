"""What follows from something that a customer agreed to pay for, at the rate that it agreed to then, such as travel."""

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
def charge_as_agreed(
    tenant: UUID, *, what: str, of: str, cause: str, amount: Decimal, source: Ref, by: Actor, at: datetime
) -> Charge:
    """One for each source and cause, by the consent to the charge `of` the same source. Part of the action that knows
    how much. Raises NotFound without that consent."""
    agreed = Charge.objects.filter(tenant_id=tenant, source_id=source.id, cause=of).first()
    if agreed is None:
        raise NotFound()
    made, is_new = Charge.objects.get_or_create(
        tenant_id=tenant,
        source_id=source.id,
        cause=cause,
        defaults={
            "what": what[:200],
            "promise": agreed.promise,
            "amount": amount,
            "currency": agreed.currency,
            "source_kind": source.kind,
            "source_label": agreed.source_label,
            "consent_by": agreed.consent_by,
            "consent_name": agreed.consent_name,
            "consent_at": agreed.consent_at,
        },
    )
    if is_new:
        journal.record(
            "contracts.charge.followed",
            tenant=tenant,
            subject=made.ref,
            related=[source, agreed.ref],
            by=by,
            at=at,
            properties={"cause": cause},
            data={"amount": str(amount), "currency": agreed.currency},
        )
    charge: Charge = made
    return charge
