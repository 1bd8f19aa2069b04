"""Making an export: asked for by an action, made by a job, kept thirty days as content."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID

from waarborg.plumbing import jobs, journal, permissions, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.export.archive import Rows, Summary, write_archive
from waarborg.plumbing.export.models import ExportArchive
from waarborg.plumbing.files.store import put_away
from waarborg.plumbing.files.stores import drafted, store_in_use
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role

KEEP = timedelta(days=30)
REQUEST = "plumbing.export.request"
MAKE = "plumbing.export.make"
permissions.declare({REQUEST: {"customer.owner", "customer.administrator", "provider.privacy-officer"}})

_contributed: dict[str, Rows] = {}


def contribute(name: str, rows: Rows) -> None:
    """Add a table that has no tenant of its own: `rows(tenant)` gives its rows of that customer as mappings."""
    _contributed[name] = rows


def contributed() -> Mapping[str, Rows]:
    return _contributed


@action("plumbing.export.request")
def request_export(tenant: UUID, *, by: Actor, at: datetime) -> UUID:
    """Ask for an export; a job makes it. Returns its id. Raises NotFound, NotAllowed."""
    permissions.require(by, REQUEST, tenant=tenant)
    identifier = uuid7()
    journal.record("plumbing.export:requested", tenant=tenant, subject=Ref("plumbing.export", identifier), by=by, at=at)
    jobs.enqueue(MAKE, {"tenant": tenant, "identifier": identifier, "person": by.person}, lock=f"{MAKE}:{tenant}")
    return identifier


@task(name=MAKE, role=None)
def make(*, tenant: UUID, identifier: UUID, person: UUID | None, at: datetime) -> None:
    """The job: nothing to do where an earlier run of it got as far as the row."""
    with tenancy.enter(Role.CUSTOMER, tenant):
        there = ExportArchive.objects.filter(id=identifier).exists()
    if not there:
        export_customer(tenant, by=Actor("system", person=person), at=at, identifier=identifier)


def export_customer(tenant: UUID, *, by: Actor = SYSTEM, at: datetime, identifier: UUID | None = None) -> ExportArchive:
    """Make the archive of a customer and keep it for thirty days, as content: staff need the customer's live grant.

    Outside a scope: it takes a while. Raises NotFound, NoRoom, StoreAway; nothing is left of a failed one.
    """
    with drafted(store_in_use().staging()) as draft:
        summary = write_archive(tenant, draft, at=at, contributed=_contributed)
        size, sha256 = _weigh(draft)
        with tenancy.enter(Role.CUSTOMER, tenant):
            put_away(draft, tenant=tenant, sha256=sha256)
            return _keep(tenant, summary, size, sha256, by=by, at=at, identifier=identifier or uuid7())


def _keep(
    tenant: UUID, summary: Summary, size: int, sha256: str, *, by: Actor, at: datetime, identifier: UUID
) -> ExportArchive:
    made = ExportArchive.objects.create(
        id=identifier,
        tenant_id=tenant,
        name=f"export-{at:%Y-%m-%d}.zip",
        size=size,
        sha256=sha256,
        rows=summary.rows,
        made=at,
        made_by=by.person,
        ends=at + KEEP,
    )
    journal.record("plumbing.export:made", tenant=tenant, subject=made.ref, by=by, at=at)
    return made


def _weigh(draft: IO[bytes]) -> tuple[int, str]:
    draft.flush()
    draft.seek(0)
    digest = hashlib.sha256()
    size = 0
    while block := draft.read(1 << 20):
        digest.update(block)
        size += len(block)
    return size, digest.hexdigest()


@task(name="plumbing.export.remove-old", each_tenant=True, role=Role.CUSTOMER, every="51 2 * * *")
def remove_old(*, tenant: UUID, at: datetime) -> None:
    """Exports go after thirty days; their bytes with the next sweep."""
    ExportArchive.objects.filter(tenant_id=tenant, ends__lt=at).delete()
