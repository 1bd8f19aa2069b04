"""A prober elsewhere: it fetches its list, keeps every result on its own disk until the server has it, and delivers
each once, however often a line breaks.

Its clock is set by the server's: by how far off it is at the last answer. Instants of results are corrected by that.
"""

import asyncio
import contextlib
import json
import signal
import sqlite3
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from waarborg.availability.rules.watching import Task
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.project.prober.engine import Engine, Found, wall
from waarborg.project.prober.reach import Reach

PERIOD_SECONDS: Final = 5.0
LIST_SECONDS: Final = 30.0
LONGEST_WAIT: Final = 60.0
AT_ONCE: Final = 2000
# A month of two hundred probes a minute; then the oldest go, as the server would not take them any more either.
MOST_KEPT: Final = 9_000_000
ANSWER_BYTES: Final = 8 * 1024 * 1024
TABLES = """
CREATE TABLE IF NOT EXISTS result (number INTEGER PRIMARY KEY, row TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS list (one INTEGER PRIMARY KEY CHECK (one = 1), tasks TEXT NOT NULL);
"""


class ServerRefused(Refusal):
    code = "project.probe.refused"
    nl = "De server {server} neemt deze sleutel niet aan."
    en = "The server {server} does not accept this token."
    nl_way_out = "Maak daar op de pagina Metingen een nieuwe meetplaats en gebruik haar sleutel."
    en_way_out = "Make a new place there on the page Probes and use its token."


class BadServer(BadInput):
    code = "project.probe.server"
    nl = "“{server}” is geen adres van een server: https://service.voorbeeld.nl."
    en = "“{server}” is no address of a server: https://service.example.org."


class Kept:
    """Results on disk in the order they came, and the last list, for a start while the server is away."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._line = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._line.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + TABLES)
        self._waiting: list[Found] = []

    def add(self, found: Found) -> None:
        """Wait in memory until the next `save`, at most a few seconds."""
        self._waiting.append(found)

    def save(self, shift: int) -> None:
        """Write down what waits; `shift` (microseconds) is how far the server's clock is ahead of ours."""
        rows = [(_row(one, shift),) for one in self._waiting]
        if not rows:
            return
        self._line.execute("BEGIN")
        self._line.executemany("INSERT INTO result (row) VALUES (?)", rows)
        self._line.execute("DELETE FROM result WHERE number <= (SELECT max(number) FROM result) - ?", [MOST_KEPT])
        self._line.execute("COMMIT")
        self._waiting.clear()

    def oldest(self) -> list[tuple[int, str]]:
        return list(self._line.execute("SELECT number, row FROM result ORDER BY number LIMIT ?", [AT_ONCE]))

    def delivered(self, last: int) -> None:
        self._line.execute("DELETE FROM result WHERE number <= ?", [last])

    def count(self) -> int:
        return int(self._line.execute("SELECT count(*) FROM result").fetchone()[0])

    def keep_list(self, tasks: Iterable[Task]) -> None:
        text = json.dumps([one.as_json() for one in tasks])
        self._line.execute("INSERT OR REPLACE INTO list VALUES (1, ?)", [text])

    def last_list(self) -> list[Task]:
        found = self._line.execute("SELECT tasks FROM list").fetchone()
        return _tasks(json.loads(found[0])) if found else []

    def close(self) -> None:
        self._line.close()


def _row(one: Found, shift: int) -> str:
    said = one.outcome
    return json.dumps([one.probe, one.start + shift, one.took, said.good, said.why, said.status, said.days])


def _tasks(given: Any) -> list[Task]:
    """Those that this version knows how to ask; a newer server may have others."""
    found = []
    for one in given:
        with contextlib.suppress(BadInput):
            found.append(Task.read(one))
    return found


class Server:
    """The server as a place sees it: two addresses and a token."""

    def __init__(self, url: str, token: str) -> None:
        """Raises BadServer; http is for a server on this machine only, as the token travels along."""
        parts = urlsplit(url)
        here = parts.hostname in ("127.0.0.1", "localhost", "::1")
        if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and here)):
            raise BadServer(server=url[:100])
        self.url, self._token = url.rstrip("/"), token
        self.shift = 0
        self._trust = ssl.create_default_context() if parts.scheme == "https" else None

    def tasks(self) -> list[Task]:
        """Raises ServerRefused, OSError, ValueError."""
        return _tasks(self._ask("/place/tasks", None)["tasks"])

    def deliver(self, rows: list[str]) -> dict[str, Any]:
        """Raises ServerRefused, OSError, ValueError."""
        return self._ask("/place/results", f'{{"results": [{", ".join(rows)}]}}'.encode())

    def _ask(self, path: str, body: bytes | None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data=body, headers=headers)
        began = wall()
        try:
            with urllib.request.urlopen(request, timeout=20, context=self._trust) as answer:
                said = json.loads(answer.read(ANSWER_BYTES))
        except urllib.error.HTTPError as error:
            if error.code == 401:
                raise ServerRefused(server=self.url) from None
            raise
        if not isinstance(said, dict) or not isinstance(said.get("now"), int):
            raise ValueError("not an answer of such a server")
        # As if the answer was written halfway.
        self.shift = said["now"] - (began + wall()) // 2
        return said


class Away:
    def __init__(self, server: Server, kept: Kept, engine: Engine, tell: Callable[[str], None]) -> None:
        self.server, self.kept, self.engine, self._tell = server, kept, engine, tell
        self._listed = -LIST_SECONDS
        self._wait = PERIOD_SECONDS
        self._silent = False

    async def once(self) -> float:
        """Save, deliver, and fetch the list now and then; answers in how many seconds to come back.

        Raises ServerRefused where the token is not accepted: what was kept stays for another one.
        """
        self.kept.save(self.server.shift)
        try:
            await asyncio.to_thread(self._exchange)
        except (OSError, ValueError, KeyError) as error:
            self._wait = min(self._wait * 2, LONGEST_WAIT)
            if not self._silent:
                self._tell(f"{self.server.url} does not answer ({error}); results are kept")
            self._silent = True
            return self._wait
        if self._silent:
            self._tell(f"{self.server.url} answers again; all results are delivered")
        self._wait, self._silent = PERIOD_SECONDS, False
        return self._wait

    def _exchange(self) -> None:
        if time.monotonic() - self._listed > LIST_SECONDS:
            tasks = self.server.tasks()
            self.kept.keep_list(tasks)
            self.engine.ask(tasks)
            self._listed = time.monotonic()
        while rows := self.kept.oldest():
            self.server.deliver([row for _, row in rows])
            # Only now: whoever falls over before this delivers again, and it counts once.
            self.kept.delivered(rows[-1][0])


async def serve(server: Server, path: Path, reach: Reach, anchors: Any, tell: Callable[[str], None]) -> None:
    """Probe and deliver until SIGTERM. Raises ServerRefused."""
    kept, over = Kept(path), asyncio.Event()
    engine = Engine(reach, kept.add, anchors=anchors)
    away = Away(server, kept, engine, tell)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    engine.ask(kept.last_list())
    running = asyncio.create_task(engine.run())
    try:
        while not over.is_set():
            wait = await away.once()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), wait)
    finally:
        running.cancel()
        kept.save(server.shift)
        kept.close()
        reach.close()
