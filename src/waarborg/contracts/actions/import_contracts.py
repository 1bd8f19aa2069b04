"""Importing contracts by reference: each binds its customer as recording it by hand does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from waarborg.contracts.actions.keep_contract import keep_contract
from waarborg.contracts.models import Contract
from waarborg.contracts.rules.importing import BoundOtherwise, NoSuchVersion, TakenReference
from waarborg.customers.actions.importing.kinds import Batch, Found
from waarborg.customers.actions.importing.references import BATCH, customers_by_word, held, reference
from waarborg.customers.models import Reference
from waarborg.customers.rules.importing.columns import Row
from waarborg.customers.rules.importing.problems import EndsBefore, NoSuchCustomer, TwiceInFile
from waarborg.kernel.errors import BadInput
from waarborg.plumbing.actors import Actor
from waarborg.promises.models import AgreementVersion, Binding

CONTRACT = "contracts.contract"


@dataclass(frozen=True, slots=True)
class Fresh:
    row: Row
    tenant: UUID
    version: AgreementVersion


@dataclass(frozen=True, slots=True)
class Known:
    """What lines are held against, read once for the whole file: versions by name, what binds whom, and contracts."""

    customers: Mapping[str, UUID]
    versions: Mapping[tuple[str, str], AgreementVersion]
    bound: Mapping[UUID, AgreementVersion]
    taken: frozenset[tuple[UUID, str]]


def find(batch: Batch) -> Found:
    """Contracts are told apart by their reference. A customer that another version binds is left alone."""
    found = Found()
    before, known = held(batch.source, CONTRACT), _known(batch)
    first: dict[str, int] = {}
    of_file: dict[UUID, AgreementVersion] = {}
    for row in batch.rows:
        said = row.values["reference"]
        if said in first:
            found.problems.append(batch.problem(row, "reference", TwiceInFile(first=first[said])))
        elif said in before:
            found.seen(row, before[said].digest)
        else:
            fresh = _fresh(row, known, of_file)
            if isinstance(fresh, Fresh):
                of_file[fresh.tenant] = fresh.version
                found.fresh.append(fresh)
            else:
                found.problems.append(batch.problem(row, *fresh))
        first.setdefault(said, row.line)
    return found


def _known(batch: Batch) -> Known:
    rows = AgreementVersion.objects.filter(amends__isnull=True).defer("canonical", "source")
    customers = customers_by_word(batch.source)
    named = {customers[word] for row in batch.rows if (word := row.values["customer"].casefold()) in customers}
    open_ones = Binding.objects.filter(tenant_id__in=named, ends_at__isnull=True).select_related("version__amends")
    return Known(
        customers,
        {(one.agreement.casefold(), one.version.casefold()): one for one in rows},
        {one.tenant_id: one.version.amends or one.version for one in open_ones},
        frozenset(Contract.objects.filter(tenant_id__in=named).values_list("tenant_id", "reference")),
    )


def _fresh(row: Row, known: Known, of_file: Mapping[UUID, AgreementVersion]) -> Fresh | tuple[str, BadInput]:
    values = row.values
    tenant = known.customers.get(values["customer"].casefold())
    version = known.versions.get((values["agreement"].casefold(), values["version"].casefold()))
    if tenant is None:
        return "customer", NoSuchCustomer()
    if version is None:
        said = ", ".join(sorted(str(one) for one in known.versions.values())[:10])
        return "version", NoSuchVersion(known=said or "-")
    if "until" in values and values["until"] < values["from"]:
        return "until", EndsBefore()
    if (tenant, values["reference"]) in known.taken:
        return "reference", TakenReference()
    other = of_file.get(tenant) or known.bound.get(tenant)
    if other is not None and other.id != version.id:
        return "version", BoundOtherwise(held=str(other))
    return Fresh(row, tenant, version)


def add(fresh: Sequence[Fresh], batch: Batch, by: Actor) -> None:
    """In the order of their first days, so that of two contracts of one customer the first one binds it."""
    kept = []
    for one in sorted(fresh, key=lambda found: (found.row.values["from"], found.row.line)):
        values = one.row.values
        made = keep_contract(
            one.tenant,
            one.version,
            reference=values["reference"],
            starts_on=values["from"],
            ends_on=values.get("until"),
            amendments=values.get("amendments", ()),
            by=by,
            at=batch.at,
        )
        kept.append(
            reference(one.row, source=batch.source, kind=CONTRACT, tenant=one.tenant, subject=made.id, at=batch.at)
        )
    Reference.objects.bulk_create(kept, batch_size=BATCH)
