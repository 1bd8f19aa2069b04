"""Recording a contract by its reference: the customer is bound to the version it is about."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.begin_subscription import note_started
from waarborg.contracts.actions.not_merged import require_not_merged
from waarborg.contracts.models import Contract
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.taken import taken
from waarborg.promises.actions.bind import bind
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.queries.standing import compiled


class EndsBefore(BadInput):
    code = "contracts.contract.ends-before"
    nl = "De laatste dag van het contract ligt vóór de eerste."
    en = "The last day of the contract lies before the first."
    nl_way_out = "Draai de twee om, of laat de laatste dag leeg."
    en_way_out = "Swap the two, or leave the last day empty."


class ReferenceTaken(Refusal):
    code = "contracts.contract.reference-taken"
    nl = "Deze klant heeft al een contract met de referentie {reference}."
    en = "This customer has a contract with the reference {reference} already."
    nl_way_out = "Kies een andere referentie."
    en_way_out = "Choose another reference."


@action("contracts.contract.record")
def keep_contract(
    tenant: UUID,
    version: AgreementVersion,
    *,
    reference: str,
    starts_on: date,
    ends_on: date | None = None,
    amendments: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> Contract:
    """Record what a customer signed, and bind it from the first day on, or from now where that day is past.

    An amendment whose reference is the name of one that was recorded for this customer on top of `version` is what
    binds him. In the desk's scope. Raises NotAllowed, MergedAway, EndsBefore, ReferenceTaken, and as `bind`.
    """
    permissions.require(by, rights.RECORD)
    require_not_merged(tenant)
    if ends_on is not None and ends_on < starts_on:
        raise EndsBefore(path="until")
    begins = from_us(civil_start(starts_on, 0, compiled(version.sha256).agreement.timezone))
    bound = amended(version, tenant, amendments) or version
    if not binds(bound, tenant, at):
        bind(bound, by=by, at=at, tenant=tenant, effective=begins if begins > at else None)
    try:
        made: Contract = Contract.objects.create(
            tenant_id=tenant,
            reference=reference,
            version=version,
            starts_on=starts_on,
            ends_on=ends_on,
            amendments=list(amendments),
            recorded_at=at,
            recorded_by=by.name,
        )
    except IntegrityError as error:
        if not taken(error):
            raise
        raise ReferenceTaken(reference=reference) from None
    note_started(made, by=by, at=at)
    return made


def amended(version: AgreementVersion, tenant: UUID, amendments: Sequence[str]) -> AgreementVersion | None:
    """What was agreed with this customer alone on top of `version`, under one of these names; the newest of them."""
    rows = AgreementVersion.objects.filter(customer=tenant, amends=version, version__in=list(amendments))
    found: AgreementVersion | None = rows.order_by("-published_at").first()
    return found


def binds(version: AgreementVersion, tenant: UUID, at: datetime) -> bool:
    """Whether this very version binds the customer already: what is to follow it then stays as it is."""
    rows = Binding.objects.filter(tenant_id=tenant, version=version, starts_at__lte=at)
    return bool(rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at)).exists())
