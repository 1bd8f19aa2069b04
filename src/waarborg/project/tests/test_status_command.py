"""``waarborg status`` at the moments between nothing and a running group."""

import fcntl
import threading
from pathlib import Path

import pytest

from waarborg.project.commands import status
from waarborg.project.group import state


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAARBORG_DATA", str(tmp_path))
    return tmp_path


def test_nothing_was_ever_started() -> None:
    assert status.look() == {"running": False, "ready": False, "members": []}


def test_a_supervisor_that_has_said_nothing_yet_is_starting() -> None:
    held = state.claim()
    assert held is not None
    with held:
        assert status.look() == {"running": True, "ready": False, "members": []}


def test_what_a_dead_predecessor_wrote_is_not_believed() -> None:
    state.write({"pid": 2**22 + 1, "ready": True, "url": "http://127.0.0.1:1", "members": []})
    assert status.look() == {"running": False, "ready": False, "members": []}
    held = state.claim()
    assert held is not None
    with held:
        assert status.look() == {"running": True, "ready": False, "members": []}


def test_who_asks_for_a_moment_does_not_keep_a_supervisor_from_starting(folder: Path) -> None:
    asking = (folder / "group.lock").open("ab")
    fcntl.flock(asking, fcntl.LOCK_SH)
    threading.Timer(0.1, asking.close).start()
    held = state.claim()
    assert held is not None
    held.close()
