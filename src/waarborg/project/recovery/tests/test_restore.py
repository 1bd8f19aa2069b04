"""An installation lost and put back: at any instant, whole, checked, and without what had to be gone."""

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

from waarborg.project.tests.running_group import Group, until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("recovery")]
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


class Lost:
    """A group with back-ups, of which `at` were noted between its changes, and which then lost its machine."""

    def __init__(self) -> None:
        self.group = Group()
        self.place = self.group.folder / "target"
        self.group.environment |= {"WAARBORG_BACKUP": f"file://{self.place}"}
        self.at: list[datetime] = []
        self.number = 0
        self.segment = ""

    def owner(self, name: str) -> None:
        words = ("--email", f"{name}@example.org", "--name", name, "--organisation", "Voorbeeld Software")
        done = self.group.run("user", "create-owner", *words)
        assert done.returncode == 0, done.stderr
        time.sleep(1.1)
        self.at.append(datetime.now(UTC))
        time.sleep(1.1)

    def live(self) -> None:
        self.group.start()
        self.owner("eerste")
        done = self.group.run("backup", "now", "--json")
        assert done.returncode == 0, done.stderr + self.group.logs()
        self.owner("tweede")
        self._store()
        self.owner("derde")
        self.key = json.loads(self.group.run("backup", "key", "--json").stdout)["key"]
        until(self._all_carried_off, 120)

    def _store(self) -> None:
        subprocess.run([sys.executable, "-c", STORE], env=self.group.environment, check=True)

    def _all_carried_off(self) -> bool:
        """The keeper has taken what was written until now, and the file."""
        folder = self.group.folder / "var" / "postgres-18"
        with psycopg.connect(host=str(folder / "socket"), user="postgres", dbname="postgres", autocommit=True) as line:
            if not self.segment:
                row = line.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()
                self.segment = row[0] if row else ""
                line.execute("SELECT pg_switch_wal()")
        there = {path.name.split(".")[0] for path in (self.place / "wal").glob("*")}
        return self.segment in there and len(list((self.place / "files").glob("*"))) == 1

    def lose(self) -> None:
        """All at once, as when the power goes; then the disk."""
        state = self.group.status()
        for pid in [state["pid"], *self.group.pids().values()]:
            os.kill(pid, signal.SIGKILL)
        until(lambda: not self.group.status()["running"])
        shutil.rmtree(self.group.folder / "var")

    def elsewhere(self) -> Path:
        self.number += 1
        folder = self.group.folder / f"other-{self.number}"
        folder.mkdir(mode=0o755)
        return folder / "var"

    def restore(self, folder: Path, *words: str, key: str = "") -> tuple[int, dict[str, Any]]:
        done = self.group.run(
            "restore", "--json", *words, WAARBORG_DATA=str(folder), WAARBORG_BACKUP_KEY=key or self.key
        )
        assert done.stdout.strip(), done.stderr
        return done.returncode, json.loads(done.stdout.strip().splitlines()[-1])

    def people(self, folder: Path) -> list[str]:
        """Who is there, asked of the installation that was put back, running."""
        environment = {"WAARBORG_DATA": str(folder), "WAARBORG_BACKUP": ""}
        assert self.group.run("up", **environment).returncode == 0
        try:
            with psycopg.connect(
                host=str(folder / "postgres-18" / "socket"), user="waarborg_owner", dbname="waarborg"
            ) as line:
                rows = line.execute("SELECT name FROM customers_person ORDER BY id").fetchall()
            return [name for (name,) in rows]
        finally:
            self.group.run("down", **environment)


@pytest.fixture(scope="module")
def lost() -> Iterator[Lost]:
    made = Lost()
    try:
        made.live()
        made.lose()
        yield made
    finally:
        made.group.remove()


def test_everything_comes_back_with_its_files_and_is_checked(lost: Lost) -> None:
    folder = lost.elsewhere()
    status, said = lost.restore(folder)
    assert (status, said["good"], said["content"]["broken"]) == (0, True, [])
    assert (said["content"]["tenants"], said["content"]["files"]) == (1, 1)
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600
    assert lost.people(folder) == ["eerste", "tweede", "derde"]


def test_an_instant_between_two_changes_has_the_first_and_not_the_second(lost: Lost) -> None:
    folder = lost.elsewhere()
    status, said = lost.restore(folder, "--at", lost.at[1].isoformat())
    assert (status, said["content"]["files"]) == (0, 0)
    assert lost.people(folder) == ["eerste", "tweede"]


def test_an_instant_that_the_back_up_does_not_reach_is_refused_and_leaves_nothing(lost: Lost) -> None:
    folder = lost.elsewhere()
    status, said = lost.restore(folder, "--at", "2031-01-01T00:00:00Z")
    assert (status, said["code"]) == (1, "project.recovery.beyond")
    assert not (folder / "postgres-18" / "data").exists()
    assert not (folder / "secret-key").exists()


def test_an_instant_before_the_first_base_has_nothing(lost: Lost) -> None:
    status, said = lost.restore(lost.elsewhere(), "--at", "2020-01-01T00:00:00Z")
    assert (status, said["code"]) == (1, "project.recovery.nothing-there")


def test_another_key_opens_nothing(lost: Lost) -> None:
    from pyrage import x25519

    folder = lost.elsewhere()
    status, said = lost.restore(folder, key=str(x25519.Identity.generate()))
    assert (status, said["code"]) == (1, "project.recovery.unusable")
    assert not (folder / "postgres-18" / "data").exists()


def test_a_damaged_base_is_refused_and_an_older_one_is_still_good(lost: Lost) -> None:
    bases = sorted(path for path in (lost.place / "base").glob("*.zst.age") if "secrets" not in path.name)
    newest = bases[-1]
    whole = newest.read_bytes()
    newest.write_bytes(whole[: len(whole) // 2])
    try:
        folder = lost.elsewhere()
        status, said = lost.restore(folder)
        assert (status, said["code"]) == (1, "project.recovery.unusable")
        assert newest.name in said["detail"]
        assert not (folder / "postgres-18" / "data").exists()
    finally:
        newest.write_bytes(whole)


def test_nothing_is_put_over_what_is_there(lost: Lost) -> None:
    folder = lost.elsewhere()
    folder.mkdir()
    (folder / "secret-key").write_text("x" * 60)
    status, said = lost.restore(folder)
    assert (status, said["code"]) == (1, "project.recovery.in-the-way")
    assert (folder / "secret-key").read_text() == "x" * 60


def test_nothing_at_the_target_tells_of_customers(lost: Lost) -> None:
    for path in lost.place.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"eerste" not in content
            assert b"Handleiding" not in content
