"""What a merger of two customers would come to, and where a customer went that was merged."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.contracts.models import Contract, Merger, MergerSeen
from waarborg.contracts.queries.notices import running
from waarborg.contracts.rules.merging import WAITING, Carried, Known, carry
from waarborg.customers.models import Organisation, Person
from waarborg.customers.queries import holders, people_with_roles
from waarborg.customers.rules.roles import OWNER
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import kept
from waarborg.plumbing.web.wording import local_date


@dataclass(frozen=True, slots=True)
class Plan:
    """Exactly what a merger does: who comes along, which owners of the survivor read what the absorbed one keeps, and
    the contracts that go on to their end. `digest` names it, so that what is carried out is what was shown."""

    absorbed: Organisation
    survivor: Organisation
    people: list[Carried]
    readers: list[Person]
    contracts: list[Contract]

    @property
    def digest(self) -> str:
        people = [(str(one.person.id), str(one.twin and one.twin.id), one.roles) for one in self.people]
        readers = [str(one.id) for one in self.readers]
        contracts = [(one.reference, str(one.ends_on)) for one in self.contracts]
        said = repr((str(self.absorbed.id), str(self.survivor.id), people, readers, contracts))
        return hashlib.sha256(said.encode()).hexdigest()


def plan(absorbed: Organisation, survivor: Organisation, *, at: datetime) -> Plan:
    """In the desk's scope; reads and changes nothing."""
    people = carry(_known(absorbed.id, at=at), _known(survivor.id, at=at))
    readers = [one for one in holders(survivor.id, OWNER, at=at) if one.email]
    return Plan(absorbed, survivor, people, readers, open_contracts(absorbed.id, at=at))


def _known(tenant: UUID, *, at: datetime) -> list[Known]:
    listed = people_with_roles(tenant, at=at)
    return [Known(one.id, one.name, one.email, frozenset(one.held_roles)) for one in listed if one.active]


def open_contracts(tenant: UUID, *, at: datetime) -> list[Contract]:
    """The contracts whose last day has not gone by, oldest first."""
    today = local_date(at, zone_of())
    rows = Contract.objects.filter(tenant_id=tenant).exclude(ends_on__lt=today)
    return list(rows.order_by("starts_on", "reference"))


def endless(tenant: UUID, *, at: datetime) -> list[str]:
    """The references of contracts that go on until somebody gives notice, and nobody did."""
    if running(tenant) is not None:
        return []
    return [one.reference for one in open_contracts(tenant, at=at) if one.ends_on is None]


# A customer that went somewhere.
WAS_MERGED = "EXISTS (SELECT FROM contracts_merger WHERE tenant_id = %(tenant)s AND absorbed)"


def merged_into(tenant: UUID) -> Merger | None:
    """Where a customer went; None for one that stands by itself. One query."""
    found = kept.rows("contracts.merged-into", _merged, tenant)
    return found[0] if found else None


def _merged(tenant: UUID) -> Any:
    return Merger.objects.filter(tenant_id=tenant, absorbed=True).order_by("id")[:1]


def told_of_merger(tenant: UUID, person: UUID) -> Merger | None:
    """Where a customer went, for whoever of it did not put that away. One query, two for one that was merged."""
    found = merged_into(tenant)
    if found is None or MergerSeen.objects.filter(tenant_id=tenant, person_id=person).exists():
        return None
    return found


def mergers_of(tenant: UUID) -> list[Merger]:
    """All that a customer was merged with, on either side, the newest first. One query."""
    return kept.rows("contracts.mergers", _of, tenant)


def _of(tenant: UUID) -> Any:
    return Merger.objects.filter(tenant_id=tenant).order_by("-merged_at", "id")


# A customer may be closed into one that was closed into another later.
FOLLOW = """
WITH RECURSIVE gone AS (
  SELECT tenant_id AS begun, other FROM contracts_merger WHERE absorbed AND tenant_id = ANY(%s)
  UNION SELECT gone.begun, m.other FROM gone JOIN contracts_merger m ON m.absorbed AND m.tenant_id = gone.other
)
SELECT begun, other FROM gone
WHERE NOT EXISTS (SELECT 1 FROM contracts_merger m WHERE m.absorbed AND m.tenant_id = gone.other)
"""


def heirs(tenants: Collection[UUID]) -> dict[UUID, UUID]:
    """Of those that were merged: who goes on for them in the end. In the desk's scope; one query, none for nobody."""
    if not tenants:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW, [list(tenants)])
        return dict(cursor.fetchall())


def waiting(tenant: UUID) -> list[dict[str, Any]]:
    """Who came along and was not answered: `person` (id), `roles`, `other_name`, `merger`. One query."""
    return [
        {**one, "person": UUID(one["person"]), "other_name": row.other_name, "merger": row}
        for row in reversed(mergers_of(tenant))
        for one in row.carried
        if one["state"] == WAITING
    ]
