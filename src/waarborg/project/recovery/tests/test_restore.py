"""An installation lost and put back: at any instant, whole, checked, and without what had to be gone."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from waarborg.plumbing.embedded_postgres import Layout, Server
from waarborg.project.recovery.target import Target
from waarborg.project.recovery.tests.conftest import Kept
from waarborg.project.recovery.tests.foreign_store import ForeignStore
from waarborg.project.recovery.tests.work import report_and_verify, see_again, work
from waarborg.project.tests.running_group import until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("recovery")]


class Lost:
    """What is left of a group that lost its machine: the target of its back-ups, and the key kept elsewhere."""

    def __init__(self, kept: Kept) -> None:
        self.ticket = work(kept.group)
        kept.files += 1
        # Tests before these had their customers and files in it as well.
        self.files = kept.files
        ((self.tenants,),) = kept.ask("SELECT count(*) FROM customers_organisation")
        kept.lose()
        self.group, self.place, self.key, self.at = kept.group, kept.place, kept.key, kept.at
        self.number = 0

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


def people(folder: Path) -> list[str]:
    """The owners in a database that answers."""
    socket = folder / "postgres-18" / "socket"
    with psycopg.connect(host=str(socket), user="waarborg_owner", dbname="waarborg") as line:
        rows = line.execute("SELECT name FROM customers_person WHERE name !~ 'Proef' ORDER BY id").fetchall()
    return [name for (name,) in rows]


@pytest.fixture(scope="module")
def lost(kept: Kept) -> Lost:
    return Lost(kept)


def test_everything_comes_back_with_its_files_and_is_checked_and_seen_at_the_page(
    lost: Lost, foreign: ForeignStore, tmp_path: Path
) -> None:
    # The very folder that was lost: an operator puts back where it stood.
    folder = lost.group.folder / "var"
    assert not folder.exists()
    status, said = lost.restore(folder)
    assert (status, said["good"], said["content"]["broken"]) == (0, True, [])
    assert (said["content"]["files"], said["content"]["tenants"]) == (lost.files, lost.tenants)
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600
    # What goes on here has its back-ups elsewhere.
    environment = {"WAARBORG_DATA": str(folder), "WAARBORG_BACKUP": foreign.url("waarborg/copies")}
    assert lost.group.run("up", **environment).returncode == 0
    try:
        assert people(folder) == ["eerste", "tweede", "derde"]
        see_again(lost.group, lost.ticket)
        report_and_verify(lost.group, lost.ticket, tmp_path / "report.json", **environment)
        what_goes_to_a_store_of_others_comes_back_from_it(lost, environment)
    finally:
        lost.group.run("down", **environment)


def what_goes_to_a_store_of_others_comes_back_from_it(lost: Lost, environment: dict[str, str]) -> None:
    target = Target(environment["WAARBORG_BACKUP"])
    until(lambda: [name for name in target.names("base") if name.endswith(".json")])
    until(lambda: len(target.names("files")) == lost.files)
    done = lost.group.run("drill", "--json", **environment)
    said = json.loads(done.stdout.strip().splitlines()[-1])
    assert (done.returncode, said["good"], said["tenants"]) == (0, True, lost.tenants), said


def test_an_instant_between_two_changes_has_the_first_and_not_the_second(lost: Lost) -> None:
    folder = lost.elsewhere()
    status, said = lost.restore(folder, "--at", lost.at[1].isoformat())
    assert (status, said["content"]["files"], said["content"]["tenants"]) == (0, 0, 1)
    server = Server(Layout(folder / "postgres-18", 18))
    server.start()
    try:
        assert people(folder) == ["eerste", "tweede"]
    finally:
        server.stop()


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
