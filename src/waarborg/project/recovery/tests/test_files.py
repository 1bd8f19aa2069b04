"""Attachments at the target: carried off again when they came back after they had been removed there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from waarborg.plumbing.files.stores import Folder, drafted, key_of, put_draft
from waarborg.project.recovery.keeper import Keeper

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
