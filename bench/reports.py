"""Evidence reports: the signed reports of a month for 500 customers, one transaction each, in one process.

Beside the making: drawing each as PDF, and checking each offline as a customer would. The customers are those of the
demonstration, with 20,000 tickets over six months.
Run: python bench/reports.py [--customers 500] [--tickets 20000] [--json].
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable, Sequence
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


def measure(customers: int, tickets: int) -> dict[str, float]:
    # The product's clock stands where the demonstration's story ends.
    from django.conf import settings

    from waarborg.console.demo import people
    from waarborg.plumbing import clock
    from waarborg.plumbing.queue.tasks import customers as all_customers

    settings.CLOCK_OFFSET = NOW - clock.real()
    with patch.object(people, "houses", numbered_houses):
        load_demonstration(customers, tickets)
    chosen = all_customers()
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=500)
    parser.add_argument("--tickets", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with fresh_database():
        found = measure(args.customers, args.tickets)
    return finish(from_table(found, at_most={MAKING: BAR}), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
