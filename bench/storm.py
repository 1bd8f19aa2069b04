"""A storm of due times: thousands of clocks that want a warning, then a breach, at one instant; and calm weather.

The whole group runs, with the demonstration in it. Storm: seconds from the instant until the last of them was raised.
Calm: how long after its own instant each breach of clocks a third of a second apart was in the journal.
Run: python bench/storm.py [--clocks 10000] [--calm 200] [--json].
"""

import argparse
import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import psycopg
from figures import Figure, finish, percentile

from waarborg.project.tests.running_group import Group, until

# A Tuesday on which the desk is open: what is reported now falls due within its hours.
MORNING = datetime(2026, 11, 10, 9, 17, tzinfo=UTC)
REPORTED = MORNING + timedelta(minutes=1)
# The calm begins when the storm is over, and is over before anything else comes.
CALM = REPORTED + timedelta(seconds=120)
CALM_APART = 0.3
# The hour before it falls due, the second warning of a pick-up (agreement appreo, AP-30).
BEFORE = timedelta(hours=1)
PROMISE = "support.pick-up"
PATIENCE_SECONDS = 600.0
KINDS = ("promises.clock.warned", "promises.clock.broke")


def report_all(clocks: int, calm: int) -> None:
    """In a process of its own, on the stopped group's database: the tickets of the storm, then those of the calm."""
    from waarborg.project.commandline import set_up_django

    set_up_django()
    from waarborg.customers.models import Organisation
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.project.group.database import database_for_command
    from waarborg.support.actions.report import Report, report

    with database_for_command():
        with tenancy.enter(Role.DESK):
            tenants = list(Organisation.objects.filter(kind="customer").order_by("id").values_list("id", flat=True))
        instants = [REPORTED] * clocks + [CALM + timedelta(seconds=CALM_APART * number) for number in range(calm)]
        for number, at in enumerate(instants):
            with tenancy.enter(Role.DESK, tenant := tenants[number % len(tenants)]):
                filled_in = Report(f"Storm {number}", "incident", "The same for all.", priority="p1")
                report(tenant, filled_in, by=SYSTEM, at=at, channel="phone", reporter=(None, "Bench"))


class Weather:
    """The running group's clocks, looked at from outside."""

    def __init__(self, group: Group) -> None:
        self.group = group
        folder = group.folder / "var" / "postgres-18" / "socket"
        self.address: dict[str, Any] = {"host": str(folder), "user": "waarborg_owner", "dbname": "waarborg"}

    def rows(self, sql: str, *values: Any) -> list[Any]:
        with psycopg.connect(**self.address) as connection:
            return connection.execute(sql, values).fetchall()  # type: ignore[arg-type]

    def start(self, now: datetime) -> timedelta:
        """Start the group with its clock there; gives how far that is from ours."""
        self.group.environment["WAARBORG_NOW"] = now.isoformat()
        self.group.start()
        return timedelta(seconds=json.loads((self.group.folder / "var" / "group.json").read_text())["clock"])

    def stop(self) -> None:
        self.group.run("down")

    def waiting(self, at: datetime) -> int:
        return int(self.rows("SELECT count(*) FROM promises_clock_run WHERE attention_at <= %s", at)[0][0])

    def passes(self, at: datetime, shift: timedelta) -> float:
        """Wait for the instant, then until nothing of it is left; gives the seconds between."""
        while (left := (at - shift - datetime.now(UTC)).total_seconds()) > 0:
            time.sleep(min(left, 1.0))
        begin = time.monotonic()
        until(lambda: not self.waiting(at + timedelta(seconds=1)), PATIENCE_SECONDS)
        return time.monotonic() - begin

    def raised(self, since: datetime, to: datetime) -> list[float]:
        """Seconds between each breach's own instant and its entry in the journal, of clocks due in that time."""
        found = self.rows(
            "SELECT extract(epoch FROM e.recorded - n.due_at) FROM promises_clock_notice n JOIN journal_entry e"
            " ON e.tenant_id = n.tenant_id AND e.subject_id = n.subject_id AND e.kind = %s AND e.at = n.raised_at"
            " WHERE n.promise = %s AND n.threshold = 'breach' AND n.due_at >= %s AND n.due_at < %s",
            KINDS[1], PROMISE, since, to,
        )  # fmt: skip
        return [float(late) for (late,) in found]


def measure(clocks: int, calm: int) -> list[Figure]:
    group = Group()
    weather = Weather(group)
    try:
        group.environment |= {"WAARBORG_DEMO": "1", "WAARBORG_NOW": MORNING.isoformat()}
        group.up()
        done = group.run("demo", "--json")
        group.run("down")
        if done.returncode:
            raise RuntimeError(done.stderr)
        environment = group.environment | {"WAARBORG_NOW": (CALM + timedelta(minutes=2)).isoformat()}
        words = [sys.executable, __file__, "--report", "--clocks", str(clocks), "--calm", str(calm)]
        subprocess.run(words, env=environment, check=True)
        return _storms(weather, clocks, calm)
    finally:
        group.remove()


def _storms(weather: Weather, clocks: int, calm: int) -> list[Figure]:
    # Started on time for the first warning to be over when the second one comes.
    due = REPORTED + timedelta(hours=4)
    shift = weather.start(due - BEFORE - timedelta(seconds=100))
    weather.passes(due - BEFORE - timedelta(seconds=95), shift)
    warned = weather.passes(due - BEFORE, shift)
    weather.stop()
    shift = weather.start(due - timedelta(seconds=60))
    weather.passes(due - timedelta(seconds=20), shift)
    broken = weather.passes(due, shift)
    gone = weather.raised(due, due + timedelta(seconds=1))
    weather.passes(due + (CALM - REPORTED) + timedelta(seconds=CALM_APART * calm), shift)
    late = weather.raised(due + (CALM - REPORTED), due + timedelta(hours=1))
    weather.stop()
    if (len(gone), len(late)) != (clocks, calm):
        raise RuntimeError(f"raised {len(gone)} of {clocks} in the storm and {len(late)} of {calm} in the calm")
    return [
        Figure(f"{clocks:,} clocks want a warning at once: all warned", warned, "s", at_most=60),
        Figure(f"{clocks:,} clocks fall due at once: all broken", broken, "s", at_most=60),
        Figure("lateness of a breach in calm weather, median", percentile(late, 0.5), "s"),
        Figure("lateness of a breach in calm weather, p99", percentile(late, 0.99), "s", at_most=5),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="How soon warnings and breaches are raised")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--clocks", type=int, default=10_000)
    parser.add_argument("--calm", type=int, default=200)
    parser.add_argument("--report", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.report:
        report_all(args.clocks, args.calm)
        return 0
    return finish(measure(args.clocks, args.calm), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
