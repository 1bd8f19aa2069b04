"""A customer agrees to pay for something: the charge is there, and not billed yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from waarborg.contracts.models import Charge
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound
from waarborg.promises import queries as promises

RAISE = "billing.charge.raise"


class OnlyTheCustomer(Refusal):
    """Nobody of ours agrees to a cost for a customer."""

    code = "contracts.charge.only-the-customer"
    status = 403
    nl = "Alleen de klant zelf kan met kosten akkoord gaan."
    en = "Only the customer itself can agree to costs."


@dataclass(frozen=True, slots=True)
class Price:
    """`amount` is None where the agreement states none; `promise` is the one that does."""

    amount: Decimal | None = None
    currency: str = ""
    promise: str = ""


@action(RAISE)
def consent_to_charge(
    tenant: UUID,
    *,
    what: str,
    cause: str,
    price: Price,
    source: Ref,
    label: str,
    by: Actor,
    at: datetime,
    words: Mapping[str, str] | None = None,
) -> Charge:
    """The one way in which a charge comes to be: one for each source and cause, a second consent gives the first. The
    action that costs money has seen that `by` agreed; `words` say what else is known, such as the topic. What was
    promised free (CL-02, CL-72) is not charged all the same. Raises OnlyTheCustomer, NeverByAgreement, NotFound."""
    if by.kind != "contact":
        raise OnlyTheCustomer()
    if by.tenant != tenant or by.person is None:
        raise NotFound()
    promises.require_not_forbidden(tenant, RAISE, at=at, words={**(words or {}), "cause": cause})
    made, is_new = Charge.objects.get_or_create(
        tenant_id=tenant,
        source_id=source.id,
        cause=cause,
        defaults={
            "what": what[:200],
            "promise": price.promise,
            "amount": price.amount,
            "currency": price.currency,
            "source_kind": source.kind,
            "source_label": label[:200],
            "consent_by": by.person,
            "consent_name": by.name,
            "consent_at": at,
        },
    )
    if is_new:
        journal.record(
            "contracts.charge.consented",
            tenant=tenant,
            subject=made.ref,
            related=[source],
            by=by,
            at=at,
            properties={"cause": cause},
            data={"amount": str(price.amount) if price.amount is not None else None, "currency": price.currency},
        )
    charge: Charge = made
    return charge
