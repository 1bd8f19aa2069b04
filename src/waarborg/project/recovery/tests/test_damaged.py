"""Parts at the target that are damaged: named, gone round where that can be, and nothing half put back."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from waarborg.plumbing.embedded_postgres import Layout, Server
from waarborg.project.recovery.tests.conftest import Kept

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("recovery")]


@contextmanager
def damaged(*paths: Path) -> Iterator[None]:
    """A kilobyte in the middle of each is something else."""
    whole = {path: path.read_bytes() for path in paths}
    for path, content in whole.items():
        middle = len(content) // 2
        path.write_bytes(content[:middle] + b"\0" * 1000 + content[middle + 1000 :])
    try:
        yield
    finally:
        for path, content in whole.items():
            path.write_bytes(content)


Put = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def folder(kept: Kept) -> Path:
    """An empty data folder beside the installation that runs."""
    made = kept.group.folder / f"beside-{len(list(kept.group.folder.glob('beside-*')))}"
    made.mkdir(mode=0o755)
    return made / "var"


@pytest.fixture
def put_back(kept: Kept, folder: Path) -> Put:
    kept.carried_off()

    def restore(*words: str) -> tuple[int, dict[str, Any]]:
        done = kept.group.run("restore", "--json", *words, WAARBORG_DATA=str(folder), WAARBORG_BACKUP_KEY=kept.key)
        assert done.stdout.strip(), done.stderr
        return done.returncode, json.loads(done.stdout.strip().splitlines()[-1])

    return restore


def owners(folder: Path) -> list[str]:
    server = Server(Layout(folder / "postgres-18", 18))
    server.start()
    try:
        socket = folder / "postgres-18" / "socket"
        with psycopg.connect(host=str(socket), user="waarborg_owner", dbname="waarborg") as line:
            rows = line.execute("SELECT name FROM customers_person WHERE name !~ 'Proef' ORDER BY id").fetchall()
    finally:
        server.stop()
    return [name for (name,) in rows]


def test_with_a_damaged_newest_base_an_older_one_leads_to_the_same_instant_and_it_is_said(
    kept: Kept, folder: Path, put_back: Put
) -> None:
    oldest, *newer = kept.bases()
    ended = json.loads((kept.place / "base" / f"{newer[0].name.partition('.')[0]}.json").read_text())["ended"]
    assert ended < kept.at[2].isoformat()
    # The older copy leads there by changes alone: they have to lie at the target.
    kept.carried_off()
    with damaged(*newer):
        status, said = put_back("--base", newer[0].name.partition(".")[0])
        assert (status, said["code"]) == (1, "project.recovery.unusable")
        assert newer[0].name in said["detail"]
        status, said = put_back("--at", kept.at[2].isoformat())
    assert status == 0, said
    assert (said["good"], said["base"]) == (True, oldest.name.partition(".")[0])
    assert f"base/{newer[0].name}" in said["passed_over"]
    assert owners(folder) == ["eerste", "tweede", "derde"]


def test_without_a_whole_base_nothing_is_put_back(kept: Kept, folder: Path, put_back: Put) -> None:
    with damaged(*kept.bases()):
        status, said = put_back()
    assert (status, said["code"]) == (1, "project.recovery.unusable")
    assert kept.bases()[-1].name in said["detail"]
    assert not (folder / "postgres-18" / "data").exists()
    assert put_back("--base", "20200101T000000Z")[1]["code"] == "project.recovery.no-such-base"


def test_a_damaged_attachment_is_named_and_keeps_nobody_from_the_rest(kept: Kept, folder: Path, put_back: Put) -> None:
    file = min((kept.place / "files").iterdir())
    with damaged(file):
        status, said = put_back()
    key = file.name.removesuffix(".zst.age").replace("=", "/")
    assert (status, said["good"], said["content"]["broken"]) == (1, False, [key])
    assert said["content"]["entries"] > 0
    assert not (folder / "files" / key).exists()
    assert (folder / "secret-key").exists()


def test_a_damaged_change_is_named_with_how_far_one_can_go_before_it(kept: Kept, folder: Path, put_back: Put) -> None:
    newest = json.loads(max((kept.place / "base").glob("*.json")).read_text())
    change = min(path for path in (kept.place / "wal").iterdir() if path.name[:24] > newest["last"])
    with damaged(change):
        status, said = put_back()
    assert (status, said["code"]) == (1, "project.recovery.damaged-change")
    assert change.name in said["detail"]
    assert newest["ended"][:10] in said["way_out"]
    assert not (folder / "postgres-18" / "data").exists()
