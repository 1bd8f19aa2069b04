"""The demonstration as journeys begin with it, made once in a run: loaded, and with what follows from that done."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import psycopg

from waarborg.project.tests.running_group import SETTLED, Group, until

FRIDAY = "2026-10-30T16:30:00+01:00"
DEMONSTRATION = {"WAARBORG_NOW": FRIDAY, "WAARBORG_DEMO": "1"}
# Jobs of a later moment stay where they are.
LEFT = """SELECT count(*) FROM procrastinate_jobs
          WHERE status = 'doing' OR (status = 'todo' AND coalesce(scheduled_at, now()) <= now())"""
# A report for each customer is among what follows; a busy machine may take its time.
LONGEST_SECONDS = 300


def socket(group: Group) -> str:
    """The folder of the socket at which the database of a group listens."""
    return str(group.folder / "var" / "postgres-18" / "socket")


def begin_with_demonstration(group: Group) -> None:
    """Give `group`, which has not been started yet, a copy of the installation with the demonstration in it."""
    subprocess.run(["cp", "-a", f"{_demonstration()}/.", str(group.folder / "var")], check=True)


def _demonstration() -> Path:
    place = Path(os.environ[SETTLED])
    with (place / "demonstration.lock").open("ab") as lock:
        # The other worker waits for it rather than make its own.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "demonstration").exists():
            made = Group()
            try:
                made.settle()
                _load(made)
                os.replace(made.folder / "var", place / "demonstration")
            finally:
                made.remove()
    return place / "demonstration"


def _load(group: Group) -> None:
    group.environment |= DEMONSTRATION
    group.start()
    done = group.run("demo", "--json")
    assert done.returncode == 0, done.stderr + group.logs()
    with psycopg.connect(host=socket(group), user="waarborg_owner", dbname="waarborg", autocommit=True) as database:
        until(lambda: database.execute(LEFT).fetchone() == (0,), LONGEST_SECONDS)
    stopped = group.run("down")
    assert stopped.returncode == 0, stopped.stderr + group.logs()
    # What the supervisor wrote of itself, and the logs, are those of another installation.
    (group.folder / "var" / "group.json").unlink(missing_ok=True)
    shutil.rmtree(group.folder / "var" / "log", ignore_errors=True)
