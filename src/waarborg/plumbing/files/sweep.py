"""Removing what nothing refers to: files of acts that were refused or came twice, bytes whose transaction was rolled
back, files that were erased.

A row goes when the package that stored it says that nothing holds it; bytes go when no row has them. Both only after a
day, and both are asked again in the transaction that removes.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import groupby, islice
from pathlib import Path
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import Q

from waarborg.plumbing import tenancy
from waarborg.plumbing.files.guards import Attached, spoken_for
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.files.stores import Store, Stored, key_of, store_in_use
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.models import Tenant

log = structlog.stdlib.get_logger(__name__)
# A day: longer than any transaction that has stored bytes and not yet its row.
SPARED_SECONDS = 24 * 3600
_BATCH = 500
_NAMED = """
SELECT sha256 FROM file_stored WHERE tenant_id = %(tenant)s AND sha256 = ANY(%(hashes)s)
UNION SELECT sha256 FROM file_sealed WHERE tenant_id = %(tenant)s AND sha256 = ANY(%(hashes)s)
UNION SELECT sha256 FROM export_archive WHERE tenant_id = %(tenant)s AND sha256 = ANY(%(hashes)s)
"""


@dataclass
class Swept:
    """What a sweep removed: rows, files, their bytes, drafts. And what it left alone: files that a row names, those of
    the last day, those of customers that this database does not know."""

    rows: int = 0
    files: int = 0
    bytes: int = 0
    drafts: int = 0
    kept: int = 0
    young: int = 0
    strangers: int = 0


@task(name="plumbing.files.sweep", role=None, every="41 3 * * *", retry=None)
def sweep(*, at: datetime) -> None:
    """Remove rows, bytes and drafts older than a day that nothing refers to, and log how many.

    Bytes of a customer that this database does not know are left alone: a store that two installations were given by
    mistake must not be emptied by either.
    """
    swept = Swept()
    try:
        _sweep_rows(at - timedelta(seconds=SPARED_SECONDS), swept)
        into = store_in_use()
        spared_from = time.time() - SPARED_SECONDS
        _sweep_bytes(into, spared_from, swept)
        for draft in into.staging().glob("draft-*"):
            swept.drafts += _remove_old(draft, spared_from)
    finally:
        log.info("files swept", **asdict(swept))
    if swept.strangers:
        log.warning("files of unknown customers left alone", files=swept.strangers)


def _sweep_rows(before: datetime, swept: Swept) -> None:
    for purpose, attached in spoken_for().items():
        last: UUID | None = UUID(int=0)
        while last is not None:
            last = _sweep_batch(purpose, attached, before, last, swept)


def _sweep_batch(purpose: str, attached: Attached, before: datetime, last: UUID, swept: Swept) -> UUID | None:
    """One transaction; gives the last row looked at, None after the end."""
    with tenancy.enter(Role.DESK):
        stored = StoredFile.objects.filter(Q(purpose=purpose) | Q(purpose__startswith=f"{purpose}."), id__gt=last)
        old = stored.filter(Q(keep_until=None) | Q(keep_until__lt=before), stored__lt=before)
        found = list(old.order_by("id").values_list("id", flat=True)[:_BATCH])
        if not found:
            return None
        # A file and what it belongs to come in one transaction: a row that has been alone for a day stays alone.
        loose = set(found) - attached(found)
        swept.rows += StoredFile.objects.filter(id__in=loose).delete()[0]
        return found[-1]


def _sweep_bytes(into: Store, spared_from: float, swept: Swept) -> None:
    with tenancy.enter(Role.DESK):
        known = {str(tenant) for tenant in Tenant.objects.values_list("id", flat=True)}
    for tenant, found in groupby(into.stored(), key=lambda stored: stored.key.partition("/")[0]):
        old = _old(found, spared_from, swept)
        if tenant not in known:
            swept.strangers += sum(1 for _ in old)
            continue
        while some := list(islice(old, _BATCH)):
            _sweep_some(into, UUID(tenant), some, swept)


def _old(found: Iterable[Stored], before: float, swept: Swept) -> Iterator[Stored]:
    for stored in found:
        if stored.put < before:
            yield stored
        else:
            swept.young += 1


def _sweep_some(into: Store, tenant: UUID, some: list[Stored], swept: Swept) -> None:
    named = _named(tenant, [_sha256(stored.key) for stored in some])
    for stored in some:
        # Asked again for each, under its lock: it may have been stored once more meanwhile.
        if _sha256(stored.key) in named or not _remove_unreferred(into, stored.key):
            swept.kept += 1
        else:
            swept.files += 1
            swept.bytes += stored.size


@task(name="plumbing.files.remove", role=None)
def remove(*, tenant: UUID, sha256s: list[str]) -> None:
    """After an erasure: remove these bytes now, where no other row needs them."""
    into = store_in_use()
    for sha256 in sha256s:
        _remove_unreferred(into, key_of(tenant, sha256))


def _remove_unreferred(into: Store, key: str) -> bool:
    with transaction.atomic():
        # Exclusive against `put_away`: a transaction that is storing these very bytes now is waited for.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        if _named(UUID(key.partition("/")[0]), [_sha256(key)]):
            return False
        into.remove(key)
        return True


def _sha256(key: str) -> str:
    return key.rpartition("/")[2]


def _named(tenant: UUID, hashes: list[str]) -> set[str]:
    """Those of `hashes` that a row of the tenant names."""
    # As the customer: exports are content, which the desk does not see.
    with tenancy.enter(Role.CUSTOMER, tenant), connection.cursor() as cursor:
        cursor.execute(_NAMED, {"tenant": tenant, "hashes": hashes})
        return {sha256 for (sha256,) in cursor.fetchall()}


def _remove_old(draft: Path, before: float) -> bool:
    try:
        if draft.stat().st_mtime >= before:
            return False
        draft.unlink()
    except FileNotFoundError:
        return False
    return True
