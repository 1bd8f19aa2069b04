"""Probes: 5,000 a minute from one process, against a server of this machine, each result written to the database.

The prober is the member of the group itself, on a database of its own. Measured are its share of one core, its memory,
how many results came in of those that were due, and how long working out 5,000 components takes.
Run: python bench/probes.py [--probes 5000] [--seconds 60] [--json].
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parent))
import psutil
from figures import finish, from_table
from fresh_database import fresh_database

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nhealthy"
SERVER = Path(__file__)
# Loading Django, the list and the first turns belong to the start.
WARM_SECONDS = 15.0


async def _answer(port: int) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(4096)
        writer.write(ANSWER)
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", port, backlog=1000) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


def set_up(many: int, port: int) -> None:
    """So many components, each with a probe every minute."""
    from waarborg.availability.models import Place, Probe, Watch
    from waarborg.availability.rules.watching import Conditions
    from waarborg.catalogue.models import Item
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.identifiers import uuid7
    from waarborg.plumbing.tenancy import Role
    from waarborg.plumbing.tenancy.models import Tenant

    at = clock.now()
    with tenancy.enter(Role.DESK):
        tenant: UUID = uuid7()
        Tenant.objects.create(id=tenant, is_provider=True, created=at)
        above = Item.objects.create(tenant_id=tenant, kind="service", key="care", nl="x", en="x")
        items = [
            Item(tenant_id=tenant, kind="component", key=f"c{number}", nl="x", en="x", parent=above)
            for number in range(many)
        ]
        Item.objects.bulk_create(items, batch_size=1000)
        own = Place.objects.create(tenant_id=tenant, name="own", own=True, made_at=at)
        asked = Conditions(body="healthy").as_json()
        Probe.objects.bulk_create(
            (Probe(
                tenant_id=tenant, component=item, name=item.key, kind="http", target=f"http://127.0.0.1:{port}/",
                conditions=asked, places=[own.id], made_at=at, counts_from=at,
            )
            for item in items),
            batch_size=1000,
        )  # fmt: skip
        watches = (
            Watch(tenant_id=tenant, component=item, state_since=at, settled_at=at, floor_at=at) for item in items
        )
        Watch.objects.bulk_create(watches, batch_size=1000)


def measured(prober: psutil.Process, seconds: float, many: int) -> dict[str, float]:
    from waarborg.availability.models import ProbeResult
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role

    def count() -> tuple[int, int]:
        with tenancy.enter(Role.DESK):
            return ProbeResult.objects.count(), ProbeResult.objects.filter(good=False).count()

    def spent() -> float:
        times = prober.cpu_times()
        return float(times.user + times.system)

    time.sleep(WARM_SECONDS)
    before, began, cpu = count()[0], time.monotonic(), spent()
    most = 0
    while time.monotonic() - began < seconds:
        time.sleep(1)
        most = max(most, prober.memory_info().rss)
    lasted = time.monotonic() - began
    came, bad = count()
    return {
        "probes a minute that were due": many,
        "results a minute that came in": (came - before) / lasted * 60,
        "of those good, share (%)": 100 * (1 - bad / max(came, 1)),
        "share of one core (%)": 100 * (spent() - cpu) / lasted,
        "memory, at most (MB)": most / 1_000_000,
    }


def worked_out(many: int) -> dict[str, float]:
    from waarborg.availability.actions.measure import measure
    from waarborg.availability.models import Watch
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role

    found = []
    for _ in range(2):
        at = clock.now() + timedelta(seconds=1)
        with tenancy.enter(Role.DESK):
            watches = list(Watch.objects.values_list("id", flat=True))
        began = time.perf_counter()
        for begin in range(0, many, 200):
            with tenancy.enter(Role.DESK):
                measure(watches[begin : begin + 200], by=SYSTEM, at=at)
        found.append(time.perf_counter() - began)
    return {
        f"working out {many:,} components, first (s)": found[0],
        f"working out {many:,} components, as it was (s)": found[1],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="How much a prober takes")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--probes", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.answer:
        asyncio.run(_answer(0))
        return 0
    with fresh_database():
        server = subprocess.Popen([sys.executable, str(SERVER), "--answer"], stdout=subprocess.PIPE, text=True)
        port = int(server.stdout.readline())  # type: ignore[union-attr]
        set_up(args.probes, port)
        environment = {**os.environ, "WAARBORG_PROBE_INSIDE": "127.0.0.0/8", "WAARBORG_PROBE_ANCHORS": "none"}
        prober = subprocess.Popen([sys.executable, "-m", "waarborg.project.prober.member"], env=environment)
        try:
            figures = measured(psutil.Process(prober.pid), args.seconds, args.probes) | worked_out(args.probes)
        finally:
            for one in (prober, server):
                one.terminate()
                one.wait(20)
    bars = {"share of one core (%)": 100.0, "memory, at most (MB)": 300.0}
    least = {"results a minute that came in": 0.98 * args.probes}
    return finish(from_table(figures, at_most=bars, at_least=least), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
