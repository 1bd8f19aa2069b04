"""What was put back, looked at: a copy that opens is not yet a copy that is right."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import connection

from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.files.store import hash_of, open_file
from waarborg.plumbing.files.stores import key_of
from waarborg.plumbing.models import JournalHead, StoredFile, Tenant
from waarborg.plumbing.tenancy import Role


@dataclass(frozen=True, slots=True)
class Content:
    """`tenants` whose journals verify from first to last entry; `newest` when the last entry was written. `broken`
    names what is wrong: tenants by id, files by key. `heads` is, by tenant, the number and hash of its last entry."""

    tenants: int
    entries: int
    files: int
    newest: datetime | None
    broken: tuple[str, ...]
    heads: dict[str, tuple[int, str]]

    def plain(self) -> dict[str, Any]:
        return {**asdict(self), "newest": self.newest.isoformat() if self.newest else None}


def look() -> Content:
    """Every chain worked out again, every file found under its hash. As the product's own login, outside a scope."""
    with tenancy.enter(Role.DESK):
        tenants = list(Tenant.objects.order_by("id").values_list("id", flat=True))
        newest = JournalHead.objects.order_by("-last_recorded").values_list("last_recorded", flat=True).first()
    entries, broken, heads = 0, [], {}
    for tenant in tenants:
        with tenancy.enter(Role.CUSTOMER, tenant):
            report = journal.verify(tenant)
        entries += report.entries
        heads[str(tenant)] = (report.entries, report.head.hex())
        if not report.sound:
            broken.append(str(tenant))
    files, missing = _files(tenants)
    return Content(len(tenants), entries, files, newest, (*broken, *missing), heads)


def _files(tenants: list[UUID]) -> tuple[int, list[str]]:
    number, missing = 0, []
    for tenant in tenants:
        with tenancy.enter(Role.CUSTOMER, tenant):
            for file in StoredFile.objects.filter(tenant_id=tenant):
                number += 1
                try:
                    with open_file(file) as content:
                        good = hashlib.file_digest(cast(Any, content), "sha256").hexdigest() == hash_of(file)
                except FileNotFoundError:
                    good = False
                if not good:
                    missing.append(key_of(tenant, hash_of(file)))
    return number, missing


def wanted_files() -> list[str]:
    """The keys of every file that the database refers to. As the product's own login, outside a scope."""
    found = []
    with tenancy.enter(Role.DESK):
        tenants = list(Tenant.objects.values_list("id", flat=True))
    for tenant in tenants:
        # Content is open to its customer only.
        with tenancy.enter(Role.CUSTOMER, tenant), connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT sha256 FROM (SELECT sha256 FROM file_stored WHERE tenant_id = %s"
                " UNION ALL SELECT sha256 FROM file_sealed WHERE tenant_id = %s"
                " UNION ALL SELECT sha256 FROM export_archive WHERE tenant_id = %s AND sha256 <> '') AS named",
                [tenant, tenant, tenant],
            )
            found += [key_of(tenant, sha256) for (sha256,) in cursor.fetchall() if sha256]
    return found
