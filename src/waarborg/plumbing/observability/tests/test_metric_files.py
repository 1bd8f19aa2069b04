"""Figures on a disk without room: kept in memory, where a hole in a mapped file would end the process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from waarborg.plumbing.observability.metric_files import RoomFirst
from waarborg.plumbing.tests.small_disks import small_disk_at


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 128 KB."""
    where = tmp_path / "small"
    where.mkdir()
    with small_disk_at(where, "128k"):
        yield where


def fill(disk: Path) -> None:
    with pytest.raises(OSError, match="No space"), (disk / "ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(4096))


def figures(files: RoomFirst) -> dict[str, float]:
    return {key: value for key, value, _ in files.read_all_values()}


def test_with_room_figures_are_in_the_file_and_grow_with_it(tmp_path: Path) -> None:
    file = tmp_path / "counter_1.db"
    files = RoomFirst(str(file))
    wanted = {f"{number:04d}" + "k" * 200: float(number) for number in range(1000)}
    for key, value in wanted.items():
        files.write_value(key, value, 0.0)
    assert {key: value for key, value, _, _ in RoomFirst.read_all_values_from_file(str(file))} == wanted
    assert file.stat().st_blocks * 512 >= file.stat().st_size == 1 << 18
    files.close()
    assert figures(RoomFirst(str(file))) == wanted


def test_a_full_disk_from_the_start_leaves_no_empty_file(small_disk: Path) -> None:
    fill(small_disk)
    files = RoomFirst(str(small_disk / "counter_1.db"))
    files.write_value("a", 2.0, 0.0)
    assert figures(files) == {"a": 2.0}
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_a_disk_that_fills_up_keeps_what_was_counted(small_disk: Path) -> None:
    files = RoomFirst(str(small_disk / "counter_1.db"))
    files.write_value("first", 1.0, 0.0)
    fill(small_disk)
    wanted = {"first": 1.0} | {f"{number:04d}" + "k" * 200: float(number) for number in range(1000)}
    for key, value in wanted.items():
        files.write_value(key, value, 0.0)
    assert figures(files) == wanted
