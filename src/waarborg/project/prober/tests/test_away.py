"""A prober elsewhere keeps what it saw while the server is away, and delivers each result once, whatever breaks."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from waarborg.availability.rules.watching import Conditions, Outcome, Task
from waarborg.kernel.addresses import Inside
from waarborg.project.prober.away import Away, BadServer, Kept, Server, ServerRefused
from waarborg.project.prober.engine import Engine, Found
from waarborg.project.prober.reach import Reach

ONE = Task("6f2f9a52-0000-7000-8000-000000000001", "tcp", "care.example.nl:443", Conditions(), 60, 5)


class Played(Server):
    """A server that is away now and then, and may fall silent after it took the results."""

    def __init__(self) -> None:
        super().__init__("https://service.example.org", "token")
        self.away = self.silent = self.revoked = False
        self.taken: dict[tuple[str, int], int] = {}

    def _ask(self, path: str, body: bytes | None) -> dict[str, Any]:
        if self.away:
            raise ConnectionRefusedError
        if self.revoked:
            raise ServerRefused(server=self.url)
        if body is None:
            return {"now": 0, "tasks": [ONE.as_json(), {"id": "x", "kind": "of tomorrow"}]}
        for probe, start, *_ in json.loads(body)["results"]:
            self.taken[probe, start] = self.taken.get((probe, start), 0) + 1
        if self.silent:
            raise TimeoutError
        return {"now": 0}


def played(path: Path, server: Played, *steps: Any) -> list[str]:
    """Each step is what is seen, or a function; after each one exchange. Answers what was told."""
    told: list[str] = []

    async def work() -> None:
        kept = Kept(path)
        reach = Reach(Inside())
        engine = Engine(reach, kept.add)
        engine.ask(kept.last_list())
        away = Away(server, kept, engine, told.append)
        for step in steps:
            if callable(step):
                step()
            else:
                kept.add(Found(ONE.id, step, 1000, Outcome(True)))
            await away.once()
        told.append(f"{len(engine.tasks)} asked, {kept.count()} kept")
        kept.close()
        reach.close()

    asyncio.run(work())
    return told


def test_it_keeps_what_it_saw_while_the_server_is_away(tmp_path: Path) -> None:
    server = Played()
    server.away = True
    path = tmp_path / "kept.sqlite"
    assert played(path, server, 1, 2, 3)[-1] == "0 asked, 3 kept"
    server.away = False
    assert played(path, server, 4)[-1] == "1 asked, 0 kept"
    assert server.taken == {(ONE.id, number): 1 for number in (1, 2, 3, 4)}


def test_an_answer_that_got_lost_makes_it_deliver_the_same_again(tmp_path: Path) -> None:
    server = Played()
    server.silent = True
    path = tmp_path / "kept.sqlite"
    assert played(path, server, 1)[-1] == "1 asked, 1 kept"
    server.silent = False
    assert played(path, server, 2)[-1] == "1 asked, 0 kept"
    assert server.taken == {(ONE.id, 1): 2, (ONE.id, 2): 1}


def test_it_asks_its_last_list_where_the_server_is_away_from_the_start(tmp_path: Path) -> None:
    server, path = Played(), tmp_path / "kept.sqlite"
    played(path, server, 1)
    server.away = True
    assert played(path, server, 2)[-1] == "1 asked, 1 kept"


def test_it_says_once_that_the_server_is_away_and_once_that_it_is_back(tmp_path: Path) -> None:
    server = Played()
    server.away = True

    def back() -> None:
        server.away = False

    told = played(tmp_path / "kept.sqlite", server, 1, 2, back)
    assert [("does not answer" in one, "answers again" in one) for one in told[:-1]] == [(True, False), (False, True)]


def test_a_token_that_was_revoked_ends_it_and_what_was_kept_stays(tmp_path: Path) -> None:
    server, path = Played(), tmp_path / "kept.sqlite"
    server.revoked = True
    with pytest.raises(ServerRefused):
        played(path, server, 1)
    kept = Kept(path)
    assert kept.count() == 1
    kept.close()


def test_a_clock_that_is_off_is_put_right_by_the_servers(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept.sqlite")
    kept.add(Found(ONE.id, 1_000_000, 1000, Outcome(False, "refused")))
    kept.save(-250_000)
    assert json.loads(kept.oldest()[0][1])[1] == 750_000
    kept.close()


@pytest.mark.parametrize("url", ["http://service.example.org", "ftp://x", "service.example.org", ""])
def test_a_token_never_travels_in_the_open(url: str) -> None:
    with pytest.raises(BadServer):
        Server(url, "token")
