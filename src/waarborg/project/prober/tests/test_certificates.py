"""Certificates as a prober meets them: how long they are still good, and those that nobody should trust."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from waarborg.availability.rules.watching import Conditions, Outcome, Task
from waarborg.kernel.addresses import Inside
from waarborg.plumbing.tests.certificates import authority as authority_named
from waarborg.plumbing.tests.certificates import shown
from waarborg.project.prober.reach import Failed, Reach
from waarborg.project.prober.tries import attempt

HERE = Inside.of(["127.0.0.0/8"])
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Authority:
    """Who signs, as a file; `name` tells two of them apart."""

    def __init__(self, folder: Path, name: str = "an authority") -> None:
        self.folder, self.pair = folder, authority_named(name)
        self.file = self.pair.write_certificate(folder / f"{name}.pem")

    def signed(self, *, days: tuple[float, float] = (-10, 30.5), host: str = "127.0.0.1") -> ssl.SSLContext:
        """What a server shows that is good from so many days from now until so many."""
        return shown(self.pair.sign(host, days).write(self.folder / "server.pem"))


@asynccontextmanager
async def serving(context: ssl.SSLContext) -> AsyncIterator[int]:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await reader.read(4096):
            writer.write(ANSWER)
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


def seen(authority: Authority, context: ssl.SSLContext, kind: str = "tls") -> Outcome:
    """What a prober that trusts this authority says of the server."""

    async def work() -> Outcome:
        reach = Reach(HERE, trust=ssl.create_default_context(cafile=str(authority.file)))
        try:
            async with serving(context) as port:
                target = f"127.0.0.1:{port}" if kind == "tls" else f"https://127.0.0.1:{port}/"
                return await attempt(Task("p", kind, target, Conditions(), 60, 30.0), reach)
        except Failed as failed:
            return failed.outcome
        finally:
            reach.close()

    return asyncio.run(work())


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.mark.parametrize("kind", ["tls", "http"])
def test_one_that_is_good_tells_in_how_many_whole_days_it_ends(authority: Authority, kind: str) -> None:
    status = 200 if kind == "http" else None
    assert seen(authority, authority.signed(), kind) == Outcome(True, "", status, 30)
    assert seen(authority, authority.signed(days=(-10, 0.5)), kind) == Outcome(True, "", status, 0)


@pytest.mark.parametrize("kind", ["tls", "http"])
def test_one_that_ended_takes_the_component_down_and_says_why(authority: Authority, kind: str) -> None:
    assert seen(authority, authority.signed(days=(-10, -0.01)), kind) == Outcome(False, "expired")


def test_one_of_another_name_or_authority_or_of_tomorrow_is_trusted_by_nobody(
    authority: Authority, tmp_path: Path
) -> None:
    assert seen(authority, authority.signed(host="127.0.0.2")) == Outcome(False, "tls")
    assert seen(authority, authority.signed(days=(1, 30))) == Outcome(False, "tls")
    assert seen(authority, Authority(tmp_path, "somebody").signed()) == Outcome(False, "tls")
