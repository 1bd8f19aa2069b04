"""Walking a tenant's chain from its first entry, naming the first thing wrong."""

import json
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal.entries import GENESIS, Pending, Ref, chain_hash, data_digest, metadata

Fault = Literal["gap", "hash", "data", "head"]

WALK = """
SELECT e.sequence, e.at, e.recorded, e.kind, e.subject_kind, e.subject_id, e.related, e.properties, e.actor_kind,
       e.actor_id, e.on_behalf, e.data_digest, e.hash, d.salt, d.data
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
    """Check every entry of a tenant in the scope's role: numbers without gap, hashes, data that is still there, the head."""
    checked = erased = 0
    previous = GENESIS
    with connection.cursor() as cursor:
        while True:
            cursor.execute(WALK, [tenant, checked])
            rows = cursor.fetchall()
            for row in rows:
                fault, link = _check(tenant, row, expected=checked + 1, previous=previous)
                if fault:
                    return ChainReport(checked, erased, previous, fault, checked + 1)
                previous = link
                checked += 1
                erased += row[13] is None
            if not rows:
                break
        cursor.execute("SELECT sequence, hash FROM journal_head WHERE tenant_id = %s", [tenant])
        head = cursor.fetchone() or (0, GENESIS)
    if (head[0], bytes(head[1])) != (checked, previous):
        return ChainReport(checked, erased, previous, "head", checked)
    return ChainReport(checked, erased, previous)


def _check(tenant: UUID, row: tuple[Any, ...], *, expected: int, previous: bytes) -> tuple[Fault | None, bytes]:
    sequence, at, recorded, kind, subject_kind, subject_id, related, properties = row[:8]
    actor_kind, actor_id, on_behalf, digest, link, salt, data = row[8:]
    if sequence != expected:
        return "gap", previous
    if salt is not None and data_digest(bytes(salt), data) != bytes(digest):
        return "data", previous
    entry = Pending(
        kind,
        tenant,
        Ref(subject_kind, subject_id),
        Actor(kind=actor_kind, person=actor_id, on_behalf=on_behalf),
        at,
        tuple(Ref(name, UUID(identifier)) for name, identifier in _json(related)),
        _json(properties),
    )
    if chain_hash(previous, metadata(entry, sequence=sequence, recorded=recorded), bytes(digest)) != bytes(link):
        return "hash", previous
    return None, bytes(link)


def _json(value: Any) -> Any:
    # Django leaves jsonb as text on raw cursors.
    return json.loads(value) if isinstance(value, str) else value
