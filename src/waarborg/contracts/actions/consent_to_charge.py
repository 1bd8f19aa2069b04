"""A customer agrees to pay for something: the charge is there, and not billed yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from waarborg.contracts.models import Charge, Quote
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound
from waarborg.promises import queries as promises

RAISE, ACCEPTED = "billing.charge.raise", "contracts.quote.accepted"


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
    promised free (CL-02, CL-72) is not charged all the same, nor what is charged only in another case (PX-86) or only
    after a quote on that cause was accepted (CL-93). Raises OnlyTheCustomer, Never/NotYetByAgreement, NotFound.
    """
    if by.kind != "contact":
        raise OnlyTheCustomer()
    if by.tenant != tenant or by.person is None:
        raise NotFound()
    _require_allowed(tenant, cause, price, words or {}, at)
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
            data={"amount": None if price.amount is None else str(price.amount), "currency": price.currency},
        )
    return made  # type: ignore[no-any-return]


def _require_allowed(tenant: UUID, cause: str, price: Price, words: Mapping[str, str], at: datetime) -> None:
    """By the rules of the agreement on charges. Raises NeverByAgreement, NotYetByAgreement."""
    known = {**words, "cause": cause}
    promises.require_not_forbidden(tenant, RAISE, at=at, words=known)
    promises.require_fitting(tenant, RAISE, at=at, words=known, keys=("plan", "evidence"))
    promises.require_states(tenant, RAISE, at=at, words=known, states={ACCEPTED: _is_agreed(tenant, cause, price)})


def _is_agreed(tenant: UUID, cause: str, price: Price) -> bool:
    """A rate that stands in the agreement itself was agreed with it; another one by a quote on that cause."""
    if price.promise and price.amount is not None:
        return True
    return bool(Quote.objects.filter(tenant_id=tenant, cause=cause, state=Quote.State.ACCEPTED).exists())
