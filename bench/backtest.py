"""Back-test: a year of 100,000 tickets under another agreement, from a file of events and from the journal.

Both are read as the command reads them (`--history`, `--from` and `--to`). For the journal the same tickets stand in a
database of their own, of a hundred customers; their entries carry no chain, at which no back-test looks.

Run: python bench/backtest.py [--tickets N] [--json].
"""

import argparse
import io
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from hashlib import md5
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parent))
import psycopg
from figures import Figure, finish
from fresh_database import fresh_database
from replay import tickets

from waarborg.kernel.instants import from_us
from waarborg.project.known_names import known_names
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.backtest import backtest, read_events


def events(number: int) -> bytes:
    """The tickets of bench/replay.py as JSON Lines."""
    lines = io.BytesIO()
    for entries in tickets(number):
        for one in entries:
            event = {
                "at": from_us(one.at_us).isoformat(),
                "event": one.kind,
                "subject": one.subjects[0].partition(":")[2],
                "by": one.actor_kind,
                "properties": dict(one.properties or {}) | ({"kind": "incident"} if one.properties else {}),
            }
            lines.write(json.dumps(event).encode() + b"\n")
    return lines.getvalue()


CUSTOMERS = 100
COPY = """
COPY journal_entry (tenant_id, sequence, at, recorded, kind, subject_kind, subject_id, related, properties, actor_kind,
                    data_digest, hash) FROM STDIN
"""


def rows(number: int, tenants: list[Any]) -> Iterator[tuple[Any, ...]]:
    """The same tickets as rows of the journal, in the order of each customer."""
    last = dict.fromkeys(tenants, 0)
    for position, entries in enumerate(tickets(number)):
        tenant = tenants[position % len(tenants)]
        for one in entries:
            kind, _, subject = one.subjects[0].partition(":")
            last[tenant] += 1
            words = dict(one.properties or {}) | ({"kind": "incident"} if one.properties else {})
            at = from_us(one.at_us)
            yield (tenant, last[tenant], at, at, one.kind, kind, subject_id(subject), "[]", json.dumps(words),
                   one.actor_kind, b"", b"")  # fmt: skip


def subject_id(text: str) -> UUID:
    return UUID(md5(text.encode(), usedforsecurity=False).hexdigest())


def put_into_journal(number: int, url: str) -> None:
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.embedded_postgres.cluster import SUPERUSER
    from waarborg.plumbing.models import Tenant
    from waarborg.plumbing.tenancy import Role

    with tenancy.enter(Role.DESK):
        made = Tenant.objects.bulk_create([Tenant(created=from_us(0)) for _ in range(CUSTOMERS)])
    # As a superuser: nothing is copied into a table with row security by anybody else.
    with psycopg.connect(url.replace("waarborg_app", SUPERUSER)) as connection:
        with connection.cursor().copy(COPY) as copy:
            for row in rows(number, [one.id for one in made]):
                copy.write_row(row)
        connection.execute("ANALYZE journal_entry")


def from_journal(number: int, agreement: Any, registry: Any) -> list[Figure]:
    """Call last: Django is set up in this process."""
    with fresh_database() as url:
        put_into_journal(number, url)
        from waarborg.plumbing import tenancy
        from waarborg.plumbing.tenancy import Role
        from waarborg.promises.queries.history import history

        began, processor = time.perf_counter(), time.process_time()
        with tenancy.enter(Role.DESK):
            read = history(date(2026, 1, 1), date(2026, 12, 31), zone=agreement.timezone)
        took = time.perf_counter() - began
        found = backtest(agreement, read, registry=registry)
        whole, busy = time.perf_counter() - began, time.process_time() - processor
    decided = sum(one.all.judged for one in found.promises)
    print(f"{found.subjects} tickets, {found.events} entries of the journal, {decided} verdicts", file=sys.stderr)
    scale = 100_000 / number
    return [
        Figure("back-test of a year of 100,000 tickets, from the journal", whole * scale, "s", at_most=60),
        Figure("of which on the processor (journal)", busy * scale, "s"),
        Figure("of which reading the entries", took * scale, "s"),
        Figure("verdicts given (journal)", decided * scale),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    registry = known_names()
    agreement = load(profile("appreo"), name="appreo.yaml", registry=registry).require()
    written = events(args.tickets)
    began, processor = time.perf_counter(), time.process_time()
    history = read_events(io.BytesIO(written), registry)
    read = time.perf_counter() - began
    found = backtest(agreement, history, registry=registry)
    whole = time.perf_counter() - began
    busy = time.process_time() - processor
    decided = sum(one.all.judged for one in found.promises)
    print(f"{found.subjects} tickets, {found.events} events, {decided} verdicts", file=sys.stderr)
    scale = 100_000 / args.tickets
    return finish(
        [
            Figure("back-test of a year of 100,000 tickets, from a file of events", whole * scale, "s", at_most=60),
            Figure("of which on the processor", busy * scale, "s"),
            Figure("of which reading the events", read * scale, "s"),
            Figure("verdicts given", decided * scale),
            *from_journal(args.tickets, agreement, registry),
        ],
        as_json=args.json,
    )


if __name__ == "__main__":
    raise SystemExit(main())
