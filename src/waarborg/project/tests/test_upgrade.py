"""`waarborg upgrade`: nothing without a way back; looked at before; what was there is there after it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from waarborg.project.tests.running_group import Group

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("upgrade")]
# What a release before imports knew: the tables of the last migrations are not there.
EARLIER = ("django", "migrate", "customers", "0002", "--database", "owner")


class Earlier:
    """A group that runs with the tables of an earlier release, and customers' data in them."""

    def __init__(self) -> None:
        self.group = Group()
        self.group.settle()
        self.group.environment |= {"WAARBORG_BACKUP": f"file://{self.group.folder / 'target'}"}
        self.group.up()
        words = ("--email", "a@example.org", "--name", "R. Specimen", "--organisation", "Voorbeeld Software")
        assert self.group.run("user", "create-owner", *words).returncode == 0
        done = self.group.run(*EARLIER)
        assert done.returncode == 0, done.stderr

    def ask(self, sql: str, folder: Path | None = None) -> list[tuple[Any, ...]]:
        socket = (folder or self.group.folder / "var") / "postgres-18" / "socket"
        with psycopg.connect(host=str(socket), user="waarborg_owner", dbname="waarborg") as line:
            return line.execute(sql).fetchall()

    def upgrade(self, *words: str, **more: str) -> tuple[int, dict[str, Any]]:
        done = self.group.run("upgrade", "--json", *words, **more)
        assert done.stdout.strip(), done.stderr
        return done.returncode, json.loads(done.stdout.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def earlier() -> Iterator[Earlier]:
    made = Earlier()
    try:
        yield made
    finally:
        made.group.run("down")
        made.group.remove()


def test_an_installation_comes_along_with_a_way_back(earlier: Earlier) -> None:
    status, said = earlier.upgrade("--check")
    assert (status, said["steps"][0]) == (0, "customers.0003_import_and_reference")
    assert earlier.ask("SELECT to_regclass('customers_import') IS NULL") == [(True,)]
    status, said = earlier.upgrade("--check", WAARBORG_BACKUP="")
    assert (status, said["code"]) == (1, "project.upgrade.no-way-back")

    status, done = earlier.upgrade()
    assert (status, done.get("started")) == (0, True), done
    assert earlier.group.status()["ready"]
    assert earlier.ask("SELECT to_regclass('customers_import') IS NULL") == [(False,)]
    assert earlier.ask("SELECT name FROM customers_person") == [("R. Specimen",)]
    assert earlier.ask("SELECT count(*) FROM journal_entry WHERE kind = 'project.upgrade.carried-out'") == [(1,)]
    status, said = earlier.upgrade()
    assert (status, said["steps"]) == (0, [])

    # The way back, as it was said: the copy holds the tables of before.
    manifests = [json.loads(path.read_text()) for path in (earlier.group.folder / "target" / "base").glob("*.json")]
    taken = next(one for one in manifests if one["id"] == done["backup"])
    assert "customers.0003_import_and_reference" not in taken["schema"]
    assert "customers.0002_row_security" in taken["schema"]


def test_tables_of_a_newer_release_are_left_alone(earlier: Earlier) -> None:
    socket = earlier.group.folder / "var" / "postgres-18" / "socket"
    with psycopg.connect(host=str(socket), user="waarborg_owner", dbname="waarborg") as line:
        line.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('customers', '9999_later', now())")
    status, said = earlier.upgrade()
    assert (status, said["code"]) == (1, "project.upgrade.newer-schema")
    with psycopg.connect(host=str(socket), user="waarborg_owner", dbname="waarborg") as line:
        line.execute("DELETE FROM django_migrations WHERE name = '9999_later'")


def test_without_room_it_does_not_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from waarborg.project import disks, upgrading

    full = disks.Disk(("database",), tmp_path, 0, shutil.disk_usage(tmp_path).total, "full")
    monkeypatch.setattr(disks, "look", lambda: [full])
    with pytest.raises(upgrading.NotReady) as refused:
        upgrading.look_before()
    assert str(tmp_path) in refused.value.say("nl")
