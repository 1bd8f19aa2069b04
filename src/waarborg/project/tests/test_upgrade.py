"""`waarborg upgrade`: nothing without a way back; looked at before; what was there is there after it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from waarborg.plumbing.embedded_postgres import Layout, Server
from waarborg.project.tests.running_group import Group

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("upgrade")]
# What a release before imports knew: the tables of the last migrations are not there.
EARLIER = ("django", "migrate", "customers", "0002", "--database", "owner")


class Earlier:
    """A group in the foreground, as a service manager starts it, with data in tables of an earlier release."""

    def __init__(self) -> None:
        self.group = Group()
        self.group.settle()
        target = f"file://{self.group.folder / 'target'}"
        self.group.environment |= {"WAARBORG_BACKUP": target, "WAARBORG_BACKUP_EVERY": "1"}
        self.group.start()
        words = ("--email", "a@example.org", "--name", "R. Specimen", "--organisation", "Voorbeeld Software")
        assert self.group.run("user", "create-owner", *words).returncode == 0
        self.back()

    def back(self) -> None:
        """The tables are the earlier release's again; the group runs."""
        done = self.group.run(*EARLIER)
        assert done.returncode == 0, done.stderr

    def ask(self, sql: str, folder: Path | None = None) -> list[tuple[Any, ...]]:
        socket = (folder or self.group.folder / "var") / "postgres-18" / "socket"
        with psycopg.connect(host=str(socket), user="waarborg_owner", dbname="waarborg") as line:
            done = line.execute(sql)
            return done.fetchall() if done.description else []

    def asked_of_what_lies(self, sql: str, folder: Path | None = None) -> list[tuple[Any, ...]]:
        """The same of a database that nobody runs."""
        server = Server(Layout((folder or self.group.folder / "var") / "postgres-18", 18))
        server.start()
        try:
            return self.ask(sql, folder)
        finally:
            server.stop()

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
        made.group.remove()


IMPORTS = "SELECT to_regclass('customers_import') IS NOT NULL"


def test_it_is_looked_at_before_and_nothing_is_stopped_by_a_refusal(earlier: Earlier) -> None:
    status, said = earlier.upgrade("--check")
    assert (status, said["steps"][0]) == (0, "customers.0003_import_and_reference")
    in_the_way = earlier.group.folder / "var" / "group.json"
    for place, code in (("", "no-way-back"), (f"file://{in_the_way}", "not-ready"), (None, "somebody-else-starts")):
        status, said = earlier.upgrade(**({} if place is None else {"WAARBORG_BACKUP": place}))
        assert (status, said["code"]) == (1, f"project.upgrade.{code}")
        assert str(in_the_way) in said["detail"] or code != "not-ready"
    assert earlier.ask(IMPORTS) == [(False,)]
    assert earlier.group.status()["ready"]


def test_a_start_leaves_filled_tables_of_an_earlier_release_alone(earlier: Earlier) -> None:
    assert earlier.group.run("down").returncode == 0
    done = earlier.group.run("up", "--lang", "en")
    assert (done.returncode, "`waarborg upgrade`" in done.stderr) == (1, True), done.stderr
    assert earlier.asked_of_what_lies(IMPORTS) == [(False,)]


def test_what_another_stopped_is_upgraded_and_the_back_up_of_before_leads_to_its_very_end(earlier: Earlier) -> None:
    status, done = earlier.upgrade()
    assert (status, done.get("started")) == (0, False), done
    folder = earlier.group.folder / "back" / "var"
    folder.parent.mkdir(mode=0o755)
    key = json.loads(earlier.group.run("backup", "key", "--json").stdout)["key"]
    more = {"WAARBORG_DATA": str(folder), "WAARBORG_BACKUP_KEY": key}
    put_back = earlier.group.run("restore", "--json", "--at", done["before"], **more)
    assert put_back.returncode == 0, put_back.stdout + put_back.stderr
    assert json.loads(put_back.stdout.splitlines()[-1])["base"] == done["backup"]
    # Tables of an earlier release come along on the way; what the upgrade itself noted came after that instant.
    whole = f"{IMPORTS}, (SELECT name FROM customers_person), (SELECT count(*) FROM journal_entry WHERE kind = %s)"
    noted = whole.replace("%s", "'project.upgrade.carried-out'")
    assert earlier.asked_of_what_lies(noted, folder) == [(True, "R. Specimen", 0)]
    assert earlier.asked_of_what_lies(noted) == [(True, "R. Specimen", 1)]


def test_what_runs_is_copied_stopped_brought_along_and_started_again(earlier: Earlier) -> None:
    earlier.group.up()
    earlier.back()
    status, done = earlier.upgrade()
    assert (status, done.get("started")) == (0, True), done
    assert earlier.group.status()["ready"]
    assert earlier.ask(f"{IMPORTS}, (SELECT name FROM customers_person)") == [(True, "R. Specimen")]
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


def test_stopped_halfway_it_names_the_step_and_the_way_back_and_goes_on_later(earlier: Earlier) -> None:
    earlier.back()
    earlier.ask("CREATE TABLE customers_import ()")
    status, said = earlier.upgrade()
    assert (status, said["code"]) == (1, "project.upgrade.halfway")
    assert "customers.0003_import_and_reference" in said["detail"] and "customers_import" in said["detail"]
    named = [json.loads(path.read_text())["id"] for path in (earlier.group.folder / "target" / "base").glob("*.json")]
    assert max(named) in said["way_out"] and "waarborg restore --at 2" in said["way_out"]
    assert not earlier.group.status()["running"]
    earlier.asked_of_what_lies("DROP TABLE customers_import")
    status, done = earlier.upgrade()
    assert (status, done["steps"][0]) == (0, "customers.0003_import_and_reference")
    assert earlier.asked_of_what_lies("SELECT name FROM customers_person") == [("R. Specimen",)]


def test_when_the_last_of_it_cannot_be_carried_off_any_more_nothing_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waarborg.plumbing.embedded_postgres import cluster
    from waarborg.project import upgrading
    from waarborg.project.recovery.refusals import BaseFailed

    def away(layout: object) -> None:
        raise BaseFailed(reason="away")

    monkeypatch.setattr(cluster, "connect", away)
    with pytest.raises(upgrading.StoppedBefore) as refused:
        upgrading.carried_off("20261121T100000Z")
    assert "20261121T100000Z" in refused.value.say("nl") and "away" in refused.value.say("en")


def test_without_room_it_does_not_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from waarborg.project import disks, upgrading

    full = disks.Disk(("database",), tmp_path, 0, shutil.disk_usage(tmp_path).total, "full")
    monkeypatch.setattr(disks, "look", lambda: [full])
    with pytest.raises(upgrading.NotReady) as refused:
        upgrading.look_before()
    assert str(tmp_path) in refused.value.say("nl")
