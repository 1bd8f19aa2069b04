"""Starting, watching over and stopping one server.

The supervisor holds a lock for as long as it lives, so there is one for each data folder. The server is told by the
kernel to stop when its supervisor dies, however it dies (PR_SET_PDEATHSIG), so that none is ever left behind.
"""

import contextlib
import ctypes
import fcntl
import os
import shlex
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import psycopg

from waarborg.plumbing.embedded_postgres import cluster
from waarborg.plumbing.embedded_postgres.binaries import binaries
from waarborg.plumbing.embedded_postgres.layout import Layout, owner_of_server
from waarborg.plumbing.embedded_postgres.refusals import AlreadySupervised, DidNotStart

# Recovery after a crash takes about 18 s for each GB of write-ahead log: minutes are nothing strange.
RECOVERY_PATIENCE_SECONDS = 15 * 60
_STOP_PATIENCE_SECONDS = 60
# Up to so long ago a back-up can be behind, even when little happens.
ARCHIVE_SECONDS = 30
_LOG_BYTES = 20 * 1024 * 1024
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int, number: int) -> None:
    """To be called in a child between fork and exec; the fork must come from the parent's main thread."""
    _libc.prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


class Server:
    """One server of one layout. ``start`` returns when it answers; all else is for whoever supervises it.

    With ``archive`` every segment of the write-ahead log is copied to ``layout.archive`` when it is full, or after
    ``ARCHIVE_SECONDS``; whoever keeps back-ups takes it from there. ``more`` are further settings, for a recovery.
    """

    def __init__(
        self,
        layout: Layout,
        *,
        database: str = "waarborg",
        durable: bool = True,
        archive: bool = False,
        more: Mapping[str, str] | None = None,
    ) -> None:
        self.layout = layout
        self.database = database
        self.durable = durable
        self.archive = archive
        self.more = dict(more or {})
        self.process: subprocess.Popen[bytes] | None = None
        self._lock: IO[bytes] | None = None
        # Where in the log this server's own words begin.
        self._log_began = 0

    def start(self) -> None:
        """Claim, prepare, launch and wait. Raises AlreadySupervised, BinariesMissing, NoServiceUser, DidNotStart."""
        self.claim()
        self.launch()
        self.wait_until_ready()

    def claim(self) -> None:
        """Take the supervisor's lock; it goes with the process, so a stale one cannot exist."""
        if self._lock is not None:
            return
        self.layout.folder.mkdir(parents=True, exist_ok=True)
        lock = self.layout.lock.open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise AlreadySupervised(folder=self.layout.folder) from None
        self._lock = lock

    def launch(self) -> None:
        """Start the server's process, from the main thread; a leftover server of this folder is seen off first."""
        user = owner_of_server()
        cluster.make_folders(self.layout, user)
        tools = binaries(self.layout.folder, self.layout.major)
        cluster.initialise(self.layout, tools, user)
        cluster.write_access_rules(self.layout, user)
        _see_off_leftover(self.layout.data)
        if self.layout.log.exists() and self.layout.log.stat().st_size > _LOG_BYTES:
            os.replace(self.layout.log, self.layout.log.with_suffix(".log.1"))
        parent = os.getpid()
        with self.layout.log.open("ab") as log:
            self._log_began = log.tell()
            self.process = subprocess.Popen(
                [tools / "postgres", "-D", self.layout.data, *self._settings()],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.layout.folder,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(parent, signal.SIGINT),
                **cluster.as_user(user),
            )

    def _settings(self) -> list[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": self.layout.socket,
            "unix_socket_permissions": "0700",
            "max_connections": 100,
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "jit": "off",
            "log_line_prefix": "%m [%p] ",
            # Statements can hold what people wrote; the log of the server must not.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            "fsync": "on" if self.durable else "off",
            "full_page_writes": "on" if self.durable else "off",
            "synchronous_commit": "on" if self.durable else "off",
            **(self._archive_settings() if self.archive else {}),
            **self.more,
        }
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _archive_settings(self) -> dict[str, str]:
        """Copied under another name, synced, renamed: a segment in the archive is always whole. %p is its path."""
        place = shlex.quote(str(self.layout.archive)).replace("%", "%%")
        part = f"{place}/.%f.part"
        copy = f'cp "%p" {part} && sync {part} && mv {part} {place}/%f'
        return {
            "archive_mode": "on",
            # A segment that is there already was copied before a crash; another under its name is an error to be seen.
            "archive_command": f'if test -f {place}/%f; then cmp -s "%p" {place}/%f; else {copy}; fi',
            "archive_timeout": str(ARCHIVE_SECONDS),
        }

    def answers(self) -> bool:
        """Whether it takes connections now."""
        try:
            cluster.connect(self.layout).close()
        except psycopg.OperationalError:
            return False
        return True

    def wait_until_ready(self, *, patience: float = RECOVERY_PATIENCE_SECONDS) -> None:
        """Wait through recovery, then ensure roles and database. Raises DidNotStart when it ends or takes longer."""
        deadline = time.monotonic() + patience
        while not self.answers():
            if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                raise DidNotStart(reason=self._last_words(), log=self.layout.log)
            time.sleep(0.02)
        cluster.ensure_roles(self.layout, self.database)

    def _last_words(self) -> str:
        try:
            lines = self.layout.log.read_bytes()[self._log_began :].decode(errors="replace").strip().splitlines()
        except OSError:
            lines = []
        # What it says last is that it gives up; a full disk is the reason that somebody can do something about.
        full = [line for line in lines if "No space left on device" in line]
        return " ".join(full[-1:] or lines[-2:]) or "?"

    def stop(self) -> None:
        """Stop fast but cleanly: sessions end, a checkpoint is written. The lock is given back."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(_STOP_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                # SIGQUIT leaves recovery to the next start: slower then, but nothing is lost.
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(_STOP_PATIENCE_SECONDS)
        self.process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _see_off_leftover(data: Path) -> None:
    """End a server that outlived its supervisor, and drop a pid file that names somebody else's process.

    Ours are the processes whose working folder is this data folder: a number in a file proves nothing. Only when there
    are none may the file go: it is also how a server recognises sessions left behind by a killed predecessor.
    """
    deadline = time.monotonic() + _STOP_PATIENCE_SECONDS
    number: signal.Signals | None = signal.SIGINT
    while left := _working_in(data):
        if number is not None:
            for pid in left:
                _signal(pid, number)
            number = None
        if time.monotonic() > deadline:
            number, deadline = signal.SIGQUIT, time.monotonic() + _STOP_PATIENCE_SECONDS
        time.sleep(0.02)
    (data / "postmaster.pid").unlink(missing_ok=True)


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _working_in(folder: Path) -> list[int]:
    place = os.stat(folder)
    found = []
    for name in filter(str.isdecimal, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            if os.path.samestat(os.stat(f"/proc/{name}/cwd"), place):
                found.append(int(name))
    return found
