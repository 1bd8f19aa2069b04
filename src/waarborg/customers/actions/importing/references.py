"""Under which reference of another system something came in."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models.functions import Lower

from waarborg.customers.models import Organisation, Person, Reference
from waarborg.customers.rules.importing.columns import Row

ORGANISATION, PERSON = "customers.organisation", "customers.contact"
BATCH = 2000


class Held(NamedTuple):
    """Whose, what, and the digest of the line it came from."""

    tenant: UUID
    subject: UUID
    digest: str


def held(source: str, kind: str) -> dict[str, Held]:
    """Reference to what it stands for. One query."""
    rows = Reference.objects.filter(source=source, subject_kind=kind)
    listed = rows.values_list("reference", "tenant_id", "subject_id", "digest")
    return {reference: Held(tenant, subject, digest) for reference, tenant, subject, digest in listed}


def reference(row: Row, *, source: str, kind: str, tenant: UUID, subject: UUID, at: datetime) -> Reference:
    """The row to keep, not saved."""
    return Reference(
        tenant_id=tenant,
        source=source,
        subject_kind=kind,
        reference=row.values["reference"],
        subject_id=subject,
        digest=row.digest,
        imported_at=at,
    )


def customers_by_word(source: str) -> dict[str, UUID]:
    """Every customer by its reference in `source`, its short name, and its name where nobody else has that. Two
    queries."""
    rows = list(Organisation.objects.filter(kind="customer").values_list("id", "slug", "name"))
    found: dict[str, UUID] = {}
    names: dict[str, list[UUID]] = {}
    for identifier, _, name in rows:
        names.setdefault(name.casefold(), []).append(identifier)
    found |= {name: same[0] for name, same in names.items() if len(same) == 1}
    found |= {slug: identifier for identifier, slug, _ in rows}
    return found | {word.casefold(): one.tenant for word, one in held(source, ORGANISATION).items()}


def people_by_word(source: str, tenants: Iterable[UUID]) -> dict[tuple[UUID, str], UUID]:
    """The active people of these organisations, by (tenant, e-mail address in small letters or reference). Two
    queries."""
    people = Person.objects.filter(tenant_id__in=set(tenants), active=True)
    found: dict[tuple[UUID, str], UUID] = {
        (tenant, mail): person for tenant, mail, person in people.values_list("tenant_id", Lower("email"), "id") if mail
    }
    active = set(found.values())
    for word, one in held(source, PERSON).items():
        if one.subject in active:
            found[one.tenant, word.casefold()] = one.subject
    return found


def noted(row: Row, source: str) -> Mapping[str, str]:
    """What an entry's data say about where the line came from."""
    known = {"source": source, "line": str(row.line)}
    return {**known, "reference": row.values["reference"]} if "reference" in row.values else known
