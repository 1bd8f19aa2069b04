"""One installation that keeps back-ups: drilled while it runs, then lost with its machine and put back."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from waarborg.project.recovery.tests.foreign_store import ForeignStore, foreign_store
from waarborg.project.tests.running_group import Group, until

STORE = """
from waarborg.project.commandline import set_up_django
set_up_django()
import io
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.files import store
from waarborg.plumbing.models import Tenant
from waarborg.plumbing.tenancy import Role
with tenancy.enter(Role.DESK):
    tenant = Tenant.objects.get().id
with tenancy.enter(Role.CUSTOMER, tenant):
    store(io.BytesIO(b"Handleiding"), name="handleiding.txt", tenant=tenant, by=SYSTEM, at=clock.now(), purpose="x")
"""


class Kept:
    """A group whose changes are carried off to a folder beside it; `at` was noted after each of its owners."""

    def __init__(self) -> None:
        self.group = Group()
        self.group.settle()
        self.place = self.group.folder / "target"
        self.group.environment |= {"WAARBORG_BACKUP": f"file://{self.place}", "WAARBORG_BACKUP_EVERY": "1"}
        self.at: list[datetime] = []
        self.files = 1
        self.group.start()
        self.owner("eerste")
        # The keeper takes the first base by itself.
        until(lambda: list((self.place / "base").glob("*.json")))
        self.owner("tweede")
        subprocess.run([sys.executable, "-c", STORE], env=self.group.environment, check=True)
        assert self.group.run("backup", "now").returncode == 0
        self.owner("derde")
        self.key = json.loads(self.group.run("backup", "key", "--json").stdout)["key"]

    @property
    def data(self) -> Path:
        return self.group.folder / "var"

    def bases(self) -> list[Path]:
        """The whole copies at the target, oldest first."""
        found = (self.place / "base").glob("*.zst.age")
        return sorted(path for path in found if "secrets" not in path.name)

    def owner(self, name: str) -> None:
        words = ("--email", f"{name}@example.org", "--name", name, "--organisation", "Voorbeeld Software")
        done = self.group.run("user", "create-owner", *words)
        assert done.returncode == 0, done.stderr
        # Between two changes, and of neither.
        time.sleep(0.1)
        self.at.append(datetime.now(UTC))
        time.sleep(0.1)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        folder = self.data / "postgres-18" / "socket"
        with psycopg.connect(host=str(folder), user="waarborg_owner", dbname="waarborg") as line:
            return line.execute(sql).fetchall()

    def drill(self, *words: str) -> tuple[int, dict[str, Any]]:
        done = self.group.run("drill", "--json", *words)
        assert done.stdout.strip(), done.stderr
        return done.returncode, json.loads(done.stdout.strip().splitlines()[-1])

    def scratch(self) -> list[Path]:
        return list(self.data.glob("drill-*"))

    def carried_off(self) -> None:
        """Wait until the keeper has taken what was written until now, and the file."""
        until(lambda: len(list((self.place / "files").glob("*"))) == self.files)
        folder = self.data / "postgres-18"
        with psycopg.connect(host=str(folder / "socket"), user="postgres", dbname="postgres", autocommit=True) as line:
            row = line.execute("SELECT pg_walfile_name(pg_current_wal_lsn() - 1)").fetchone()
            line.execute("SELECT pg_switch_wal()")
        segment = row[0] if row else ""
        until(lambda: segment in {path.name.split(".")[0] for path in (self.place / "wal").glob("*")})

    def lose(self) -> None:
        """All at once, as when the power goes; then the disk."""
        self.carried_off()
        state = self.group.status()
        for pid in [state["pid"], *self.group.pids().values()]:
            os.kill(pid, signal.SIGKILL)
        until(lambda: not self.group.status()["running"])
        shutil.rmtree(self.data)


@pytest.fixture(scope="package")
def kept() -> Iterator[Kept]:
    made = Kept()
    try:
        yield made
    finally:
        made.group.remove()


@pytest.fixture(scope="package")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForeignStore]:
    with foreign_store(tmp_path_factory.mktemp("swift")) as made:
        yield made
