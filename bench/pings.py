"""Jobs that report under a secret address: how many a second, and what one costs the processor.

Two workers of the product's own web server on a database of its own; eight kept connections, each a job of its own and
from an address of its own, as far as the limit of an address is concerned. Beside it the same load on another product's
push address, where one runs: `--beside URL --beside-pid NUMBER --beside-name "Uptime Kuma"`, with `{}` in the URL for
the tokens in `--beside-tokens` (a file, a token a line). Run: python bench/pings.py [--seconds 10] [--json].
"""

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent))
import serving
from figures import Figure, finish, percentile
from fresh_database import fresh_database
from status import Reader, kept_busy

JOBS, CONNECTIONS = 200, 8


class Job(Reader):
    """A kept connection that reports for the next job each time, from an address of that job's own."""

    def __init__(self, host: str, port: int, paths: list[str]) -> None:
        super().__init__(port, "/")
        heads = "GET {} HTTP/1.1\r\nHost: {}:{}\r\nX-Forwarded-For: 198.51.{}.{}\r\n\r\n"
        self._all = [
            heads.format(path, host, port, number // 250, number % 250 + 1).encode()
            for number, path in enumerate(paths)
        ]
        self._next = 0

    def ask(self) -> None:
        self._asked = self._all[self._next % len(self._all)]
        self._next += 1
        super().ask()


def load(name: str, host: str, port: int, paths: list[str], pids: list[int], seconds: float) -> list[Figure]:
    """Eight connections for so long, each asking again as soon as it was answered."""
    jobs = [Job(host, port, paths[number::CONNECTIONS]) for number in range(CONNECTIONS)]
    before = sum(map(serving.processor_seconds, pids))
    took, whole = kept_busy(jobs, seconds)
    spent = sum(map(serving.processor_seconds, pids)) - before
    return [
        Figure(f"{name}: pings a second, {CONNECTIONS} at once", len(took) / whole),
        Figure(f"{name}: p95 of a ping", percentile(took, 0.95), "ms"),
        Figure(f"{name}: processor of a ping, database included", spent * 1000 / max(1, len(took)), "ms"),
        Figure(f"{name}: answers that were not 200", sum(one.wrong for one in jobs), "", at_most=0),
    ]


def tokens() -> list[str]:
    """So many jobs that report every minute; the end of the address of each."""
    from waarborg.availability.models import Place, Probe
    from waarborg.availability.queries.probes import digest
    from waarborg.catalogue.models import Item
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.identifiers import uuid7
    from waarborg.plumbing.tenancy import Role
    from waarborg.plumbing.tenancy.models import Tenant

    at, made = clock.now(), [f"token-of-job-{number:04}" for number in range(JOBS)]
    with tenancy.enter(Role.DESK):
        tenant = uuid7()
        Tenant.objects.create(id=tenant, is_provider=True, created=at)
        above = Item.objects.create(tenant_id=tenant, kind="service", key="care", nl="x", en="x")
        item = Item.objects.create(tenant_id=tenant, kind="component", key="jobs", nl="x", en="x", parent=above)
        own = Place.objects.create(tenant_id=tenant, name="own", own=True, made_at=at)
        Probe.objects.bulk_create(
            Probe(
                tenant_id=tenant, component=item, name=one, kind="heartbeat", target="", token_digest=digest(one),
                conditions={}, places=[own.id], made_at=at, counts_from=at,
            )
            for one in made
        )  # fmt: skip
    return made


def ours(seconds: float) -> list[Figure]:
    # What a job sends as its address is taken for one, as behind a proxy.
    os.environ["WAARBORG_TRUSTED_PROXIES"] = "1"
    with fresh_database() as url:
        paths = [f"/heartbeat/{one}" for one in tokens()]
        with serving.product() as (port, pid):
            return load("ours", "127.0.0.1", port, paths, [pid, serving.database_process(url)], seconds)


def beside(args: argparse.Namespace) -> list[Figure]:
    parts = urlsplit(args.beside)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    names = Path(args.beside_tokens).read_text().split() if args.beside_tokens else [""] * CONNECTIONS
    paths = [path.replace("{}", one) for one in names]
    return load(args.beside_name, parts.hostname, parts.port or 80, paths, args.beside_pid, args.seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description="How many jobs may report, and what one costs")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--beside", default="", help="the push address of another product, {} for a token")
    parser.add_argument("--beside-name", default="the other")
    parser.add_argument("--beside-tokens", default="")
    parser.add_argument("--beside-pid", type=int, action="append", default=[])
    args = parser.parse_args()
    found = ours(args.seconds) + (beside(args) if args.beside else [])
    return finish(found, as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
