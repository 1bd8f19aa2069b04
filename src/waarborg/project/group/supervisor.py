"""The group's supervisor: starts the members in order, restarts what falls over, stops them in the opposite order.

Run as ``python -m waarborg.project.group.supervisor``. A signal only wakes the loop: waiting for a child inside a
handler deadlocks. Killed itself, it takes all members along (PR_SET_PDEATHSIG): the next start has a clear road.
"""

import contextlib
import os
import select
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from datetime import timedelta
from types import FrameType
from typing import Any

from waarborg.kernel.errors import Refusal
from waarborg.project import database_address, disks, environment
from waarborg.project.group import forking, members, ports, state
from waarborg.project.group.forking import Nursery
from waarborg.project.group.members import HOPELESS, Member
from waarborg.project.group.refusals import AlreadyRunning, GroupDidNotStart, told, unabridged
from waarborg.project.refusals import DiskFull

_LOOP_SECONDS = 1.0
_LOOK_SECONDS = 0.1
_FALLS_AT_START = 3


class Supervisor:
    def __init__(self) -> None:
        self.host = environment.text("WAARBORG_HOST")
        self.port, self._claim = ports.claim(self.host, environment.number("WAARBORG_PORT"))
        self.members: list[Member] = []
        self.stopping = False
        self.problem = ""
        self.ready = False
        self.since = time.time()
        offset = environment.read("WAARBORG_NOW")
        # Resolved once: every member, also one started again later, and every command must keep the same time.
        self.clock = int(offset.total_seconds()) if isinstance(offset, timedelta) else None
        self._last_said: dict[str, Any] = {}
        self._woken, self._wake = os.pipe()

    def run(self) -> int:
        for descriptor in (self._woken, self._wake):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        forking.take_orphans_in()
        try:
            self._start()
            while not self.stopping:
                self._tend()
                self._pause(_LOOP_SECONDS)
        except Refusal as refusal:
            self.problem = told(refusal)
            _note(self.problem)
        except OSError as error:
            if not disks.no_room(error):
                raise
            self.problem = told(DiskFull(path=error.filename or environment.data_folder()))
            _note(self.problem)
        finally:
            self._stop()
        return 1 if self.problem else 0

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _pause(self, seconds: float, *lines: socket.socket) -> None:
        """Until something happens (a member ends, somebody asks us to stop, a line says so), or so many seconds."""
        watched: list[int | socket.socket] = [self._woken, *lines]
        select.select(watched, [], [], seconds)
        try:
            while os.read(self._woken, 512):
                pass
        except BlockingIOError:
            pass

    def _start(self) -> None:
        state.log_folder().mkdir(parents=True, exist_ok=True)
        metrics = environment.data_folder() / "metrics"
        shutil.rmtree(metrics, ignore_errors=True)
        metrics.mkdir(parents=True)
        self._say()
        if database_address.embedded():
            server = database_address.server()
            server.claim()
            # Beside the database's start: it needs none.
            nursery = self._begin_nursery()
            postgres = members.database(server)
            self.members.append(postgres)
            postgres.start()
            server.wait_until_ready()
        else:
            nursery = self._begin_nursery()
        while not self.stopping and not nursery.ready():
            self._tend()
            self._pause(_LOOK_SECONDS, *nursery.line())
        self._add(nursery, "web", "waarborg.project.web", self.host, str(self.port))
        # All at once they would only keep each other from the two processors; people wait for the web.
        while not self.stopping and not _answers(self.host, self.port):
            self._tend()
            self._pause(_LOOK_SECONDS)
        self._add(nursery, "worker", "waarborg.project.worker")
        self._add(nursery, "scheduler", "waarborg.project.scheduler")
        self._add(nursery, "prober", "waarborg.project.prober.member")
        if database_address.embedded() and environment.text("WAARBORG_BACKUP"):
            self._add(nursery, "backup", "waarborg.project.recovery.keeper")
        self.ready = True

    def _begin_nursery(self) -> Nursery:
        nursery = Nursery(self._environment(), state.log_folder() / "nursery.log")
        self.members.append(nursery.member)
        nursery.member.start()
        return nursery

    def _add(self, nursery: Nursery, name: str, *words: str) -> None:
        """One more member. Where it or the nursery fell over meanwhile, it is started as one that ended is."""
        if self.stopping:
            return
        member = nursery.program(name, list(words), state.log_folder() / f"{name}.log")
        self.members.append(member)
        if member.possible():
            with contextlib.suppress(OSError):
                member.start()

    def _environment(self) -> dict[str, str]:
        now = {"WAARBORG_NOW": f"{self.clock:+d}s"} if self.clock is not None else {}
        return (
            os.environ
            | now
            | {
                "DJANGO_SETTINGS_MODULE": "waarborg.project.settings",
                "PROMETHEUS_MULTIPROC_DIR": str(environment.data_folder() / "metrics"),
                "WAARBORG_PORT": str(self.port),
                "WAARBORG_STATIC_MANIFEST": "1",
                "PYTHONUNBUFFERED": "1",
            }
        )

    def _tend(self) -> None:
        for member in self.members:
            status = member.notice_end()
            if status is not None:
                said = f"{member.name} ended with {status}; starting it again in {member.wait():.1f} s"
                said += f" (it has fallen over {member.falls} times in a row)" if member.falling() else ""
                _note(said)
                self._give_up_at_start(member, status)
            if member.process is None and time.monotonic() >= member.retry_at and member.possible():
                try:
                    member.start()
                except (Refusal, OSError) as error:
                    _note(f"{member.name} did not start: {error}")
                    member.retry_at = time.monotonic() + _LOOP_SECONDS
            members.cut_log(state.log_folder() / f"{member.name}.log")
        forking.bury_orphans(member.process.pid for member in self.members if member.process)
        self._say()

    def _give_up_at_start(self, member: Member, status: int) -> None:
        """A member that says so, or keeps falling over before the group ever served, is not mended by waiting."""
        if not self.ready and (status == HOPELESS or member.restarts >= _FALLS_AT_START):
            log = state.log_folder() / f"{member.name}.log"
            lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
            raise GroupDidNotStart(reason=unabridged(lines[-1] if lines else member.name), log=log)

    def _say(self) -> None:
        """Write down what is known. On a full disk the last words stand; they are replaced as soon as there is room."""
        said = {
            "pid": os.getpid(),
            "url": environment.text("WAARBORG_URL") or f"http://{_shown(self.host)}:{self.port}",
            "port": self.port,
            "since": self.since,
            "ready": self.ready,
            "clock": self.clock,
            "problem": self.problem,
            "members": [
                {
                    "name": m.name,
                    "pid": m.process.pid if m.process else None,
                    "restarts": m.restarts,
                    "falling": m.falling(),
                    "ended_with": m.ended_with,
                }
                for m in self.members
            ],
        }
        if said != self._last_said:
            try:
                state.write(said)
            except OSError as error:
                if not disks.no_room(error):
                    raise
            else:
                self._last_said = said

    def _stop(self) -> None:
        """Everything that writes to the database first, then the database."""
        self.ready = False
        others = [member for member in self.members if member.name != "postgres"]
        for batch in (others, [member for member in self.members if member.name == "postgres"]):
            for member in batch:
                member.ask_to_stop()
            for member in batch:
                member.make_sure_stopped()
        self._say()


def _note(line: str) -> None:
    """To the log of the group. One that cannot be written, on a full disk, must not take the group along."""
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _answers(host: str, port: int) -> bool:
    # Asked by the name this machine always answers to; which names the outside may use is a setting.
    request = urllib.request.Request(f"http://{_shown(host)}:{port}/health", headers={"Host": "localhost"})
    try:
        with urllib.request.urlopen(request, timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def main() -> int:
    """Supervise until told to stop. Raises AlreadyRunning."""
    lock = state.claim()
    if lock is None:
        raise AlreadyRunning(folder=environment.data_folder())
    with lock:
        try:
            return Supervisor().run()
        except Refusal as refusal:
            state.write({"pid": os.getpid(), "problem": told(refusal), "ready": False, "members": []})
            raise


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refusal as refusal:
        sys.exit(str(refusal))
