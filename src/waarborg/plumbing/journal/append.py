"""Collecting entries during an action, and appending them as the last thing before the commit.

Lock order, the one for the whole product: rows of the subject, then journal heads in order of tenant id.
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal.entries import (
    EXPLAINED,
    Pending,
    Ref,
    chain_hash,
    compact,
    data_digest,
    data_json,
    metadata,
    pieces,
)
from waarborg.plumbing.tenancy import line

_hooks: list[Callable[[Sequence[Pending]], Iterable[Pending] | None]] = []

# For rows that were chained here, in bulk: a demonstration, an import.
WRITE = """
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
SELECT 1
"""
# The head is locked from here to the commit, and no round trip lies between: each would count for all writers.
APPEND = "SELECT journal_append($1::uuid, $2::timestamptz, $3::jsonb)"
_BACK_DATED = "WB001"
# An edge reads the clock when its request or job begins. What then waited its turn, or runs where the clock is behind,
# lies before other entries and says so; longer than this nothing waits without being ended.
WAITED = "waited for other work"
_PATIENCE = timedelta(minutes=2)
_AT_ONCE = 5000


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
    be refused: it becomes the reason of an entry that is told minutes after it happened, or that lies behind the
    journal. That an entry has a `reason` is a property: it stays when data is erased, and whoever checks a report sees
    that a back-dating was explained. What a program did names its token in the data.
    """
    for name in properties or ():
        if not name.isascii():
            raise ValueError(f"{name} is no registry word")
    work = tenancy.unit()
    work.remembered.clear()
    work.entries.append(
        Pending(
            *(kind, tenant, subject, by, at, tuple(related)),
            properties={**(properties or {}), **(EXPLAINED if reason else {})},
            data={**(data or {}), **({"token": str(by.token)} if by.token else {})},
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
        # A statement may take half a minute; whoever brings in a hundred thousand lines of one customer needs several.
        for begin in range(0, len(by_tenant[tenant]), _AT_ONCE):
            _append(tenant, by_tenant[tenant][begin : begin + _AT_ONCE])


def append_now() -> None:
    """Append what the scope has collected so far. Raises NoScope, BackDated.

    The heads stay locked until the commit: for work in bulk, of which one runs at a time, that has something to do
    under the shortest lock afterwards.
    """
    flush(tenancy.unit())


def _append(tenant: UUID, entries: list[Pending]) -> None:
    now = clock.now()
    units = compact([_unit(entry, now=now) for entry in entries])
    try:
        later = line.ask(APPEND, [str(tenant), now.isoformat(), units])
    except DatabaseError as error:
        if isinstance(error.__cause__, psycopg.Error) and error.__cause__.sqlstate == _BACK_DATED:
            told = error.__cause__.diag
            raise BackDated(at=told.message_detail, last=told.message_hint) from None
        raise
    if later:
        clock.not_before(datetime.fromisoformat(later))


def resume_clock() -> None:
    """Go on where the journal stands, if the machine's clock lies before it. For every process, when it starts."""
    with tenancy.enter(tenancy.Role.DESK), connection.cursor() as cursor:
        cursor.execute("SELECT max(last_recorded) FROM journal_head")
        (recorded,) = cursor.fetchone() or (None,)
    if recorded:
        clock.not_before(recorded)


def _unit(entry: Pending, *, now: datetime) -> dict[str, Any]:
    """An entry as the database's `journal_append` takes it.

    Whether it lies behind the journal is known only there, under the lock, where its properties are hashed text. So
    what is told later than anything waits says why beforehand: a report does not hold the data, and is checked by the
    property (`trust.rules.chain_check`).
    """
    if entry.reason_if_late and not entry.reason and now - entry.at >= _PATIENCE:
        entry = replace(
            entry, reason=entry.reason_if_late, properties={**entry.properties, **EXPLAINED}, reason_if_late=None
        )
    salt = os.urandom(16)
    data = data_json(entry)
    return {
        "pieces": pieces(entry),
        "salt": salt.hex(),
        "data": data,
        "digest": data_digest(salt, data).hex(),
        "explained": bool(entry.reason),
        "reason_if_late": entry.reason_if_late or (WAITED if abs(now - entry.at) < _PATIENCE else None),
    }


def chained(
    entry: Pending, *, sequence: int, recorded: datetime, previous: bytes, salt: bytes
) -> tuple[tuple[Any, ...], bytes]:
    """The row of an entry (columns of WRITE, then salt and data) and its hash, which the next entry continues."""
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
