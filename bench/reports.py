"""Evidence reports: the signed reports of a month for 500 customers, one transaction each, in one process.

Beside the making: drawing each as PDF, and checking each offline as a customer would. The customers are those of the
demonstration, with 20,000 tickets over six months.
Run: python bench/reports.py [--customers 500] [--tickets 20000] [--json].
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))
from fresh_database import fresh_database
from large_installation import NOW, load_demonstration

MONTH = "2026-10"
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
    from waarborg.trust.queries.checking import software
    from waarborg.trust.rules.live_names import registry
    from waarborg.trust.rules.verification import verify

    for file in files:
        verify(file, registry=registry(), software=software())


def draw_all(files: Sequence[bytes]) -> None:
    from waarborg.trust.queries.pdf import draw

    for file in files:
        draw(file, "nl")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.perf_counter()
    found = work()
    return time.perf_counter() - begin, found


def measure(customers: int, tickets: int) -> dict[str, Any]:
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
        "reports": len(files),
        "making (s)": round(making, 1),
        "making, this process only (s)": round(processor, 1),
        "making again, nothing new (s)": round(again, 1),
        "checking offline (s)": round(checking, 1),
        "drawing as PDF (s)": round(drawing, 1),
        "size, median (kB)": sizes[len(sizes) // 2] // 1000,
        "size, largest (kB)": sizes[-1] // 1000,
        "memory (MB)": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "bar: making (s)": BAR,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=500)
    parser.add_argument("--tickets", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with fresh_database():
        found = measure(args.customers, args.tickets)
    if args.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:<34} {value}")
    return 0 if found["making (s)"] <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
