"""The members of the group: what each runs, and how one process is started, watched, restarted and ended."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from waarborg.plumbing.embedded_postgres import Server

_SHORTEST_WAIT = 0.2
_LONGEST_WAIT = 30.0
# After this long without falling over, a member starts with a clean slate.
_STEADY_SECONDS = 60.0
# So often in a row: no accident any more.
_FALLS_TOLD = 3
_LOG_BYTES = 20 * 1024 * 1024
# What a member ends with when trying again cannot help.
HOPELESS = 78


class Process(Protocol):
    """What a member needs of a child, however that came: by a program of its own, or by fork (forking.py)."""

    pid: int

    @property
    def returncode(self) -> int | None: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def send_signal(self, sig: int) -> None: ...


@dataclass
class Member:
    """One process of the group, with its own process group below it. ``launch`` starts it from the main thread."""

    name: str
    launch: Callable[[], Process]
    # Whether a start makes sense now.
    possible: Callable[[], bool] = lambda: True
    # A worker gives the jobs in hand twenty seconds (settings_plumbing.py).
    patience: float = 25.0
    stop_signal: signal.Signals = signal.SIGTERM
    process: Process | None = None
    restarts: int = 0
    # How often in a row it ended before it had run steadily, and with which status it ended last.
    falls: int = 0
    ended_with: int | None = None
    started: float = 0.0
    retry_at: float = 0.0

    def start(self) -> None:
        self.process = self.launch()
        self.started = time.monotonic()

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def notice_end(self) -> int | None:
        """If it just ended: its exit status, once, with what it left behind ended too and a restart planned."""
        if self.process is None or self.process.poll() is None:
            return None
        status = self.process.returncode
        end_process_group(self.process.pid)
        self.process = None
        self.falls = 1 if self._is_steady() else self.falls + 1
        self.ended_with = status
        self.retry_at = time.monotonic() + self.wait()
        self.restarts += 1
        return status

    def wait(self) -> float:
        """Seconds before the next start: twice as many after each fall in a row, up to half a minute."""
        return min(_SHORTEST_WAIT * 2 ** min(self.falls - 1, 30), _LONGEST_WAIT)

    def falling(self) -> bool:
        """Whether it keeps falling over: three times in a row, until it has run steadily again."""
        return self.falls >= _FALLS_TOLD and not (self.alive() and self._is_steady())

    def _is_steady(self) -> bool:
        return time.monotonic() - self.started > _STEADY_SECONDS

    def ask_to_stop(self) -> None:
        self._send(self.stop_signal)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(number)

    def make_sure_stopped(self) -> None:
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience)
            end_process_group(self.process.pid)
            self.process.wait()
            self.process = None


def end_process_group(leader: int) -> None:
    """Kill what a member started itself (web workers): the member's pid is the number of its process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def database(server: Server) -> Member:
    """The embedded server as a member; it is stopped last, after everything that writes to it."""

    def launch() -> Process:
        server.launch()
        if server.process is None:
            raise RuntimeError("launched without a process")
        return server.process

    return Member(name="postgres", launch=launch, patience=60.0, stop_signal=signal.SIGINT)


def cut_log(log: Path) -> None:
    """Keep one old log. Copied, not renamed: the writer has the file open and appends to it."""
    with contextlib.suppress(OSError):
        if log.stat().st_size > _LOG_BYTES:
            log.with_suffix(".log.1").write_bytes(log.read_bytes())
            os.truncate(log, 0)
