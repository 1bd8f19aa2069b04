"""Replay: all clocks of 100,000 tickets, three clocks a ticket, about six entries each, in one process.

The tickets live in memory, as they come from the journal; measured are the replay itself, with the projection
that is stored, and the instant at which the scheduler must look again.

Run: python bench/replay.py [--tickets N] [--json].
"""

import argparse
import gc
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from figures import finish, from_table

from waarborg.kernel.calendars import CalendarRules, compile_calendar
from waarborg.kernel.canonical import canonical_json
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.instants import to_us
from waarborg.kernel.zones import DAY, HOUR, MINUTE
from waarborg.promises.rules.replay import (
    Calendars,
    Case,
    ClockTerms,
    ClockTimeline,
    Condition,
    Entry,
    Warn,
    explain,
    next_attention,
    project,
    replay,
    states_from,
)

ALL = "replay of all clocks of 100,000 tickets"
BAR = 30.0
WAITING = "support.ticket.waiting-for-customer"
STATES = states_from(
    {
        WAITING: (["support.ticket.asked-back"], ["support.ticket.customer-replied", "support.ticket.resolved"]),
        "support.ticket.solved": (["support.ticket.resolved"], ["support.ticket.reopened"]),
    }
)
DESK = {"timezone": "Europe/Amsterdam", "weekly": {"mon-fri": ["09:00-12:30", "13:30-17:00"]}, "holidays": "NL"}
BEGIN = to_us(datetime(2026, 1, 5, tzinfo=UTC))
NOW = to_us(datetime(2026, 12, 1, 10, tzinfo=UTC))


def clock(promise: str, until: str, terms: dict[str, str], *, pauses: bool) -> ClockTerms:
    cases = [
        Case(parse_duration(within), (Condition("priority", frozenset({word})),)) for word, within in terms.items()
    ]
    return ClockTerms(
        promise=promise,
        from_events=frozenset({"support.ticket.reported"}),
        until_events=frozenset({f"support.ticket.{until}"}),
        timezone="Europe/Amsterdam",
        cases=tuple(cases),
        calendar="desk",
        pause_states=frozenset({WAITING}) if pauses else frozenset(),
        void_events=frozenset({"support.ticket.withdrawn", "support.ticket.merged"}),
        merge_events=frozenset({"support.ticket.merged"}),
        warn=(
            Warn("75 %", ppm=750_000),
            Warn("30 business minutes before", before=parse_duration("30 business minutes")),
        ),
    )


CLOCKS = (
    clock("support.answer", "answered", {"p1": "1h", "p2": "4 business hours", "p3": "1 business day"}, pauses=False),
    clock("support.workaround", "worked-around", {"p1": "4h", "p2": "1 business day", "p3": "none"}, pauses=False),
    clock("support.solve", "resolved", {"p1": "8 business hours", "p2": "5 business days", "p3": "none"}, pauses=True),
)


def tickets(number: int, seed: int = 7) -> list[list[Entry]]:
    """Reported, answered, asked back, replied, worked around, resolved; some raised, reopened, withdrawn or open."""
    chance = random.Random(seed)
    made: list[list[Entry]] = []
    sequence = 0
    for ticket in range(number):
        at = BEGIN + chance.randrange(320) * DAY + 7 * HOUR + chance.randrange(9 * HOUR)
        subjects = (f"support.ticket:{ticket}",)
        entries: list[Entry] = []
        words = chance.choices(("p1", "p2", "p3"), (1, 6, 3))[0]
        for kind, properties in _story(chance, words):
            sequence += 1
            actor = "contact" if kind in ("reported", "customer-replied", "reopened", "withdrawn") else "staff"
            entries.append(Entry(at, sequence, f"support.ticket.{kind}", subjects, properties, actor))
            at += int(chance.expovariate(1 / 5) * HOUR) + chance.randrange(MINUTE)
        made.append(entries)
    return made


def _story(chance: random.Random, word: str) -> list[tuple[str, dict[str, str] | None]]:
    story: list[tuple[str, dict[str, str] | None]] = [("reported", {"priority": word}), ("answered", None)]
    if chance.random() < 0.15:
        story.append(("reprioritised", {"priority": chance.choice(("p1", "p2", "p3"))}))
    if chance.random() < 0.05:
        return [*story, ("withdrawn", None)]
    for _ in range(chance.choice((0, 1, 1, 2))):
        story += [("asked-back", None), ("customer-replied", None)]
    if chance.random() < 0.5:
        story.append(("worked-around", None))
    if chance.random() < 0.95:
        story.append(("resolved", None))
        if chance.random() < 0.08:
            story += [("reopened", None), ("resolved", None)]
    return story


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.perf_counter()
    found = run()
    return time.perf_counter() - begin, found


def reference_loop() -> float:
    """Plain additions a second, so that figures of different machines can be compared."""

    def run() -> None:
        total = 0
        for number in range(1_000_000):
            total += number

    return 1_000_000 / min(timed(run)[0] for _ in range(5))


def measure(number: int) -> dict[str, float]:
    calendar = compile_calendar(CalendarRules.from_mapping(DESK), date(2026, 1, 1), date(2028, 12, 31))
    calendars = Calendars({"desk": [calendar]})
    made = tickets(number)
    gc.collect()
    gc.freeze()  # the journal would hand out a ticket at a time; half a million entries kept alive are the bench's own

    def all_clocks() -> Iterator[ClockTimeline]:
        for entries in made:
            for terms in CLOCKS:
                yield replay(terms, entries, calendars, states=STATES, now=NOW)

    clocks = len(made) * len(CLOCKS)
    began = time.process_time()
    replayed, verdicts = timed(lambda: Counter(str(run.verdict) for found in all_clocks() for run in found.runs))
    processor = time.process_time() - began
    rebuilt, _ = timed(lambda: [None for timeline in all_clocks() if not project(timeline)])
    sample = list(islice(all_clocks(), 6000))
    looked, _ = timed(lambda: [next_attention(timeline, NOW) for timeline in sample])
    explained, _ = timed(lambda: [explain(timeline, "nl") for timeline in sample[:1500]])
    again = [project(timeline) for timeline in islice(all_clocks(), 6000)]
    same = canonical_json(again) == canonical_json([project(timeline) for timeline in sample])
    if not same:
        raise RuntimeError("a second replay gives other bytes")
    print(f"verdicts: {dict(sorted(verdicts.items()))}", file=sys.stderr)
    return {
        "tickets replayed": number,
        "entries of the journal": sum(map(len, made)),
        "clocks": clocks,
        f"{ALL} (s)": replayed * 100_000 / number,
        "of which on the processor (s)": processor * 100_000 / number,
        "a clock (µs)": replayed / clocks * 1e6,
        "replay and projection of all (s)": rebuilt * 100_000 / number,
        "next attention of one clock (µs)": looked / 6000 * 1e6,
        "explanation of one clock (ms)": explained / 1500 * 1000,
        "reference: additions a second": reference_loop(),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    return finish(from_table(measure(args.tickets), at_most={f"{ALL} (s)": BAR}), as_json=args.json)


if __name__ == "__main__":
    raise SystemExit(main())
