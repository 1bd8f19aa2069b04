"""Evidence reports: the signed reports of a month for 500 customers, one transaction each, in one process.

Beside the making: drawing each as PDF, and checking each offline as a customer would. The customers are those of the
demonstration, with 20,000 tickets over six months.

Then, in another database, the night after a month in which the response times of two windows were measured of each of
them, every hour: figures are reckoned with the hash of what they were counted from and their pictures, stated to each
customer, and reports made of them.
Run: python bench/reports.py [--customers 500] [--tickets 20000] [--json].
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))
from figures import finish, from_table
from fresh_database import fresh_database
from large_installation import NOW, load_demonstration

MONTH = "2026-10"
MAKING = "making the signed reports of 500 customers (s)"
BAR = 60.0


def numbered_houses(count: int, source: Any) -> list[Any]:
    """As many customers as asked for: the demonstration's own names run out before."""
    from waarborg.console.demo import people

    names = [people.MAIN, *(f"Zorggroep Voorbeeld {number}" for number in range(1, count))]
    return [people._house(name, number, source) for number, name in enumerate(names)]


def make_all(customers: Sequence[Any]) -> list[bytes]:
    """The reports of every customer, as the nightly job makes them: the files that customers get."""
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.trust.actions.make_report import make

    made = []
    for customer in customers:
        with tenancy.enter(Role.DESK, customer):
            made.append(make(customer, MONTH, by=SYSTEM, at=NOW).envelope)
    return made


def verify_all(files: Sequence[bytes]) -> None:
    from waarborg.promises.rules.registry import known
    from waarborg.trust.queries.checking import software
    from waarborg.trust.rules.verification import verify

    for file in files:
        verify(file, registry=known(), software=software())


def draw_all(files: Sequence[bytes]) -> None:
    from waarborg.trust.queries.pdf import draw

    for file in files:
        draw(file, "nl")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.perf_counter()
    found = work()
    return time.perf_counter() - begin, found


# As many requests an hour and customer, spread over the edges; what fell into minutes is not read again.
MEASURED = """
INSERT INTO availability_tally_hour
  (measured_id, at, edges, tenant_id, count, least_ns, most_ns, endless, above, perhaps)
SELECT m.id, h.at, %(edges)s, m.tenant_id, n.count, n.count::bigint * 40000000, n.count::bigint * 40000000, 0,
       (SELECT array_agg((n.count * (100 - least(100, place * 6)) / 100)::bigint ORDER BY place)
        FROM generate_series(1, %(places)s) place), '{}'
FROM availability_measured m, generate_series(%(first)s, %(last)s, 60) AS h(at),
     LATERAL (SELECT 20 + (m.id * 31 + h.at)::bigint %% 200 AS count) n
WHERE m.id = ANY(%(measured)s)
"""
WINDOWS = ("clients", "trajectories")


def measured_times(customers: Sequence[Any]) -> int:
    """Two windows of each customer, every hour of the month; answers how many rows that made."""
    from django.db import connection

    from waarborg.availability.actions.take_metrics import current_edges
    from waarborg.availability.actions.tallies import measured_numbers
    from waarborg.availability.rules.periods import period
    from waarborg.catalogue.models import Item
    from waarborg.customers.queries import provider
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role

    with tenancy.enter(Role.DESK):
        number, lengths = current_edges(provider().id, at=NOW)
        parts = Item.objects.filter(key__in=WINDOWS).values_list("id", flat=True)
        found = measured_numbers({(part, tenant) for part in parts for tenant in customers})
        over = period(MONTH, "Europe/Amsterdam")
        first, last = over.start // 60_000_000, over.end // 60_000_000 - 60
    listed, rows = sorted(found.values()), 0
    # A few at a time: a statement may not last long, here as in the product.
    for begin in range(0, len(listed), 20):
        given = {"edges": number, "places": len(lengths), "measured": listed[begin : begin + 20]}
        with tenancy.enter(Role.DESK), connection.cursor() as cursor:
            cursor.execute(MEASURED, {**given, "first": first, "last": last})
            rows += cursor.rowcount
    return rows


def state_all(customers: Sequence[Any]) -> int:
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.promises.actions.state_figures import state_for

    written = 0
    for customer in customers:
        with tenancy.enter(Role.DESK, customer):
            written += state_for(customer, by=SYSTEM, at=NOW)
    return written


def reckon_all() -> None:
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.promises.actions.state_figures import reckon

    with tenancy.enter(Role.DESK):
        reckon(by=SYSTEM, at=NOW)


def the_night_after(customers: int) -> dict[str, float]:
    """Under an agreement that promises the times of two windows; few tickets, as those are measured above."""
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.promises.models import Figure

    _load(customers, customers * 2, "perplex-dbc")
    chosen = bound_then()
    rows = measured_times(chosen)
    reckoning, _ = timed(reckon_all)
    again, _ = timed(reckon_all)
    stating, written = timed(lambda: state_all(chosen))
    making, files = timed(lambda: make_all(chosen))
    drawing, _ = timed(lambda: draw_all(files))
    with tenancy.enter(Role.DESK):
        figures = Figure.objects.filter(indicator="availability.window.open-time", told=False)
        hashed = sum(any(row.startswith("data;") for row in one.rows) for one in figures)
    sizes = sorted(map(len, files))
    return {
        "the night: hours of response times that were read": rows,
        "the night: figures with the hash of their raw data and pictures": hashed,
        "the night: reckoning all figures (s)": reckoning,
        "the night: reckoning again, nothing new (s)": again,
        "the night: stating them to each customer (s)": stating,
        "the night: figures that were stated": written,
        "the night: making the reports with pictures (s)": making,
        "the night: drawing them as PDF (s)": drawing,
        "the night: size of a report, median (kB)": sizes[len(sizes) // 2] // 1000,
    }


def _load(customers: int, tickets: int, agreement: str) -> None:
    from django.conf import settings

    from waarborg.console.demo import people
    from waarborg.plumbing import clock

    # The product's clock stands where the demonstration's story ends.
    settings.CLOCK_OFFSET = NOW - clock.real()
    # One more: the last one of the demonstration came in after the month, and gets no report of it.
    with patch.object(people, "houses", numbered_houses):
        load_demonstration(customers + 1, tickets, agreement)


def bound_then() -> list[Any]:
    """The customers who had an agreement in the month."""
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.promises.models import Binding

    with tenancy.enter(Role.DESK):
        rows = Binding.objects.filter(starts_at__lt=datetime(2026, 10, 1, tzinfo=UTC)).order_by("tenant_id")
        return list(rows.values_list("tenant_id", flat=True).distinct())


def measure(customers: int, tickets: int) -> dict[str, float]:

    _load(customers, tickets, "appreo")
    chosen = bound_then()
    before = time.process_time()
    making, files = timed(lambda: make_all(chosen))
    processor = time.process_time() - before
    again, _ = timed(lambda: make_all(chosen))
    checking, _ = timed(lambda: verify_all(files))
    drawing, _ = timed(lambda: draw_all(files))
    sizes = sorted(map(len, files))
    return {
        "evidence reports of a month": len(files),
        MAKING: making,
        "of which in this process (s)": processor,
        "making again, nothing new (s)": again,
        "checking all of them offline (s)": checking,
        "drawing all of them as PDF (s)": drawing,
        "size of a report, median (kB)": sizes[len(sizes) // 2] // 1000,
        "size of a report, largest (kB)": sizes[-1] // 1000,
        "memory of the process (MB)": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def night(customers: int) -> dict[str, float]:
    with fresh_database():
        return the_night_after(customers)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=500)
    parser.add_argument("--tickets", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with fresh_database():
        found = measure(args.customers, args.tickets)
    # A process of its own, so that nothing of the first database is remembered.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        found |= apart.submit(night, args.customers).result()
    return finish(from_table(found, at_most={MAKING: BAR}), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
