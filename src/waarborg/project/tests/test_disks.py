"""Room on the disks: what is full is named, with what it means, wherever somebody looks for the cause."""

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import RequestFactory

from waarborg.plumbing.tests.small_disks import small_disk_at
from waarborg.project import commandline, disks
from waarborg.project.commands import status
from waarborg.project.group.refusals import GroupDidNotStart, unabridged
from waarborg.project.operations import health
from waarborg.project.refusals import DatabaseUnreachable, DiskFull, SchemaBehind

MB = 1024 * 1024
Fill = Callable[[int], None]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder on a file system of 100 MB, where others can reach it: a database of root would go elsewhere."""
    where = Path(tempfile.mkdtemp(prefix="waarborg-disk-"))
    where.chmod(0o755)
    monkeypatch.setenv("WAARBORG_DATA", str(where / "var"))
    for name in ("DATABASE_URL", "WAARBORG_FILES", "WAARBORG_BACKUP"):
        monkeypatch.delenv(name, raising=False)
    try:
        with small_disk_at(where, "100m"):
            yield where
    finally:
        where.rmdir()


@pytest.fixture
def fill(disk: Path) -> Fill:
    def leave(megabytes: int) -> None:
        (disk / "ballast").write_bytes(bytes((100 - megabytes) * MB))

    return leave


def ours() -> disks.Disk:
    return disks.look()[0]


@pytest.mark.parametrize(("left", "state"), [(100, "ok"), (10, "ok"), (9, "low"), (5, "low"), (4, "full"), (0, "full")])
def test_a_twentieth_left_is_full_and_a_tenth_is_low(fill: Fill, left: int, state: str) -> None:
    fill(left)
    assert (ours().state, ours().free, ours().total) == (state, left * MB, 100 * MB)


def test_of_a_large_disk_32_mb_is_full_and_a_gigabyte_is_low() -> None:
    limits = [disks._least(limit, 10_000 * 1024 * MB) for limit in (disks._FULL, disks._LOW)]
    assert limits == [32 * MB, 1024 * MB]


def test_a_disk_without_inodes_is_full(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,nr_inodes=3", str(disk)], check=True)
    (disk / "one").touch()
    (disk / "two").touch()
    assert (ours().state, ours().free) == ("full", 100 * MB)


def test_each_file_system_is_named_once_with_what_lies_on_it(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [found.places for found in disks.look()] == [("database", "data", "files"), ("temporary",)]
    monkeypatch.setenv("WAARBORG_FILES", "s3://key:word@s3.example.org/bucket")
    monkeypatch.setenv("WAARBORG_BACKUP", f"file://{disk}/%61way/backup")
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@db.example.org/waarborg")
    assert [found.places for found in disks.look()] == [("data", "backup"), ("temporary",)]
    monkeypatch.setenv("WAARBORG_FILES", "file:///tmp/files")
    monkeypatch.setenv("WAARBORG_BACKUP", "s3://key:word@s3.example.org/bucket")
    assert [found.places for found in disks.look()] == [("data",), ("files", "temporary")]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "nl",
            (
                "De schijf is vol: nog 0 van 100 MB op {disk} (database, logboeken en sleutels, bijlagen en exports)."
                " Dat betekent: wat klanten en medewerkers versturen wordt geweigerd, en dat wordt hun gezegd; lezen"
                " gaat door; logboeken houden op.\nMaak ruimte vrij; daarna hoeft er niets hersteld te worden.\n"
            ),
        ),
        (
            "en",
            (
                "The disk is full: 0 of 100 MB left at {disk} (database, logs and keys, attachments and exports)."
                " That means: what customers and staff send is refused, and they are told; reading goes on;"
                " logs come to a halt.\nFree some room; nothing has to be repaired afterwards.\n"
            ),
        ),
    ],
)
def test_status_says_what_is_full_and_what_that_means(
    disk: Path, fill: Fill, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    fill(0)
    assert commandline.main(["status", "--lang", lang]) == 1
    assert capsys.readouterr().out.endswith(said.format(disk=disk))


def test_status_warns_before_it_is_full(disk: Path, fill: Fill, capsys: pytest.CaptureFixture[str]) -> None:
    fill(9)
    commandline.main(["status", "--lang", "nl"])
    assert f"De schijf raakt vol: nog 9 van 100 MB op {disk} (" in capsys.readouterr().out
    commandline.main(["status", "--json"])
    told = json.loads(capsys.readouterr().out)["disks"][0]
    places = ["database", "data", "files"]
    assert told == {"places": places, "path": str(disk), "state": "low", "free_mb": 9, "total_mb": 100}


def test_a_full_disk_ends_status_with_1_though_everything_runs(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "look", lambda: {"running": False, "ready": True, "members": []})
    fill(9)
    assert commandline.main(["status"]) == 0
    fill(4)
    assert commandline.main(["status"]) == 1


@pytest.mark.django_db
def test_health_serves_on_and_says_which_disk_is_full(fill: Fill) -> None:
    fill(9)
    answer = health(RequestFactory().get("/health"))
    said = json.loads(answer.content)
    assert (answer.status_code, said["status"], said["checks"]["disk"]) == (200, "ok", "low")
    assert "full" not in said
    fill(0)
    answer = health(RequestFactory().get("/health"))
    said = json.loads(answer.content)
    assert (answer.status_code, said["status"], said["checks"]["disk"]) == (200, "degraded", "full")
    (full,) = said["full"]
    assert full["places"] == ["database", "data", "files"]
    assert full["means"]["nl"].startswith("wat klanten en medewerkers versturen wordt geweigerd")
    assert full["means"]["en"].startswith("what customers and staff send is refused")


def test_a_full_disk_is_named_in_place_of_what_it_causes(disk: Path, fill: Fill) -> None:
    away = DatabaseUnreachable(reason="connection refused")
    assert disks.behind(away) is away
    fill(0)
    for refusal in (away, GroupDidNotStart(reason=unabridged("exit 1"), log="log")):
        found = disks.behind(refusal)
        assert isinstance(found, DiskFull)
        assert found.say("nl").startswith(f"De schijf is vol: {disk}.")
    behind = SchemaBehind()
    assert disks.behind(behind) is behind


def test_what_was_given_back_meanwhile_is_still_told(disk: Path) -> None:
    """A start that failed removes what it had begun: there is room again by the time that somebody looks."""
    found = disks.behind(DatabaseUnreachable(reason='could not write "pg_wal": No space left on device'))
    assert found.say("en").startswith(f"The disk is full: {disk}/var.")
