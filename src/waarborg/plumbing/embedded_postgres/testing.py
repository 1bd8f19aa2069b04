"""A throw-away server for tests: quick rather than safe, in a folder of its own."""

import atexit
import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from waarborg.plumbing.embedded_postgres.layout import Layout, folder_for
from waarborg.plumbing.embedded_postgres.server import Server

_PREFIX = "waarborg-postgres-"
_LEFT_BEHIND_SECONDS = 3600
_running: list[tuple[Server, Path]] = []


def start_for_tests(
    major: int = 18, directory: Path | None = None, *, begin_with: Callable[[Path], None] | None = None
) -> str:
    """Start a server that is stopped and removed when this process ends. Returns its socket's folder.

    Without ``directory`` it lives in the temporary folder. ``begin_with`` puts what another server of this version left
    into its folder before it starts. Must be called from the main thread.
    """
    _remove_left_behind()
    folder = folder_for(directory) if directory else Path(tempfile.mkdtemp(prefix=_PREFIX))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # the server may run as another user; its data and socket stay closed to others
    if begin_with:
        begin_with(folder)
    server = Server(Layout(folder, major), database="waarborg_test", durable=False)
    server.start()
    if not _running:
        atexit.register(stop_all)
    _running.append((server, folder))
    return str(server.layout.socket)


def _remove_left_behind() -> None:
    """Folders of test runs that were killed: unlocked, ours, and older than an hour."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.getuid() and time.time() - folder.stat().st_mtime > _LEFT_BEHIND_SECONDS:
                with (folder / "supervisor.lock").open("ab") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)


def stop_all() -> None:
    """Stop and remove every server started here."""
    while _running:
        server, folder = _running.pop()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
