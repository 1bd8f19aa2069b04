"""A process group of its own for tests: own data folder, own port, nothing of the developer's touched."""

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from waarborg.plumbing.embedded_postgres.server import die_with_parent

# Names the folder of what is prepared once in a run, for all its workers.
SETTLED = "WAARBORG_TEST_SETTLED"


def until(true: Callable[[], Any], seconds: float = 90) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
    return found


def unused_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _settled() -> Path:
    """The data folder of an installation that was prepared once; made once in each run of tests (shared_group.py)."""
    place = Path(os.environ[SETTLED])
    with (place / "lock").open("ab") as lock:
        # The other worker waits for it rather than make its own.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "var").exists():
            made = Group()
            try:
                done = made.run("migrate")
                assert done.returncode == 0, done.stderr + made.logs()
                os.replace(made.folder / "var", place / "var")
            finally:
                made.remove()
    return place / "var"


def settled_database(folder: Path) -> None:
    """What a server of its own keeps in `folder` begins with a copy of the prepared database."""
    subprocess.run(["cp", "-a", f"{_settled()}/postgres-18/.", str(folder)], check=True)


class Group:
    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="waarborg-group-"))
        self.folder.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WAARBORG_", "DATABASE_"))}
        # A port of its own: runs beside this one would pass each other's over, and land somewhere else.
        self.environment = kept | {"WAARBORG_DATA": str(self.folder / "var"), "WAARBORG_PORT": str(unused_port())}
        self.url = ""

    def settle(self) -> None:
        """Begin with a copy of what a first start leaves; how that goes is for tests that do without this."""
        subprocess.run(["cp", "-a", str(_settled()), str(self.folder)], check=True)

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "waarborg.project", *words],
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def start(self) -> None:
        """In the foreground of a child that ends with us: a killed test run leaves nothing running."""
        parent = os.getpid()
        words = [sys.executable, "-m", "waarborg.project", "up", "--foreground"]
        with (self.folder / "foreground.log").open("ab") as log:
            self._child = subprocess.Popen(
                words, env=self.environment, stdout=log, stderr=log, preexec_fn=lambda: die_with_parent(parent, 15)
            )
        until(lambda: self._said().get("ready") or self._child.poll() is not None)
        assert self._child.poll() is None, self.logs()
        self.url = self._written()["url"]

    def _said(self) -> dict[str, Any]:
        """What the child wrote last."""
        try:
            found = self._written()
        except FileNotFoundError:
            return {}
        return found if found.get("pid") == self._child.pid else {}

    def _written(self) -> dict[str, Any]:
        """What the supervisor wrote last; asking the command every moment would take a core from what is starting."""
        found: dict[str, Any] = json.loads((self.folder / "var" / "group.json").read_text())
        return found

    def up(self) -> None:
        done = self.run("up", "--json")
        assert done.returncode == 0, done.stdout + done.stderr + self.logs()
        self.url = json.loads(done.stdout)["url"]

    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("status", "--json").stdout)
        return found

    def well(self) -> bool:
        """Whether `waarborg status` says so. It is asked only once the supervisor finds every member steady: a minute
        of asking would take a processor from what is on its way back."""
        said = self._written()
        steady = said.get("ready") and all(one["pid"] and not one["falling"] for one in said["members"])
        return bool(steady) and self.run("status").returncode == 0

    def pids(self) -> dict[str, int]:
        return {member["name"]: member["pid"] for member in self._written()["members"]}

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        request = urllib.request.Request(self.url + path, headers={"Accept": "text/html", **headers})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, _titled(answer.headers), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, _titled(error.headers), error.read().decode()

    def healthy(self) -> bool:
        try:
            return self.get("/health")[0] == 200
        except OSError:
            return False

    def logs(self) -> str:
        found = [*sorted((self.folder / "var" / "log").glob("*.log")), *self.folder.glob("*.log")]
        return "\n".join(f"--- {log.name}\n{log.read_text()[-2000:]}" for log in found)

    def remove(self) -> None:
        self.run("down")
        shutil.rmtree(self.folder, ignore_errors=True)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def below(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in children.read_text().split()] if children.exists() else []


def _titled(headers: Any) -> dict[str, str]:
    return {name.title(): value for name, value in headers.items()}
