"""Collecting entries during an action, and appending them as the last thing before the commit.

Lock order, the one for the whole product: rows of the subject, then journal heads in order of tenant id.
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal.entries import GENESIS, Pending, Ref, chain_hash, data_digest, data_json, metadata

BACK_DATING = timedelta(seconds=5)
_hooks: list[Callable[[Sequence[Pending]], Iterable[Pending] | None]] = []

_INSERTS = """
WITH entries AS (
  INSERT INTO journal_entry (tenant_id, sequence, at, recorded, kind, subject_kind, subject_id, related, properties,
                             actor_kind, actor_id, on_behalf, data_digest, hash)
  SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::text[], %s::text[],
                       %s::uuid[], %s::jsonb[], %s::jsonb[], %s::text[], %s::uuid[], %s::uuid[], %s::bytea[],
                       %s::bytea[])
), data AS (
  INSERT INTO journal_data (tenant_id, sequence, salt, data)
  SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::bytea[], %s::text[])
)
"""
WRITE = f"{_INSERTS} SELECT 1"
# All in one statement: the head is locked for as long as this takes, and every round trip would count for all writers.
APPEND = f"""
{_INSERTS}, head AS (
  UPDATE journal_head SET sequence = %s, hash = %s, last_at = %s, last_recorded = %s WHERE tenant_id = %s
)
SELECT 1
"""
FIRST = "INSERT INTO journal_head (tenant_id, sequence, hash) VALUES (%s, 0, %s) ON CONFLICT DO NOTHING"
LOCK = "SELECT sequence, hash, last_at, last_recorded FROM journal_head WHERE tenant_id = %s FOR UPDATE"


class BackDated(Refusal):
    """An entry lies before the last one and gives no reason (SEMANTICS 3: more than five seconds is back-dating)."""

    code = "plumbing.journal.back-dated"
    status = 409
    nl = "Dit tijdstip ({at}) ligt voor de laatste regel in het journaal ({last})."
    en = "This instant ({at}) lies before the last line in the journal ({last})."
    nl_way_out = "Geef een reden voor het eerdere tijdstip. Staat de klok van de server goed?"
    en_way_out = "Give a reason for the earlier instant. Is the server's clock right?"


def before_append(hook: Callable[[Sequence[Pending]], Iterable[Pending] | None]) -> None:
    """Register what looks at a unit's entries before they are appended, and may return further ones."""
    _hooks.append(hook)


def record(
    kind: str,
    *,
    tenant: UUID,
    subject: Ref,
    by: Actor,
    at: datetime,
    related: Iterable[Ref] = (),
    properties: Mapping[str, str] | None = None,
    data: Mapping[str, Any] | None = None,
    reason: str | None = None,
    reason_if_late: str | None = None,
) -> None:
    """Write one entry when the scope ends. Raises NoScope, ValueError for a property name that is not ASCII; BackDated
    follows at the end of the scope.

    `properties` are registry words that clocks replay (priority, kind); `data` may be erased later. Free text is
    content and never stands in either: refer to the row that holds it. `reason_if_late` is for what nobody is there to
    be refused: it explains an entry that lies behind the journal, and stands nowhere else.
    """
    for name in properties or ():
        if not name.isascii():
            raise ValueError(f"{name} is no registry word")
    tenancy.unit().entries.append(
        Pending(
            *(kind, tenant, subject, by, at, tuple(related), dict(properties or {}), dict(data or {})),
            reason=reason,
            reason_if_late=reason_if_late,
        )
    )


def flush(unit: tenancy.Unit) -> None:
    """Append what the unit collected; the hooks run first, outside the lock on the heads."""
    if not unit.entries:
        return
    entries: list[Pending] = list(unit.entries)
    for hook in _hooks:
        entries += hook(tuple(entries)) or ()
    unit.entries.clear()
    by_tenant: dict[UUID, list[Pending]] = defaultdict(list)
    for entry in entries:
        by_tenant[entry.tenant].append(entry)
    for tenant in sorted(by_tenant):
        _append(tenant, by_tenant[tenant])


def _append(tenant: UUID, entries: list[Pending]) -> None:
    sequence, previous, last_at, last_recorded = _locked_head(tenant)
    # A machine's clock that was set back never makes the chain run backwards.
    recorded = max(clock.now(), last_recorded) if last_recorded else clock.now()
    rows = []
    for entry in entries:
        if last_at and entry.at < last_at - BACK_DATING and not entry.reason:
            if not entry.reason_if_late:
                raise BackDated(at=entry.at.isoformat(), last=last_at.isoformat())
            entry.reason = entry.reason_if_late
        last_at = max(entry.at, last_at) if last_at else entry.at
        sequence += 1
        row, previous = chained(
            entry, sequence=sequence, recorded=recorded, previous=bytes(previous), salt=os.urandom(16)
        )
        rows.append(row)
    _execute(APPEND, [*_columns(rows), sequence, previous, last_at, recorded, tenant])


def _locked_head(tenant: UUID) -> tuple[int, bytes, datetime | None, datetime | None]:
    found = _execute(LOCK, [tenant])
    if found is None:
        with connection.cursor() as cursor:
            cursor.execute(FIRST, [tenant, GENESIS])
        found = _execute(LOCK, [tenant])
    return found  # type: ignore[return-value]


def _execute(sql: str, values: list[Any]) -> tuple[Any, ...] | None:
    """One statement, prepared on the server: reading and planning the text of APPEND takes longer than running it."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(sql, values, prepare=True)  # type: ignore[arg-type]
        return cursor.fetchone()


def chained(
    entry: Pending, *, sequence: int, recorded: datetime, previous: bytes, salt: bytes
) -> tuple[tuple[Any, ...], bytes]:
    """The row of an entry (columns of APPEND, then salt and data) and its hash, which the next entry continues."""
    data = data_json(entry)
    digest = data_digest(salt, data)
    link = chain_hash(previous, metadata(entry, sequence=sequence, recorded=recorded), digest)
    return (
        entry.tenant,
        sequence,
        entry.at,
        recorded,
        entry.kind,
        entry.subject.kind,
        entry.subject.id,
        json.dumps([[ref.kind, str(ref.id)] for ref in entry.related]),
        json.dumps(dict(entry.properties)),
        entry.by.kind,
        entry.by.person,
        entry.by.on_behalf,
        digest,
        link,
        salt,
        data,
    ), link


def write(rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert chained rows in one statement. The caller holds the heads and moves them."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE, _columns(rows))


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    columns = [list(column) for column in zip(*rows, strict=True)]
    return [*columns[:14], *columns[:2], *columns[14:]]


tenancy.before_leaving(flush)
