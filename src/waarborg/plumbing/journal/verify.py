"""Walking a tenant's chain from its first entry, naming the first thing wrong."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import psycopg
from django.db import connection

from waarborg.plumbing.journal.entries import GENESIS, chain_hash, data_digest, metadata_as_read

Fault = Literal["gap", "hash", "data", "head"]

_ISO = '\'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\''
WALK = f"""
SELECT e.sequence, to_char(e.at AT TIME ZONE 'UTC', {_ISO}), to_char(e.recorded AT TIME ZONE 'UTC', {_ISO}), e.kind,
       e.subject_kind, e.subject_id::text, e.related::text, e.properties::text, e.actor_kind, e.actor_id::text,
       e.on_behalf::text, e.data_digest, e.hash, d.salt, d.data
FROM journal_entry e LEFT JOIN journal_data d USING (tenant_id, sequence)
WHERE e.tenant_id = %s AND e.sequence > %s ORDER BY e.sequence LIMIT 5000
"""


@dataclass(frozen=True, slots=True)
class ChainReport:
    """`entries` checked, of which `erased` without data; `fault` and `sequence` name the first thing wrong, if any."""

    entries: int
    erased: int
    head: bytes
    fault: Fault | None = None
    sequence: int | None = None

    @property
    def sound(self) -> bool:
        return self.fault is None


def verify(tenant: UUID) -> ChainReport:
    """Check every entry of a tenant in the scope's role: numbers without gap, hashes, data still there, the head."""
    checked = erased = 0
    previous, name = GENESIS, str(tenant)
    connection.ensure_connection()
    # The driver's own cursor, for its binary results: the hashes come as bytes instead of hexadecimal text.
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        while True:
            rows = cursor.execute(WALK, [tenant, checked], prepare=True, binary=True).fetchall()
            for row in rows:
                fault, link = _check(name, row, expected=checked + 1, previous=previous)
                if fault:
                    return ChainReport(checked, erased, previous, fault, checked + 1)
                previous = link
                checked += 1
                erased += row[13] is None
            if not rows:
                break
        cursor.execute("SELECT sequence, hash FROM journal_head WHERE tenant_id = %s", [tenant], binary=True)
        head = cursor.fetchone() or (0, GENESIS)
    if tuple(head) != (checked, previous):
        return ChainReport(checked, erased, previous, "head", checked)
    return ChainReport(checked, erased, previous)


def _check(tenant: str, row: tuple[Any, ...], *, expected: int, previous: bytes) -> tuple[Fault | None, bytes]:
    sequence, at, recorded, kind, subject_kind, subject_id, related, properties = row[:8]
    actor_kind, actor_id, on_behalf, digest, link, salt, data = row[8:]
    if sequence != expected:
        return "gap", previous
    if salt is not None and data_digest(salt, data) != digest:
        return "data", previous
    written = metadata_as_read(
        tenant, sequence, at, recorded, kind, (subject_kind, subject_id), related, properties, (actor_kind, actor_id),
        on_behalf,
    )  # fmt: skip
    if chain_hash(previous, written, digest) != link:
        return "hash", previous
    return None, link
