"""The journal as a report carries it: a gapless segment, and the entries outside it that replay needs."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.kernel.instants import from_us, to_us
from waarborg.promises.rules.replay.timeline import text_of
from waarborg.trust.rules.chain import GENESIS, Line

COLUMNS = """
SELECT e.sequence, e.at, e.recorded, e.kind, e.subject_kind, e.subject_id, e.related, e.properties, e.actor_kind,
       e.actor_id, e.on_behalf, e.data_digest, e.hash, p.hash
FROM journal_entry e LEFT JOIN journal_entry p ON p.tenant_id = e.tenant_id AND p.sequence = e.sequence - 1
WHERE e.tenant_id = %s
"""
SEGMENT = COLUMNS + " AND e.sequence BETWEEN %s AND %s ORDER BY e.sequence"
OTHERS = (
    COLUMNS
    + """ AND (e.subject_id = ANY(%s) AND (e.kind = ANY(%s) OR e.properties <> '{}') OR e.kind = ANY(%s))
    AND e.at <= %s AND e.sequence NOT BETWEEN %s AND %s ORDER BY e.sequence"""
)
MERGED = "SELECT DISTINCT subject_id FROM journal_entry WHERE tenant_id = %s AND kind = ANY(%s)"
FIRST_FROM = "SELECT min(sequence) FROM journal_entry WHERE tenant_id = %s AND at >= %s"
FIRST_AFTER = "SELECT min(sequence) FROM journal_entry WHERE tenant_id = %s AND at > %s AND sequence >= %s"


def head(tenant: UUID) -> tuple[int, int | None]:
    """The number of the last entry and its instant (us); 0 and None for an empty journal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequence, last_at FROM journal_head WHERE tenant_id = %s", [tenant])
        row = cursor.fetchone()
    return (int(row[0]), to_us(row[1]) if row[1] else None) if row else (0, None)


def bounds(tenant: UUID, *, after: int | None, from_us: int, horizon: int, last: int) -> tuple[int, int]:
    """First and last number of the segment: from where the report before ended (`after`), or else from the first entry
    of the month; up to the one before the first entry later than `horizon`. Empty where the last is one less."""
    first = _number(FIRST_FROM, tenant, instant(from_us)) or last + 1 if after is None else after + 1
    beyond = _number(FIRST_AFTER, tenant, instant(horizon), first)
    return first, max(first - 1, last if beyond is None else beyond - 1)


def segment(tenant: UUID, first: int, last: int) -> list[Line]:
    return _lines(SEGMENT, [tenant, first, last])


def others(
    tenant: UUID,
    subjects: Iterable[UUID],
    kinds: Iterable[str],
    *,
    whole: Iterable[str] = (),
    as_of: int,
    first: int,
    last: int,
) -> list[Line]:
    """What replay reads about these subjects and the customer, up to `as_of` (us) and outside the segment; of the kinds
    `whole` everything, whatever it is about."""
    wanted = [*subjects, tenant]
    return _lines(OTHERS, [tenant, wanted, list(kinds), list(whole), instant(as_of), first, last])


def merged(tenant: UUID, kinds: Iterable[str]) -> set[UUID]:
    """The subjects that ever went on in another one. One query, none where no clock could."""
    wanted = [kind for kind in kinds if kind.endswith(".merged")]
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(MERGED, [tenant, wanted])
        return {row[0] for row in cursor.fetchall()}


def hash_at(tenant: UUID, sequence: int) -> str:
    """The hash of an entry; of the one before the first, the beginning of every chain."""
    if sequence == 0:
        return GENESIS
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM journal_entry WHERE tenant_id = %s AND sequence = %s", [tenant, sequence])
        return bytes(cursor.fetchone()[0]).hex()


instant = from_us


def _number(query: str, *values: Any) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found: int | None = cursor.fetchone()[0]
    return found


def _lines(query: str, values: Sequence[Any]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [_line(row) for row in cursor.fetchall()]


def _line(row: Sequence[Any]) -> Line:
    sequence, at, recorded, kind, subject_kind, subject_id, related, properties = row[:8]
    actor_kind, actor_id, on_behalf, digest, link, previous = row[8:]
    return {
        "sequence": sequence,
        "at": text_of(to_us(at)),
        "recorded": text_of(to_us(recorded)),
        "kind": kind,
        "subject": [subject_kind, str(subject_id)],
        "related": _json(related),
        "properties": _json(properties),
        "actor": [actor_kind, str(actor_id) if actor_id else None],
        "on_behalf": str(on_behalf) if on_behalf else None,
        "data": bytes(digest).hex(),
        "previous": bytes(previous).hex() if previous else GENESIS,
        "hash": bytes(link).hex(),
    }


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
