"""The product's own web server on a bench's database, and what its processes cost."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def serving(words: list[str], port: int) -> Iterator[int]:
    """Run a server until the block ends; gives its process number once it answers."""
    log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
    process = subprocess.Popen(
        [sys.executable, *words], stdout=log, stderr=log, start_new_session=True, cwd=HERE, env=os.environ.copy()
    )
    try:
        _wait(process, port, log)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


def _wait(process: "subprocess.Popen[bytes]", port: int, log: "tempfile._TemporaryFileWrapper[bytes]") -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    log.seek(0)
    raise RuntimeError(f"the server did not start: {log.read().decode(errors='replace')[-2000:]}")


@contextmanager
def product() -> Iterator[tuple[int, int]]:
    """The web member of the group on DATABASE_URL: its port and process number."""
    port = free_port()
    os.environ["WAARBORG_PORT"] = str(port)
    with serving(["-m", "waarborg.project.web", "127.0.0.1", str(port)], port) as pid:
        yield port, pid


@contextmanager
def bare() -> Iterator[tuple[int, int]]:
    port = free_port()
    with serving([str(HERE / "bare.py"), str(port)], port) as pid:
        yield port, pid


def database_process(url: str) -> int:
    """The process number of the server whose socket a bench's address names."""
    folder = url.partition("host=")[2]
    return int((Path(folder) / ".s.PGSQL.5432.lock").read_text().split("\n", 1)[0])


def processor_seconds(pid: int) -> float:
    """Of a process and everything below it, that lives."""
    return sum(_ticks(one) for one in _family(pid)) / TICK


def _ticks(pid: int) -> int:
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(words[11]) + int(words[12])


def _family(pid: int) -> list[int]:
    found, below = [pid], _parents()
    for one in found:
        found += below.get(one, [])
    return found


def _parents() -> dict[int, list[int]]:
    below: dict[int, list[int]] = {}
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            parent = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        below.setdefault(parent, []).append(int(name))
    return below
