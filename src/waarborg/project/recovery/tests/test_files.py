"""Attachments at the target: carried off again when they came back after they had been removed there."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import Any
from uuid import UUID

import pytest

from waarborg.plumbing.files.stores import Folder, drafted, key_of, put_draft
from waarborg.project.recovery.drill import can_be_put_back, not_carried_off
from waarborg.project.recovery.keeper import Keeper
from waarborg.project.recovery.sealing import SUFFIX, identity
from waarborg.project.recovery.target import Target

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
KEY = key_of(UUID(int=1), "ab" * 32)


def test_the_same_bytes_that_come_back_after_pruning_are_carried_off_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setenv("WAARBORG_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("WAARBORG_BACKUP", f"file://{tmp_path}/target")
    monkeypatch.setenv("WAARBORG_BACKUP_DAYS", "14")
    settings.FILE_STORE = f"file://{tmp_path}/files"
    store, keeper = Folder(tmp_path / "files"), Keeper()

    def upload() -> None:
        with drafted(store.staging()) as draft:
            draft.write(b"Handleiding")
            put_draft(draft, KEY, store)

    upload()
    assert (keeper.carry_files(), keeper.carry_files()) == (1, 0)
    store.remove(KEY)
    keeper.prune(NOW)
    keeper.prune(NOW + timedelta(days=13))
    assert len(keeper.target.names("files")) == 1
    keeper.prune(NOW + timedelta(days=15))
    assert keeper.target.names("files") == []
    upload()
    assert keeper.carry_files() == 1
    assert len(keeper.target.names("files")) == 1


def test_a_drill_waits_for_a_file_that_was_stored_just_now_and_names_one_that_never_comes_or_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setenv("WAARBORG_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("WAARBORG_BACKUP", f"file://{tmp_path}/target")
    settings.FILE_STORE = f"file://{tmp_path}/files"
    store, keeper = Folder(tmp_path / "files"), Keeper()
    stored = key_of(UUID(int=1), hashlib.sha256(b"Handleiding").hexdigest())
    never = key_of(UUID(int=1), hashlib.sha256(b"Nooit").hexdigest())
    with drafted(store.staging()) as draft:
        draft.write(b"Handleiding")
        put_draft(draft, stored, store)
    assert not_carried_off([stored], keeper.target, identity(), patience=0) == [stored]
    next_pass = Timer(0.3, keeper.carry_files)
    next_pass.start()
    assert not_carried_off([stored], keeper.target, identity(), patience=30) == []
    next_pass.join()
    assert not_carried_off([stored, never], keeper.target, identity(), patience=0.2) == [never]
    (there,) = (tmp_path / "target" / "files").iterdir()
    there.write_bytes(there.read_bytes()[:-20])
    assert not_carried_off([stored], keeper.target, identity(), patience=0) == [stored]


def test_a_drill_waits_for_the_change_that_ends_the_newest_base(tmp_path: Path) -> None:
    place = Target(f"file://{tmp_path}")
    for folder in ("base", "wal"):
        (tmp_path / folder).mkdir()
    assert can_be_put_back(place, patience=0)
    said = dict.fromkeys(("system", "release", "sha256"), "") | {"major": 18, "size": 1, "schema": []}
    for number in (1, 2):
        when = f"2026-11-2{number}T09:00:00+00:00"
        base = {"id": str(number), "started": when, "ended": when, "first": f"{number}0", "last": f"{number}1"}
        (tmp_path / "base" / f"{number}.json").write_text(json.dumps(base | said))
    (tmp_path / "wal" / f"11{SUFFIX}").touch()
    assert not can_be_put_back(place, patience=0.1)
    comes = Timer(0.3, (tmp_path / "wal" / f"21{SUFFIX}").touch)
    comes.start()
    assert can_be_put_back(place, patience=30)
    comes.join()
