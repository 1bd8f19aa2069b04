"""Start, memory and recovery: what a newcomer waits for, what an idle product costs, how soon it mends itself.

`make demo` in a fresh clone of this checkout with the packages in the machine's cache, then the same installation
stopped, started, left alone, and each member of its group killed in turn. Run: python bench/start.py [--json].
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from figures import Figure, finish

ROOT = Path(__file__).resolve().parents[1]
STARTS = 3
IDLE_SECONDS = 30
PATIENCE_SECONDS = 120.0


class Clone:
    """A fresh clone below a temporary folder, with settings of its own."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "waarborg"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(self.place)], check=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WAARBORG_", "DATABASE_"))}
        self.environment = kept | {"WAARBORG_PORT": "18700"}

    def make(self, what: str) -> float:
        begin = time.perf_counter()
        done = subprocess.run(["make", what], cwd=self.place, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return time.perf_counter() - begin

    def run(self, *words: str) -> tuple[float, str]:
        begin = time.perf_counter()
        program = self.place / ".venv" / "bin" / "waarborg"
        done = subprocess.run([program, *words], env=self.environment, capture_output=True, text=True, check=False)
        return time.perf_counter() - begin, done.stdout

    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("status", "--json")[1])
        return found

    def serves(self) -> bool:
        try:
            with urllib.request.urlopen("http://127.0.0.1:18700/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False


def seconds_until(true: Callable[[], bool]) -> float:
    begin = time.perf_counter()
    while not true():
        if time.perf_counter() - begin > PATIENCE_SECONDS:
            raise RuntimeError("waited in vain")
        time.sleep(0.02)
    return time.perf_counter() - begin


def recovery(clone: Clone, name: str) -> float:
    """Seconds from killing a member until it runs again and the product says that it is well."""
    before = next(member["pid"] for member in clone.status()["members"] if member["name"] == name)
    begin = time.perf_counter()
    os.kill(before, signal.SIGKILL)

    def mended() -> bool:
        state = json.loads((clone.place / "var" / "group.json").read_text())
        now = next((member["pid"] for member in state["members"] if member["name"] == name), None)
        return now not in (None, before) and clone.serves()

    seconds_until(mended)
    return time.perf_counter() - begin


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="waarborg-bench-") as folder:
        Path(folder).chmod(0o755)
        clone = Clone(Path(folder))
        try:
            return _figures(clone)
        finally:
            clone.run("down")


def _figures(clone: Clone) -> list[Figure]:
    setting_up = clone.make("setup")
    whole = clone.make("demo") + setting_up
    again = clone.make("demo")
    clone.run("down")
    starts = []
    for _ in range(STARTS):
        starts.append(clone.run("up")[0])
        clone.run("down")
    up, _ = clone.run("up")
    starts.append(up)
    time.sleep(IDLE_SECONDS)
    memory = clone.status()["memory_mb"]
    mended = {name: recovery(clone, name) for name in ("web", "worker", "scheduler", "postgres")}
    return [
        Figure("make demo in a fresh clone, packages cached", whole, "s", at_most=60),
        Figure("of which installing", setting_up, "s"),
        Figure("of which starting, loading and the links", whole - setting_up, "s", at_most=20),
        Figure("make demo again", again, "s"),
        Figure(f"waarborg up, the longest of {STARTS + 1}", max(starts), "s", at_most=5),
        Figure(f"memory of the group after {IDLE_SECONDS} s without visitors (PSS)", memory, "MiB", at_most=600),
        *(Figure(f"serves again after SIGKILL of {name}", seconds, "s") for name, seconds in mended.items()),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="How long starting takes, how much memory, how soon it recovers")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    return finish(measure(), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
