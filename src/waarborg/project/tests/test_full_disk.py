"""The whole product on a disk that fills up: pages go on, every command names the disk, room mends it all."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from waarborg.plumbing.tests.small_disks import small_disk_at
from waarborg.project.tests.running_group import Group, until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("full-disk")]


@contextmanager
def on_a_disk(size: str) -> Iterator[Group]:
    made = Group()
    try:
        with small_disk_at(made.folder, size):
            yield made
            made.run("down")
    finally:
        made.remove()


@pytest.fixture
def group() -> Iterator[Group]:
    """Its data on a file system of 250 MB."""
    with on_a_disk("250m") as made:
        made.settle()
        yield made


@pytest.fixture
def cramped() -> Iterator[Group]:
    """Its data on one of 30 MB, where no database fits."""
    with on_a_disk("30m") as made:
        yield made


def fill(folder: Path) -> Path:
    with pytest.raises(OSError, match="No space"), (folder / "ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(4096))
    return folder / "ballast"


def test_pages_go_on_commands_name_the_disk_and_room_mends_it(group: Group) -> None:
    group.start()
    ballast = fill(group.folder)
    # Each address is a figure that was not there yet, in both web workers.
    pages = ["/accounts/sign-in/", "/accounts/password/reset/", "/health/live", "/metrics", "/nowhere/"]
    for page in pages * 3:
        assert group.get(page)[0] in (200, 404), page
    status, _, body = group.get("/health")
    assert (status, json.loads(body)["status"], json.loads(body)["checks"]["disk"]) == (200, "degraded", "full")
    refused = group.run("demo", "--json", WAARBORG_DEMO="1")
    assert (refused.returncode, json.loads(refused.stdout)["code"]) == (1, "project.disk.full"), refused.stderr
    told = group.run("status", "--lang", "nl")
    assert (told.returncode, "De schijf is vol: nog 0 van 250 MB op " in told.stdout) == (1, True)
    ballast.unlink()
    until(group.healthy)
    until(lambda: json.loads(group.get("/health")[2])["status"] == "ok")
    until(group.well)


@pytest.mark.parametrize(("lang", "said"), [("nl", "De schijf is vol: "), ("en", "The disk is full: ")])
def test_where_no_database_fits_the_start_says_so(cramped: Group, lang: str, said: str) -> None:
    for command in ("up", "demo"):
        refused = cramped.run(command, "--lang", lang, WAARBORG_DEMO="1")
        assert (refused.returncode, refused.stderr.startswith(said)) == (1, True), refused.stderr + cramped.logs()
    assert cramped.status()["running"] is False
