"""The supervisor's side of the nursery: has members forked there, and watches over them as over children of its own."""

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from waarborg.plumbing.embedded_postgres.server import die_with_parent
from waarborg.project.group import nursery
from waarborg.project.group.members import Member

# Forking takes milliseconds; who is asked and does not answer for so long hangs.
_PATIENCE_SECONDS = 30.0
_LOOK_SECONDS = 0.02
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)


class NotForked(OSError):
    """The nursery is away, or had no room; it is asked again."""


def take_orphans_in() -> None:
    """From now on a descendant whose parent ends is a child of this process, instead of the system's first one.

    Raises OSError where the kernel does not know that (before Linux 3.4).
    """
    if _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no child subreaper")


def bury_orphans(ours: Iterable[int]) -> None:
    """Wait for descendants that were taken in and have ended; those in ``ours`` are left to whoever knows them."""
    known = frozenset(ours)
    with contextlib.suppress(ChildProcessError):
        while found := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if found.si_pid in known:
                return
            os.waitpid(found.si_pid, 0)


class Forked:
    """A child that came by fork: what a member needs of `subprocess.Popen`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            found, status = os.waitpid(self.pid, os.WNOHANG)
            if found:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status. Raises subprocess.TimeoutExpired after so many seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if deadline is not None and time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            time.sleep(_LOOK_SECONDS)
        return status

    def send_signal(self, number: int) -> None:
        # Between a look at its status and a signal nobody else may be meant: only we can bury it.
        if self.poll() is None:
            os.kill(self.pid, number)


class Nursery:
    """The process that members are forked from; a member of the group itself."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self._environment = environment
        self._log = log
        self._line: socket.socket | None = None
        self._loaded = False
        self.member = Member(name="nursery", launch=self._launch)

    def _launch(self) -> "subprocess.Popen[bytes]":
        self._forget()
        parent = os.getpid()
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._line.setblocking(False)
        with theirs, self._log.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", nursery.__name__, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=self._environment,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(parent, signal.SIGKILL),
            )

    def _forget(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line, self._loaded = None, False

    def line(self) -> list[socket.socket]:
        """What becomes readable when the nursery has loaded; nothing once it has."""
        waits = self.member.alive() and not self._loaded
        return [self._line] if waits and self._line is not None else []

    def ready(self) -> bool:
        """Whether it lives and has loaded the product."""
        if not self.member.alive() or self._line is None:
            return False
        if not self._loaded:
            with contextlib.suppress(BlockingIOError, ConnectionError):
                self._loaded = self._line.recv(len(nursery.READY)) == nursery.READY
        return self._loaded

    def program(self, name: str, words: list[str], log: Path) -> Member:
        """A member that calls ``main`` of the module ``words[0]`` with the others, writing to its own log."""
        return Member(name=name, launch=self._forks(name, words, log), possible=self.ready)

    def _forks(self, name: str, words: list[str], log: Path) -> Callable[[], Forked]:
        def launch() -> Forked:
            ours, theirs = socket.socketpair()
            ours.settimeout(_PATIENCE_SECONDS)
            request = {"name": name, "words": words, "supervisor": os.getpid()}
            with ours:
                with theirs, log.open("ab") as output:
                    self._ask(json.dumps(request).encode(), [output.fileno(), theirs.fileno()])
                try:
                    said = ours.recv(32)
                except TimeoutError:
                    self.member.kill()
                    raise NotForked("the nursery does not answer") from None
                if not said:
                    raise NotForked("the nursery could not fork")
                # Only now does it begin: nobody whom we do not know of may work.
                ours.send(nursery.GO)
            return Forked(int(said))

        return launch

    def _ask(self, request: bytes, given: list[int]) -> None:
        if self._line is None or not self.ready():
            raise NotForked("the nursery has not loaded yet")
        try:
            socket.send_fds(self._line, [request], given)
        except (ConnectionError, BlockingIOError) as error:
            raise NotForked("the nursery is away") from error
