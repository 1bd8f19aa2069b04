"""Back-test: a year of 100,000 tickets under another agreement, read from a file of events as the command reads it.

Run: python bench/backtest.py [--tickets N] [--json].
"""

import argparse
import io
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from figures import Figure, finish
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
        ],
        as_json=args.json,
    )


if __name__ == "__main__":
    raise SystemExit(main())
