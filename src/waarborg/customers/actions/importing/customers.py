"""Importing organisations."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.text import slugify

from waarborg.customers.actions.importing.kinds import Batch, Found
from waarborg.customers.actions.importing.references import BATCH, ORGANISATION, held, noted, reference
from waarborg.customers.events import ENROLLED
from waarborg.customers.models import Organisation, Reference
from waarborg.customers.rules.importing.columns import Row
from waarborg.customers.rules.importing.problems import NoSuchWord, StillToCome, Taken, TwiceInFile
from waarborg.plumbing import journal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import Tenant

_SLUG = re.compile(r"[a-z0-9_-]{1,60}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fresh:
    row: Row
    slug: str


def find(batch: Batch) -> Found:
    """Customers are told apart by their reference; the short name follows from the name, with a number where needed."""
    found = Found()
    before = held(batch.source, ORGANISATION)
    slugs = set(Organisation.objects.values_list("slug", flat=True))
    first: dict[str, int] = {}
    for row in batch.rows:
        said = row.values["reference"]
        wrong = None
        if said in first:
            wrong = batch.problem(row, "reference", TwiceInFile(first=first[said]))
        elif said in before:
            found.seen(row, before[said].digest)
        elif "since" in row.values and row.values["since"] > batch.at:
            wrong = batch.problem(row, "since", StillToCome())
        elif "slug" in row.values and not _SLUG.fullmatch(row.values["slug"]):
            wrong = batch.problem(row, "slug", NoSuchWord(words="a-z, 0-9, -"))
        elif row.values.get("slug") in slugs:
            wrong = batch.problem(row, "slug", Taken())
        else:
            slug = row.values.get("slug") or _free(slugify(row.values["name"])[:54] or "klant", slugs)
            slugs.add(slug)
            found.fresh.append(Fresh(row, slug))
        first.setdefault(said, row.line)
        if wrong is not None:
            found.problems.append(wrong)
    return found


def _free(wanted: str, taken: Iterable[str]) -> str:
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def add(fresh: Sequence[Fresh], batch: Batch, by: Actor) -> None:
    """Tenant, organisation and reference of each; `since` is kept as when it became a customer."""
    made = [(one, uuid7()) for one in fresh]
    Tenant.objects.bulk_create(
        (Tenant(id=tenant, is_provider=False, created=batch.at) for _, tenant in made), batch_size=BATCH
    )
    organisations = [_organisation(one, tenant, batch) for one, tenant in made]
    Organisation.objects.bulk_create(organisations, batch_size=BATCH)
    kept = (
        reference(one.row, source=batch.source, kind=ORGANISATION, tenant=tenant, subject=tenant, at=batch.at)
        for one, tenant in made
    )
    Reference.objects.bulk_create(kept, batch_size=BATCH)
    for (one, tenant), organisation in zip(made, organisations, strict=True):
        journal.record(
            ENROLLED,
            tenant=tenant,
            subject=organisation.ref,
            related=[Ref("customers.customer", tenant)],
            by=by,
            at=batch.at,
            properties={"kind": "customer"},
            data={**_details(organisation), **noted(one.row, batch.source)},
        )


def _organisation(one: Fresh, tenant: UUID, batch: Batch) -> Organisation:
    values = one.row.values
    return Organisation(
        id=tenant,
        tenant_id=tenant,
        kind="customer",
        name=values["name"],
        slug=one.slug,
        size=values.get("size"),
        language=values.get("language", "nl"),
        created=values.get("since", batch.at),
    )


def _details(organisation: Organisation) -> dict[str, Any]:
    return {
        "name": organisation.name,
        "slug": organisation.slug,
        "size": organisation.size,
        "language": organisation.language,
        "since": organisation.created.isoformat(),
    }
