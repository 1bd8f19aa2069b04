"""A place for back-ups that is not there: said, and never made anew in silence on the machine's own disk."""

import io
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from pyrage import x25519

from waarborg.project.recovery import base_backup
from waarborg.project.recovery.keeper import Keeper
from waarborg.project.recovery.target import Target, TargetAway, TargetFull, target

RECIPIENT = x25519.Identity.generate().to_public()
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings say that back-ups go; nothing is there yet."""
    monkeypatch.setenv("WAARBORG_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("WAARBORG_BACKUP", f"file://{tmp_path}/mnt/backup")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "mnt" / "backup"


def test_looking_makes_nothing_and_the_first_use_does(place: Path) -> None:
    where = target()
    assert base_backup.manifests(where) == []
    where.try_out(1)
    assert not place.exists()
    where.begin()
    where.put("wal/1", io.BytesIO(b"changes"), RECIPIENT)
    assert target().names("wal") == ["1.zst.age"]


def test_a_target_that_is_not_mounted_any_more_is_away_and_nothing_is_written_in_its_place(place: Path) -> None:
    target().begin()
    # The mount point stays when its disk goes.
    place.rename(place.with_name("elsewhere"))
    place.mkdir()
    where = target()
    for use in (
        where.begin,
        lambda: where.names("base"),
        lambda: where.put("wal/1", io.BytesIO(b"changes"), RECIPIENT),
        lambda: where.try_out(1),
    ):
        with pytest.raises(TargetAway) as refused:
            use()
        assert str(place) in refused.value.say("nl")
    assert list(place.iterdir()) == []
    place.rmdir()
    place.with_name("elsewhere").rename(place)
    where.put("wal/1", io.BytesIO(b"changes"), RECIPIENT)


def test_a_new_and_empty_disk_is_begun_on_purpose_and_gets_all_files_again(place: Path) -> None:
    keeper = Keeper()
    place.rename(place.with_name("broken"))
    with pytest.raises(TargetAway):
        keeper.once(NOW)
    place.mkdir()
    target().begin(anew=True)
    keeper.files, keeper.ended = object(), NOW
    assert target().mark() != keeper.mark
    with pytest.raises(psycopg.OperationalError):
        # It looks what is there, and there is no database here to copy.
        keeper.once(NOW)
    assert (keeper.mark, keeper.ended) == (target().mark(), None)


def test_what_cannot_be_written_is_said_with_its_reason(place: Path) -> None:
    place.parent.mkdir(parents=True)
    place.write_text("a file in the way")
    for use in (lambda: target().begin(), lambda: Target(f"file://{place}").put("wal/1", io.BytesIO(), RECIPIENT)):
        with pytest.raises(TargetAway) as refused:
            use()
        assert "File exists" in refused.value.say("en") or "Not a directory" in refused.value.say("en")


def test_room_is_asked_for_before_it_is_needed(place: Path) -> None:
    with pytest.raises(TargetFull):
        target().try_out(10**18)
    assert not place.exists()
