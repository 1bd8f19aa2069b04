"""Due times: how many a second on a compiled calendar, how many lines of JSON, and how long compiling takes.

Beside them the package `businesstimedelta` on the same cases (business hours on weekdays, without its holiday lookups,
which would only slow it down), with the due times of both compared. Run: python bench/due.py [--json].
"""

import argparse
import io
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from figures import finish, from_table

from waarborg.kernel.calendars import CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.due import due_us
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.terms import business_time_due
from waarborg.kernel.zones import HOUR, MINUTE
from waarborg.project.due_lines import Lines

DESK = {"timezone": "Europe/Amsterdam", "weekly": {"mon-fri": ["09:00-12:30", "13:30-17:00"]}, "holidays": "NL"}
AT_LEAST = {
    "due times a second, integers, business hours": 1_000_000,
    "lines of JSON a second, 100 calendars": 50_000,
}
AT_MOST = {"compile 24 months (ms)": 10}


def best(run: Callable[[], Any], times: int = 5) -> float:
    """Seconds of processor time of the fastest of a few runs: what else the machine was doing does not count."""
    found = []
    for _ in range(times):
        begin = time.process_time()
        run()
        found.append(time.process_time() - begin)
    return min(found)


def reference_loop() -> float:
    """Plain additions a second, so that figures of different machines can be compared."""

    def run() -> None:
        total = 0
        for number in range(1_000_000):
            total += number

    return 1_000_000 / best(run)


def cases(number: int, seed: int = 7) -> list[tuple[int, int]]:
    """Starts within 2026 and whole minutes of business time, in microseconds."""
    chance = random.Random(seed)
    begin = to_us(datetime(2026, 1, 5, tzinfo=UTC))
    return [
        (begin + chance.randrange(330 * 24 * 3600) * 1_000_000, chance.randrange(1, 2400) * MINUTE)
        for _ in range(number)
    ]


def on_integers(calendar: CompiledCalendar, number: int = 200_000) -> dict[str, float]:
    todo = cases(number)
    hours, days = parse_duration("4 business hours"), parse_duration("5 business days")
    starts = [start for start, _ in todo]

    def plain() -> None:
        for start, amount in todo:
            business_time_due(calendar, start, amount)

    def parsed() -> None:
        for start in starts:
            due_us(calendar, start, hours)

    def business_days() -> None:
        for start in starts:
            due_us(calendar, start, days)

    def paused() -> None:
        for start in starts:
            due_us(calendar, start, hours, "rolling", ((start + HOUR, start + 30 * HOUR),))

    return {
        "due times a second, integers, business hours": number / best(plain),
        "due times a second, parsed duration": number / best(parsed),
        "due times a second, 5 business days": number / best(business_days),
        "due times a second, with a pause": number / best(paused),
    }


def lines(calendars: int = 100, number: int = 100_000) -> bytes:
    chance = random.Random(11)
    shapes = []
    for one in range(calendars):
        weekly = {"mon-fri": [f"{7 + one % 4:02d}:{one % 60:02d}-12:30", f"13:30-{17 + one % 5}:{one % 60:02d}"]}
        closed = [(date(2026, 1, 1) + timedelta(days=one)).isoformat()]
        shapes.append({"timezone": "Europe/Amsterdam", "weekly": weekly, "holidays": "NL", "closed": closed})
    begin = datetime(2026, 1, 5, tzinfo=UTC)
    written = []
    for _ in range(number):
        start = begin + timedelta(seconds=chance.randrange(330 * 24 * 3600))
        line = {
            "calendar": chance.choice(shapes),
            "from": start.isoformat().replace("+00:00", "Z"),
            "within": chance.choice(("4 business hours", "30 business minutes", "2 business days", "48h")),
            "counting": "rolling",
        }
        written.append(json.dumps(line))
    return ("\n".join(written) + "\n").encode()


def in_bulk() -> dict[str, float]:
    source = lines()
    number = source.count(b"\n")

    def run() -> None:
        answered = io.StringIO()
        found = Lines("en")
        found.answer_all(io.BytesIO(source), answered.write)
        if found.bad or answered.getvalue().count("\n") != number:
            raise SystemExit("the lines were not answered")

    return {"lines of JSON a second, 100 calendars": number / best(run, 3)}


def compiling() -> dict[str, float]:
    rules = CalendarRules.from_mapping(DESK)

    def run() -> None:
        compile_calendar(rules, date(2026, 1, 1), date(2027, 12, 31))

    def hashed() -> None:
        _ = compile_calendar(rules, date(2026, 1, 1), date(2027, 12, 31)).sha256

    return {"compile 24 months (ms)": 1000 * best(run, 20), "compile and hash (ms)": 1000 * best(hashed, 20)}


def beside_businesstimedelta(number: int = 2_000) -> dict[str, float]:
    """Business hours on weekdays without holidays, which both can do; the answers must be the same."""
    import businesstimedelta as theirs
    import pytz

    plain = CalendarRules.from_mapping({"timezone": "Europe/Amsterdam", "weekly": {"mon-fri": ["09:00-17:00"]}})
    calendar = compile_calendar(plain, date(2026, 1, 1), date(2027, 12, 31))
    workday = theirs.WorkDayRule(
        start_time=clock_time(9),
        end_time=clock_time(17),
        working_days=[0, 1, 2, 3, 4],
        tz=pytz.timezone("Europe/Amsterdam"),
    )
    hours = theirs.Rules([workday])
    todo = [(start, amount) for start, amount in cases(number)]
    given = [(from_us(start), theirs.BusinessTimeDelta(hours, seconds=amount // 1_000_000)) for start, amount in todo]
    ours = [from_us(business_time_due(calendar, start, amount)) for start, amount in todo]
    answered = [start + length for start, length in given]
    same = sum(one == other for one, other in zip(ours, answered, strict=True))

    def run() -> None:
        for start, length in given:
            _ = start + length

    return {
        "businesstimedelta, due times a second": number / best(run, 3),
        "businesstimedelta, same answer (%)": 100 * same / number,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast due times are")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    calendar = compile_calendar(CalendarRules.from_mapping(DESK), date(2026, 1, 1), date(2027, 12, 31))
    figures = {"reference: additions a second": reference_loop()}
    figures |= on_integers(calendar) | in_bulk() | compiling() | beside_businesstimedelta()
    return finish(from_table(figures, at_least=AT_LEAST, at_most=AT_MOST), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
