"""Removing bytes that no row refers to: uploads whose transaction was rolled back, files that were erased."""

import time
from pathlib import Path
from uuid import UUID

import structlog
from django.db import connection, transaction

from waarborg.plumbing import tenancy
from waarborg.plumbing.files.stores import Store, store_in_use
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role

log = structlog.stdlib.get_logger(__name__)
# A day: longer than any transaction that has stored bytes and not yet its row.
SPARED_SECONDS = 24 * 3600
_REFERRED = """
SELECT EXISTS (SELECT FROM file_stored WHERE tenant_id = %s AND sha256 = %s)
"""
_REFERRED_CONTENT = """
SELECT EXISTS (SELECT FROM export_archive WHERE tenant_id = %s AND sha256 = %s)
"""


@task(name="plumbing.files.sweep", role=None, every="41 3 * * *", retry=None)
def sweep() -> None:
    """Remove bytes older than a day without a row, and drafts that were left behind."""
    into = store_in_use()
    spared_from = time.time() - SPARED_SECONDS
    removed = sum(_remove_unreferred(into, key) for key, put in into.stored() if put < spared_from)
    for draft in into.staging().glob("draft-*"):
        _remove_old(draft, spared_from)
    log.info("files swept", removed=removed)


@task(name="plumbing.files.remove", role=None)
def remove(*, tenant: UUID, sha256s: list[str]) -> None:
    """After an erasure: remove these bytes now, where no other row needs them."""
    into = store_in_use()
    for sha256 in sha256s:
        _remove_unreferred(into, f"{tenant}/{sha256[:2]}/{sha256}")


def _remove_unreferred(into: Store, key: str) -> bool:
    tenant, _, sha256 = key.split("/")
    with transaction.atomic():
        # Exclusive against `put_away`: a transaction that is storing these very bytes now is waited for.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        if _referred(UUID(tenant), sha256):
            return False
        into.remove(key)
        return True


def _referred(tenant: UUID, sha256: str) -> bool:
    # As the customer: exports are content, which the desk does not see.
    with tenancy.enter(Role.CUSTOMER, tenant), connection.cursor() as cursor:
        for question in (_REFERRED, _REFERRED_CONTENT):
            cursor.execute(question, [tenant, sha256])
            if cursor.fetchone()[0]:
                return True
    return False


def _remove_old(draft: Path, before: float) -> None:
    try:
        if draft.stat().st_mtime < before:
            draft.unlink()
    except FileNotFoundError:
        return
