"""Erasing one customer in one transaction: every declared table is emptied, anonymised, or kept and accounted for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import connection
from django.db.models import Q

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import data_catalogue, jobs, journal, permissions, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.data_catalogue import Entry
from waarborg.plumbing.erasure.models import ErasureEntry
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.live.announce import ERASED, announce
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.models import Tenant

ERASE = "plumbing.customer.erase"
permissions.declare({ERASE: {"provider.privacy-officer"}})
WRITE_DOWN = "plumbing.erasure.write-down"

# Erases what has no tenant of its own (accounts); returns the number of rows.
Eraser = Callable[[UUID], int]
_contributed: dict[str, Eraser] = {}


class ProviderStays(Refusal):
    code = "plumbing.erasure.provider"
    nl = "De leverancier zelf kan niet worden gewist, alleen een klant."
    en = "The provider itself cannot be erased, only a customer."


def contribute(name: str, eraser: Eraser) -> None:
    """Also erase rows without a tenant: `eraser(tenant)` runs in the same transaction, in the scope of the desk."""
    _contributed[name] = eraser


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows that stay: how many, because of what, and until when (None: as long as the reason says)."""

    table: str
    rows: int
    why: str
    until: date | None


@action("plumbing.customer.erase")
def erase_customer(
    tenant: UUID, *, by: Actor, at: datetime, reason: str, identifier: UUID | None = None
) -> ErasureEntry:
    """Erase `tenant` by the data catalogue, in the scope of the desk; returns what was removed and what was kept.

    The journal's entries stay and verify; their data, which may name people, goes. Bytes of files go after the commit,
    and pieces of pages that processes keep in memory.
    `identifier` is that of an earlier erasure that is done again. Raises NotFound, NotAllowed, ProviderStays.
    """
    permissions.require(by, ERASE)
    _customer(tenant)
    with connection.cursor() as cursor:
        # Tables refer to each other both ways; what hangs in the air is looked at when all is done.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED; SET LOCAL statement_timeout = 0")
    bytes_to_remove = _hashes(tenant)
    removed: dict[str, int] = {}
    kept: list[Kept] = []
    for entry in data_catalogue.of_customers():
        _erase_table(entry, tenant, at, removed, kept)
    for name, eraser in sorted(_contributed.items()):
        removed[name] = eraser(tenant)
    written = ErasureEntry.objects.create(
        id=identifier or uuid7(),
        tenant_id=tenant,
        at=at,
        by=by.person,
        reason=reason,
        removed={name: rows for name, rows in removed.items() if rows},
        kept=[_told(one) for one in kept],
    )
    journal.record("plumbing.customer:erased", tenant=tenant, subject=Ref("plumbing.erasure", written.id), by=by, at=at)
    announce(ERASED)
    jobs.enqueue(WRITE_DOWN, {"erasure": written.id, "tenant": tenant, "at": at})
    if bytes_to_remove:
        jobs.enqueue("plumbing.files.remove", {"tenant": tenant, "sha256s": sorted(bytes_to_remove)})
    return written


def _customer(tenant: UUID) -> None:
    found = Tenant.objects.filter(id=tenant).first()
    if found is None:
        raise NotFound()
    if found.is_provider:
        raise ProviderStays()


def _hashes(tenant: UUID) -> set[str]:
    from waarborg.plumbing.export.models import ExportArchive
    from waarborg.plumbing.files.models import SealedFile, StoredFile

    found: set[str] = set()
    with tenancy.enter(Role.CUSTOMER, tenant):
        for model in (StoredFile, SealedFile, ExportArchive):
            found.update(model.objects.filter(tenant_id=tenant).values_list("sha256", flat=True))
    return found - {""}


def _erase_table(entry: Entry, tenant: UUID, at: datetime, removed: dict[str, int], kept: list[Kept]) -> None:
    held = held_rows(entry, at)
    # Content is open to its customer only; all else is the desk's to erase.
    with tenancy.enter(Role.CUSTOMER if entry.row_class == "content" else Role.DESK, tenant):
        rows = entry.model._default_manager.filter(**{entry.tenant_key: tenant})
        if entry.erasure == "keep":
            _keep(entry, rows.count(), at, kept)
            return
        if held is not None:
            _keep(entry, rows.filter(held).count(), at, kept)
            rows = rows.exclude(held)
        if entry.erasure == "delete":
            # Not `.delete()`: Django would load every row to look for others that refer to it.
            removed[entry.table] = rows._raw_delete(rows.db)
        else:
            removed[entry.table] = rows.update(**dict(entry.anonymise))


def held_rows(entry: Entry, at: datetime) -> Q | None:
    """Which rows of a table stay because they carry a date of their own; None where none does."""
    return Q(**{f"{entry.hold_until}__gt": at.date()}) if entry.hold_until else None


def _keep(entry: Entry, rows: int, at: datetime, kept: list[Kept]) -> None:
    if not rows:
        return
    until = at.date() + relativedelta(years=entry.held.years) if entry.held else None
    kept.append(Kept(entry.table, rows, entry.held.basis if entry.held else entry.retention, until))


def _told(kept: Kept) -> dict[str, Any]:
    until = kept.until.isoformat() if kept.until else None
    return {"table": kept.table, "rows": kept.rows, "why": kept.why, "until": until}
