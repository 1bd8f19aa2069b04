"""Importing people, with the roles that they hold from now on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from waarborg.customers.actions.importing.kinds import Batch, Found
from waarborg.customers.actions.importing.references import (
    BATCH,
    PERSON,
    customers_by_word,
    held,
    noted,
    people_by_word,
    reference,
)
from waarborg.customers.actions.people import initials_of, read_fields
from waarborg.customers.events import AUTHORITY_GRANTED, CONTACT_ADDED
from waarborg.customers.models import Authority, Organisation, Person, Reference
from waarborg.customers.rules.importing.columns import Row
from waarborg.customers.rules.importing.problems import NoSuchCustomer, Problem, TwiceInFile
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal
from waarborg.plumbing.actors import Actor

FIELDS = ("name", "email", "initials", "language")


@dataclass(frozen=True, slots=True)
class Fresh:
    row: Row
    tenant: UUID
    fields: dict[str, Any]


def find(batch: Batch) -> Found:
    """People are told apart by their reference, and by their address within the organisation."""
    found = Found()
    customers = customers_by_word(batch.source)
    languages = dict(Organisation.objects.filter(kind="customer").values_list("id", "language"))
    before = held(batch.source, PERSON)
    there = people_by_word(batch.source, {customers[word] for word in _words(batch) if word in customers})
    references: dict[str, int] = {}
    addresses: dict[tuple[UUID, str], int] = {}
    for row in batch.rows:
        tenant = customers.get(row.values["customer"].casefold())
        if tenant is None:
            found.problems.append(batch.problem(row, "customer", NoSuchCustomer()))
            continue
        said, mail = row.values.get("reference"), (tenant, row.values["email"].lower())
        wrong: Problem | None = None
        if said is not None and said in references:
            wrong = batch.problem(row, "reference", TwiceInFile(first=references[said]))
        elif mail in addresses:
            wrong = batch.problem(row, "email", TwiceInFile(first=addresses[mail]))
        elif said in before:
            found.seen(row, before[said].digest)
        elif mail in there:
            found.seen(row, None)
        else:
            try:
                found.fresh.append(Fresh(row, tenant, _fields(row, languages[tenant])))
            except BadInput as refusal:
                wrong = batch.problem(row, refusal.path, _unplaced(refusal))
        if said is not None:
            references.setdefault(said, row.line)
        addresses.setdefault(mail, row.line)
        if wrong is not None:
            found.problems.append(wrong)
    return found


def _words(batch: Batch) -> set[str]:
    return {row.values["customer"].casefold() for row in batch.rows}


def _fields(row: Row, language: str) -> dict[str, Any]:
    given = {name: row.values[name] for name in FIELDS if name in row.values}
    return read_fields({"initials": initials_of(row.values["name"]), "language": language, **given})


def _unplaced(refusal: BadInput) -> BadInput:
    """Without its path: the column says where it is."""
    return type(refusal)(**refusal.params)


def add(fresh: Sequence[Fresh], batch: Batch, by: Actor) -> None:
    """People without an account: an invitation is somebody's own act, once the lines have been looked at."""
    people = [Person(tenant_id=one.tenant, **one.fields) for one in fresh]
    Person.objects.bulk_create(people, batch_size=BATCH)
    authorities = [
        Authority(tenant_id=one.tenant, person=person, role=role, starts_at=batch.at)
        for one, person in zip(fresh, people, strict=True)
        for role in one.row.values.get("roles", ())
    ]
    Authority.objects.bulk_create(authorities, batch_size=BATCH)
    kept = (
        reference(one.row, source=batch.source, kind=PERSON, tenant=one.tenant, subject=person.id, at=batch.at)
        for one, person in zip(fresh, people, strict=True)
        if "reference" in one.row.values
    )
    Reference.objects.bulk_create(kept, batch_size=BATCH)
    for one, person in zip(fresh, people, strict=True):
        journal.record(
            CONTACT_ADDED,
            tenant=one.tenant,
            subject=person.ref,
            by=by,
            at=batch.at,
            data={**one.fields, **noted(one.row, batch.source)},
        )
    note_granted(authorities, batch, by)


def note_granted(authorities: Sequence[Authority], batch: Batch, by: Actor) -> None:
    for authority in authorities:
        ends = authority.ends_at.isoformat() if authority.ends_at else None
        journal.record(
            AUTHORITY_GRANTED,
            tenant=authority.tenant_id,
            subject=authority.ref,
            related=[authority.person.ref],
            by=by,
            at=batch.at,
            properties={"role": authority.role},
            data={"starts_at": authority.starts_at.isoformat(), "ends_at": ends, "source": batch.source},
        )
