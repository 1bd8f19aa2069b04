"""Writing what was counted: tallies that add up, and how far each exporter got. Called by the actions that count."""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db import connection

from waarborg.availability.queries.metrics import measured_ids
from waarborg.availability.rules.otlp import progress as progresses
from waarborg.availability.rules.otlp.edges import Amount
from waarborg.availability.rules.otlp.progress import Progress
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.identifiers import uuid7

# What is counted together, whose it is, and the minute since the epoch.
Key: TypeAlias = tuple[int, UUID, int]
MOST_EXPORTERS: Final = 50_000
_HOUR: Final = 60
_ADDED = "ARRAY(SELECT coalesce(a, 0) + coalesce(b, 0) FROM unnest({one}, {more}) AS u(a, b))"
_UPSERT = f"""
INSERT INTO {{table}} AS t
  (measured_id, at, edges, tenant_id, count, least_ns, most_ns, endless, above, perhaps)
SELECT m, a, e, w, c, l, h, n, x::{{kind}}[], y::{{kind}}[]
FROM unnest(%s::int[], %s::int[], %s::smallint[], %s::uuid[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
            %s::text[], %s::text[]) AS s(m, a, e, w, c, l, h, n, x, y)
ORDER BY m, a, e
ON CONFLICT (measured_id, at, edges) DO UPDATE SET
  count = t.count + excluded.count,
  least_ns = t.least_ns + excluded.least_ns,
  most_ns = t.most_ns + excluded.most_ns,
  endless = t.endless + excluded.endless,
  above = {_ADDED.format(one="t.above", more="excluded.above")},
  perhaps = CASE WHEN t.perhaps = '{{{{}}}}' AND excluded.perhaps = '{{{{}}}}' THEN '{{{{}}}}' ELSE {
    _ADDED.format(
        one="CASE WHEN t.perhaps = '{{}}' THEN t.above ELSE t.perhaps END",
        more="CASE WHEN excluded.perhaps = '{{}}' THEN excluded.above ELSE excluded.perhaps END",
    )
} END
"""
_MINUTES = _UPSERT.format(table="availability_tally_minute", kind="int")
_HOURS = _UPSERT.format(table="availability_tally_hour", kind="bigint")
_HOLD = """
SELECT digest, revision, CASE WHEN revision = known THEN NULL ELSE state END
FROM availability_exporter JOIN unnest(%s::bytea[], %s::bigint[]) AS w(wanted, known) ON digest = wanted
ORDER BY digest FOR UPDATE OF availability_exporter
"""
_NEW = """
INSERT INTO availability_exporter (id, tenant_id, digest, state, revision, seen_at)
SELECT i, %s, d, '', 0, %s FROM unnest(%s::uuid[], %s::bytea[]) AS w(i, d)
ORDER BY d ON CONFLICT (digest) DO NOTHING
"""
_GOT = """
UPDATE availability_exporter e SET state = w.state, revision = w.revision, seen_at = %s
FROM unnest(%s::bytea[], %s::text[], %s::bigint[]) AS w(digest, state, revision) WHERE e.digest = w.digest
"""


class TooManyExporters(Refusal):
    code = "availability.metrics.too-many-exporters"
    status = 400
    nl = "Er zijn al {most} exporters; een nieuwe past er niet bij."
    en = "There are {most} exporters already; there is no room for another one."
    nl_way_out = "Laat kenmerken weg die bij elke start anders zijn, of wacht tot oude exporters zijn opgeruimd."
    en_way_out = "Leave out attributes that differ with every start, or wait until old exporters are cleared away."


@dataclass(slots=True)
class Held:
    """An exporter that is locked until the end of the transaction."""

    revision: int
    progress: Progress


def hold_exporters(
    digests: Iterable[bytes], remembered: MutableMapping[bytes, tuple[int, Progress]], *, provider: UUID, at: datetime
) -> dict[bytes, Held]:
    """Lock these exporters, in order; new ones are made. What this process remembers of one is used where nobody else
    heard it since, and taken out of `remembered` until it is committed. Raises TooManyExporters."""
    wanted = sorted(digests)
    mine = {one: remembered.pop(one) for one in wanted if one in remembered}
    found = _held(wanted, mine)
    new = [one for one in wanted if one not in found]
    if new:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM availability_exporter")
            if cursor.fetchone()[0] + len(new) > MOST_EXPORTERS:
                raise TooManyExporters(most=MOST_EXPORTERS)
            cursor.execute(_NEW, [provider, at, [uuid7() for _ in new], new])
        found |= _held(new, {})
    return found


def _held(wanted: list[bytes], mine: Mapping[bytes, tuple[int, Progress]]) -> dict[bytes, Held]:
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [wanted, [mine[one][0] if one in mine else -1 for one in wanted]])
        rows = [(bytes(digest), revision, state) for digest, revision, state in cursor.fetchall()]
    return {
        digest: Held(revision, mine[digest][1] if state is None else progresses.read(state))
        for digest, revision, state in rows
    }


def write_exporters(held: Mapping[bytes, Held], *, at: datetime) -> dict[bytes, tuple[int, Progress]]:
    """Keep how far they got; gives what may be remembered once that is committed."""
    digests = sorted(held)
    states = [progresses.written(held[one].progress) for one in digests]
    revisions = [held[one].revision + 1 for one in digests]
    with connection.cursor() as cursor:
        cursor.execute(_GOT, [at, digests, states, revisions])
    return {one: (held[one].revision + 1, held[one].progress) for one in digests}


def measured_numbers(pairs: set[tuple[UUID, UUID]], *, client: bool = False) -> Mapping[tuple[UUID, UUID], int]:
    """By item and tenant the number under which they are counted; new ones are made; `client`: what browsers told."""
    if not pairs:
        return {}
    found = measured_ids(pairs, client=client)
    new = sorted(pairs - set(found))
    if not new:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO availability_measured (item_id, tenant_id, client)"
            " SELECT i, t, %s FROM unnest(%s::uuid[], %s::uuid[]) AS w(i, t) ORDER BY i, t ON CONFLICT DO NOTHING",
            [client, [item for item, _ in new], [tenant for _, tenant in new]],
        )
    return measured_ids(pairs, client=client)


def add_tallies(amounts: Mapping[Key, Amount], edges: int) -> None:
    """Add to the minutes and to their hours, in order."""
    if not amounts:
        return
    hours: dict[Key, Amount] = {}
    for (number, tenant, minute), amount in amounts.items():
        key = (number, tenant, minute - minute % _HOUR)
        if key in hours:
            hours[key].add(amount)
        else:
            hours[key] = Amount(
                amount.count, amount.least_ns, amount.most_ns, amount.endless, amount.above, amount.perhaps
            )
    with connection.cursor() as cursor:
        cursor.execute(_MINUTES, _columns(amounts, edges))
        cursor.execute(_HOURS, _columns(hours, edges))


def _columns(amounts: Mapping[Key, Amount], edges: int) -> list[list[Any]]:
    rows = [
        (number, minute, edges, tenant, one.count, one.least_ns, one.most_ns, one.endless, _array(one.above),
         "{}" if one.above == one.perhaps else _array(one.perhaps))
        for (number, tenant, minute), one in amounts.items()
    ]  # fmt: skip
    return [list(column) for column in zip(*rows, strict=True)]


def _array(counts: list[int]) -> str:
    """Without the zeros at its end: most requests are short."""
    last = len(counts)
    while last and not counts[last - 1]:
        last -= 1
    return "{" + ",".join(map(str, counts[:last])) + "}"
