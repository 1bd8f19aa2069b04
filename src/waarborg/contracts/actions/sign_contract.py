"""Signing: the agreement binds at once, the onboarding is planned, and the paid subscription starts later by itself
(AP-02 to AP-05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.begin_subscription import begin_when_due
from waarborg.contracts.actions.keep_contract import ReferenceTaken, amended, binds
from waarborg.contracts.actions.not_merged import require_not_merged
from waarborg.contracts.actions.plan_onboarding import plan_onboarding
from waarborg.contracts.events import SIGNED
from waarborg.contracts.models import Contract
from waarborg.contracts.rules.starting import renewal
from waarborg.contracts.rules.starting import start as start_of
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.taken import taken
from waarborg.promises.actions.bind import bind
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.agreement.model import Agreement

LATE = "it was signed before it was written down"


class SignedLater(BadInput):
    code = "contracts.contract.signed-later"
    nl = "Een contract kan niet later zijn getekend dan nu."
    en = "A contract cannot have been signed later than now."


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed: by whom of the customer, when, and for how many months at a time."""

    reference: str
    at: datetime
    by: str
    term_months: int
    amendments: Sequence[str] = ()


@action("contracts.contract.record")
def sign(tenant: UUID, version: AgreementVersion, signed: Signed, *, by: Actor, at: datetime) -> Contract:
    """Record a contract that a customer signed: the version binds now (AP-03), the onboarding has its plan, and the
    subscription starts on the day that the agreement's rule gives. In the desk's scope.

    The clock of the onboarding counts from the signing, or from when the version began to bind where that was later: a
    version never binds in the past. Raises NotAllowed, MergedAway, SignedLater, ReferenceTaken, and as `bind`.
    """
    permissions.require(by, rights.RECORD)
    require_not_merged(tenant)
    if signed.at > at:
        raise SignedLater(path="signed_at")
    bound = amended(version, tenant, signed.amendments) or version
    if not binds(bound, tenant, at):
        bind(bound, by=by, at=at, tenant=tenant)
    agreement = compiled(bound.sha256).agreement
    starts = start_of(agreement, signed.at, None).day
    try:
        made: Contract = Contract.objects.create(
            tenant_id=tenant,
            reference=signed.reference,
            version=version,
            starts_on=starts,
            amendments=list(signed.amendments),
            recorded_at=at,
            recorded_by=by.name,
            signed_at=signed.at,
            signed_by=signed.by,
            term_months=signed.term_months,
            started=False,
        )
    except IntegrityError as error:
        if not taken(error):
            raise
        raise ReferenceTaken(reference=signed.reference) from None
    _note(made, agreement, since=_bound_since(tenant, bound, at), by=by, at=at)
    plan_onboarding(made, agreement, by=by, at=at)
    begin_when_due(made, agreement, at=at)
    return made


def _bound_since(tenant: UUID, version: AgreementVersion, at: datetime) -> datetime:
    """Since when this version binds: a clock hears nothing that happened before."""
    rows = Binding.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), tenant_id=tenant, version=version)
    found: datetime | None = (
        rows.filter(starts_at__lte=at).order_by("starts_at").values_list("starts_at", flat=True).first()
    )
    return found or at


def _note(made: Contract, agreement: Agreement, *, since: datetime, by: Actor, at: datetime) -> None:
    signed_at, months = made.signed_at or at, made.term_months or 0
    found = renewal(agreement, signed_at, made.starts_on, months)
    journal.record(
        SIGNED,
        tenant=made.tenant_id,
        subject=made.ref,
        related=[Ref("customers.customer", made.tenant_id), Ref("promises.version", made.version_id)],
        by=by,
        at=max(signed_at, since),
        data={
            "reference": made.reference,
            "sha256": made.version.sha256,
            "signed": signed_at.isoformat(),
            "starts": made.starts_on.isoformat(),
            "months": months,
            "renews": found.day.isoformat(),
            # By how many days a count from the signing comes out later (AP-05).
            "days-from-practice": found.days,
        },
        reason_if_late=LATE,
    )
