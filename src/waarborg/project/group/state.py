"""What the group's supervisor says about itself: a lock it holds while it lives, and a file with what it knows."""

import contextlib
import fcntl
import json
import os
import time
from pathlib import Path
from typing import IO, Any

from waarborg.project import environment

_ATTEMPTS = 10
_PAUSE_SECONDS = 0.05


def log_folder() -> Path:
    return environment.data_folder() / "log"


def _state_file() -> Path:
    return environment.data_folder() / "group.json"


def _lock_file() -> Path:
    return environment.data_folder() / "group.lock"


def claim() -> IO[bytes] | None:
    """The lock of this data folder's group, held until closed or until the process ends; None when it is taken."""
    environment.data_folder().mkdir(parents=True, exist_ok=True)
    lock = _lock_file().open("ab")
    for attempt in range(_ATTEMPTS):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # Somebody who asks whether we run holds it for a moment; a supervisor holds it for good.
            time.sleep(_PAUSE_SECONDS if attempt + 1 < _ATTEMPTS else 0)
        else:
            return lock
    lock.close()
    return None


def running() -> bool:
    """Whether a supervisor holds the lock. A pid in a file could be anybody's by now; a lock cannot be stale."""
    if not _lock_file().exists():
        return False
    with _lock_file().open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def supervisor_pid() -> int | None:
    """The running supervisor's process, or None while it has not said so yet.

    The file may still be a predecessor's for a moment, so the number counts only when that process is a supervisor.
    """
    pid = read().get("pid")
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return None
    supervises = b"waarborg.project.group.supervisor" in words or b"--foreground" in words
    return int(pid) if pid and supervises and running() else None


def in_the_foreground() -> bool:
    """Whether the running supervisor was started by somebody who waits for it: a service manager, or a container, from
    outside of which its process is not seen."""
    pid = supervisor_pid()
    try:
        return running() and (pid is None or b"--foreground" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"))
    except OSError:
        return False


def write(state: dict[str, Any]) -> None:
    """Replace the state as a whole: a reader sees the old or the new one."""
    draft = _state_file().with_suffix(f".{os.getpid()}.draft")
    try:
        draft.write_text(json.dumps(state, indent=1))
        os.replace(draft, _state_file())
    finally:
        draft.unlink(missing_ok=True)


def read() -> dict[str, Any]:
    """The last state written, also by a supervisor that is gone; empty when there is none."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        found = json.loads(_state_file().read_text())
        if isinstance(found, dict):
            return found
    return {}


def anyone_falling() -> bool:
    """Whether a member of the running group keeps falling over; False where no group runs in this data folder."""
    return running() and any(member.get("falling") for member in read().get("members", []))
