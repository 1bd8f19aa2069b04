"""Importing who may speak for a customer: roles of people who are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.customers.actions.importing.kinds import Batch, Found
from waarborg.customers.actions.importing.people import note_granted
from waarborg.customers.actions.importing.references import BATCH, customers_by_word, people_by_word
from waarborg.customers.models import Authority, Person
from waarborg.customers.rules.importing.columns import Row
from waarborg.customers.rules.importing.problems import EndsBefore, NoSuchCustomer, NoSuchPerson, TwiceInFile
from waarborg.plumbing.actors import Actor


@dataclass(frozen=True, slots=True)
class Fresh:
    row: Row
    tenant: UUID
    person: UUID


def find(batch: Batch) -> Found:
    """A role that somebody held, holds or will hold is told apart by its beginning; without one it is that of now."""
    found = Found()
    customers = customers_by_word(batch.source)
    named = {customers[word] for row in batch.rows if (word := row.values["customer"].casefold()) in customers}
    people = people_by_word(batch.source, named)
    ending = _held(named)
    first: dict[tuple[UUID, str], int] = {}
    for row in batch.rows:
        values = row.values
        tenant = customers.get(values["customer"].casefold())
        person = people.get((tenant, values["person"].casefold())) if tenant else None
        starts, ends = values.get("from", batch.at), values.get("until")
        if tenant is None:
            found.problems.append(batch.problem(row, "customer", NoSuchCustomer()))
        elif person is None:
            found.problems.append(batch.problem(row, "person", NoSuchPerson()))
        elif ends is not None and ends <= starts:
            found.problems.append(batch.problem(row, "until", EndsBefore()))
        elif (person, values["role"]) in first:
            twice = TwiceInFile(first=first[person, values["role"]])
            found.problems.append(batch.problem(row, "role", twice))
        else:
            first[person, values["role"]] = row.line
            if _is_there(ending.get((person, values["role"]), ()), values.get("from"), ends, batch.at):
                found.known += 1
            else:
                found.fresh.append(Fresh(row, tenant, person))
    return found


def _held(tenants: set[UUID]) -> dict[tuple[UUID, str], list[tuple[datetime, datetime | None]]]:
    rows = Authority.objects.filter(tenant_id__in=tenants)
    found: dict[tuple[UUID, str], list[tuple[datetime, datetime | None]]] = {}
    for person, role, starts, ends in rows.values_list("person_id", "role", "starts_at", "ends_at"):
        found.setdefault((person, role), []).append((starts, ends))
    return found


def _is_there(
    spans: Sequence[tuple[datetime, datetime | None]], starts: datetime | None, ends: datetime | None, at: datetime
) -> bool:
    """Whether the role is held now or from some day on, or was held for this very span."""
    return any(until is None or until > at or (since, until) == (starts, ends) for since, until in spans)


def add(fresh: Sequence[Fresh], batch: Batch, by: Actor) -> None:
    """Roles from their original beginning on; the entry in the journal is of now."""
    people = Person.objects.in_bulk([one.person for one in fresh])
    authorities = [
        Authority(
            tenant_id=one.tenant,
            person=people[one.person],
            role=one.row.values["role"],
            starts_at=one.row.values.get("from", batch.at),
            ends_at=one.row.values.get("until"),
        )
        for one in fresh
    ]
    Authority.objects.bulk_create(authorities, batch_size=BATCH)
    note_granted(authorities, batch, by)
