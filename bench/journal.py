"""The journal: entries a second with eight writers, one entry a transaction, and how long verifying a million takes.

Beside them the disk's own speed: commits a second of one row by the same eight writers, without journal, scope or
Django. Run: python bench/journal.py [--json] [--seconds 5] [--entries 1000000].
"""

import argparse
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parent))
from figures import finish, from_table
from fresh_database import fresh_database

WRITERS = 8
AT_LEAST = {"entries a second, one tenant, 8 writers": 1_000, "entries a second, 400 tenants, 8 writers": 3_000}
AT_MOST = {"verify 1,000,000 entries (s)": 60}
AT = datetime(2026, 4, 7, 9, 42, tzinfo=UTC)


def tenants(number: int) -> list[UUID]:
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.models import Tenant
    from waarborg.plumbing.tenancy import Role

    with tenancy.enter(Role.DESK):
        made = Tenant.objects.bulk_create([Tenant(created=AT) for _ in range(number)])
    return [tenant.id for tenant in made]


def write_entries(own: list[UUID], until: float) -> int:
    """One entry a transaction, as a small action does, until the time is over."""
    from waarborg.plumbing import journal, tenancy
    from waarborg.plumbing.actors import Actor
    from waarborg.plumbing.identifiers import uuid7
    from waarborg.plumbing.journal import Ref
    from waarborg.plumbing.tenancy import Role

    by = Actor("staff", own[0], uuid7())
    written = 0
    while time.perf_counter() < until:
        tenant = own[written % len(own)]
        with tenancy.enter(Role.DESK):
            journal.record(
                "bench.thing:noted",
                tenant=tenant,
                subject=Ref("bench.thing", uuid7()),
                by=by,
                at=AT,
                properties={"priority": "2"},
                data={"message": str(uuid7())},
            )
        written += 1
    return written


def write_rows(_own: list[UUID], until: float) -> int:
    import psycopg

    written = 0
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        while time.perf_counter() < until:
            connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
            written += 1
    return written


def _writer(work: str, own: list[UUID], ready: Any, seconds: float, counts: Any) -> None:
    from django.db import connection

    connection.ensure_connection()
    ready.wait()
    counts.put(globals()[work](own, time.perf_counter() + seconds))


def by_writers(work: Callable[[list[UUID], float], int], shares: list[list[UUID]], seconds: float) -> float:
    """Units of `work` a second by one process for each share."""
    from django.db import connections

    connections.close_all()
    # Forked: eight times loading the program would take longer than the bench.
    context = multiprocessing.get_context("fork")
    ready, counts = context.Barrier(len(shares) + 1), context.Queue()
    writers = [context.Process(target=_writer, args=(work.__name__, share, ready, seconds, counts)) for share in shares]
    for writer in writers:
        writer.start()
    ready.wait()
    total = sum(counts.get(timeout=seconds + 60) for _ in writers)
    for writer in writers:
        writer.join()
    return total / seconds


def fill(tenant: UUID, number: int) -> None:
    """Chain and insert `number` entries in bulk, the way a demonstration is loaded."""
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import Actor
    from waarborg.plumbing.identifiers import uuid7
    from waarborg.plumbing.journal import Pending, Ref
    from waarborg.plumbing.journal.append import chained, write
    from waarborg.plumbing.journal.entries import GENESIS
    from waarborg.plumbing.models import JournalHead
    from waarborg.plumbing.tenancy import Role

    by, subject, salt, previous = Actor("staff", tenant, uuid7()), Ref("bench.thing", uuid7()), bytes(16), GENESIS
    for start in range(0, number, 10_000):
        rows = []
        for sequence in range(start + 1, min(start + 10_000, number) + 1):
            entry = Pending(
                "bench.thing:noted", tenant, subject, by, AT, properties={"priority": "2"}, data={"m": sequence}
            )
            row, previous = chained(entry, sequence=sequence, recorded=AT, previous=previous, salt=salt)
            rows.append(row)
        with tenancy.enter(Role.DESK):
            write(rows)
    with tenancy.enter(Role.DESK):
        JournalHead.objects.create(tenant_id=tenant, sequence=number, hash=previous, last_at=AT, last_recorded=AT)


def verifying(number: int) -> dict[str, float]:
    from waarborg.plumbing import journal, tenancy
    from waarborg.plumbing.tenancy import Role

    (tenant,) = tenants(1)
    begin = time.perf_counter()
    fill(tenant, number)
    filled = time.perf_counter() - begin
    begin = time.perf_counter()
    with tenancy.enter(Role.CUSTOMER, tenant):
        report = journal.verify(tenant)
    taken = time.perf_counter() - begin
    if not (report.sound and report.entries == number):
        raise RuntimeError(f"the chain does not verify: {report}")
    return {
        "entries a second, loaded in bulk": number / filled,
        f"verify {number:,} entries (s)": taken,
        "memory of the verifying process (MB)": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast the journal is")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--entries", type=int, default=1_000_000)
    args = parser.parse_args()
    with fresh_database():
        one, many = tenants(1), tenants(400)
        shares = [many[number::WRITERS] for number in range(WRITERS)]
        from waarborg.plumbing.journal import append

        with_all = by_writers(write_entries, shares, args.seconds)
        # The journal by itself: what other packages derive from an entry is benched with them.
        append._hooks.clear()
        figures = {
            "reference: plain commits a second, 8 writers": by_writers(write_rows, [one] * WRITERS, args.seconds),
            "entries a second, one tenant, 8 writers": by_writers(write_entries, [one] * WRITERS, args.seconds),
            "entries a second, 400 tenants, 8 writers": by_writers(write_entries, shares, args.seconds),
            "entries a second, 400 tenants, with all that follows": with_all,
            **verifying(args.entries),
        }
    return finish(from_table(figures, at_least=AT_LEAST, at_most=AT_MOST), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
