"""A target that fills up midway: what was being written is gone, what was there is whole, and nothing here is lost."""

import io
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyrage import x25519

from waarborg.plumbing.embedded_postgres.layout import Layout
from waarborg.plumbing.tests.small_disks import small_disk_at
from waarborg.project.recovery import shipping
from waarborg.project.recovery.sealing import SUFFIX, unsealed
from waarborg.project.recovery.target import Target, TargetFull

RECIPIENT = x25519.Identity.generate()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of a quarter of a megabyte."""
    where = tmp_path / "target"
    where.mkdir()
    with small_disk_at(where, "256k"):
        yield where


def read(target: Target, name: str) -> bytes:
    with target.open(name) as sealed, unsealed(sealed, RECIPIENT, name=name) as stream:
        return bytes(stream.read())


def test_what_does_not_fit_leaves_nothing_and_what_was_there_is_whole(small: Path) -> None:
    target = Target(f"file://{small}")
    first = os.urandom(60_000)
    target.put("base/first", io.BytesIO(first), RECIPIENT.to_public())
    with pytest.raises(TargetFull):
        target.put("base/second", io.BytesIO(os.urandom(1_000_000)), RECIPIENT.to_public())
    assert target.names("base") == [f"first{SUFFIX}"]
    assert read(target, f"base/first{SUFFIX}") == first
    # Nothing half written takes the room away: what is small enough still goes.
    target.put("base/third", io.BytesIO(os.urandom(60_000)), RECIPIENT.to_public())
    assert len(target.names("base")) == 2


def test_segments_that_do_not_fit_wait_here_and_go_once_there_is_room(small: Path, tmp_path: Path) -> None:
    target, layout = Target(f"file://{small}"), Layout(tmp_path / "here", 18)
    layout.archive.mkdir(parents=True)
    for number in range(4):
        (layout.archive / f"{number:024X}").write_bytes(os.urandom(80_000))
    with pytest.raises(TargetFull):
        shipping.ship_segments(layout, target, RECIPIENT.to_public())
    gone = {name.removesuffix(SUFFIX) for name in target.names("wal")}
    here = {path.name for path in layout.archive.iterdir()}
    assert gone | here == {f"{number:024X}" for number in range(4)}
    assert gone & here == set()
    subprocess.run(["mount", "-o", "remount,size=4m", str(small)], check=True)
    assert shipping.ship_segments(layout, target, RECIPIENT.to_public()) == sorted(here)
    assert len(target.names("wal")) == 4
    assert list(layout.archive.iterdir()) == []
