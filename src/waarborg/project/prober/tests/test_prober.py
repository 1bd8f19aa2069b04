"""What a prober asks and what it makes of the answers, against servers of this machine."""

import asyncio
import socket
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from waarborg.availability.rules.watching import Conditions, Outcome, Task
from waarborg.kernel.addresses import Inside
from waarborg.project.prober import engine as engines
from waarborg.project.prober.engine import Engine, Found
from waarborg.project.prober.reach import Failed, Reach
from waarborg.project.prober.tries import _answered, _echo, attempt

HERE = Inside.of(["127.0.0.0/8", "::1/128"])


@asynccontextmanager
async def answering(said: bytes, *, wait: float = 0.0) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A server that says this to whoever comes; answers its port and what it heard."""
    heard: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(4096))
        await asyncio.sleep(wait)
        writer.write(said)
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], heard


def task(kind: str, target: str, *, timeout: float = 2.0, retries: int = 0, **conditions: Any) -> Task:
    return Task("p", kind, target, Conditions(**conditions), 60, timeout, retries)


def run(work: Callable[[], Awaitable[Any]]) -> Any:
    return asyncio.run(work())  # type: ignore[arg-type]


async def tried(one: Task, inside: Inside = HERE) -> Outcome:
    reach = Reach(inside, trust=ssl.create_default_context())
    try:
        return await attempt(one, reach)
    except Failed as failed:
        return failed.outcome
    finally:
        reach.close()


GOOD = b"HTTP/1.1 200 OK\r\nX-Mode: calm\r\nContent-Length: 7\r\n\r\nhealthy"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhea\r\n4\r\nlthy\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("said", "conditions", "outcome"),
    [
        (GOOD, {}, Outcome(True, "", 200)),
        (GOOD, {"body": "health"}, Outcome(True, "", 200)),
        (CHUNKED, {"body": "healthy"}, Outcome(True, "", 200)),
        (b"HTTP/1.1 200 OK\r\n\r\nhealthy", {"body": "healthy"}, Outcome(True, "", 200)),
        (GOOD, {"body": "ill"}, Outcome(False, "body", 200)),
        (GOOD, {"header": ("x-mode", "calm")}, Outcome(True, "", 200)),
        (GOOD, {"header": ("x-mode", "storm")}, Outcome(False, "header", 200)),
        (GOOD.replace(b"200 OK", b"503 No"), {}, Outcome(False, "status", 503)),
        (GOOD.replace(b"200 OK", b"503 No"), {"status": (503, 503)}, Outcome(True, "", 503)),
        (b"", {}, Outcome(False, "broken")),
        (b"SSH-2.0-x\r\n\r\n", {}, Outcome(False, "broken")),
        (b"HTTP/1.1 200 OK\r\n" + b"x" * 70_000, {}, Outcome(False, "broken")),
    ],
)
def test_an_answer_is_held_against_its_conditions(said: bytes, conditions: dict[str, Any], outcome: Outcome) -> None:
    async def work() -> Outcome:
        async with answering(said) as (port, _):
            return await tried(task("http", f"http://127.0.0.1:{port}/x?y=1", **conditions))

    assert run(work) == outcome


def test_it_asks_as_a_browser_would_and_says_who_it_is() -> None:
    async def work() -> bytes:
        async with answering(GOOD) as (port, heard):
            await tried(task("http", f"http://127.0.0.1:{port}/x?y=1"))
            return heard[0].replace(str(port).encode(), b"PORT")

    assert run(work).split(b"\r\n")[:3] == [
        b"GET /x?y=1 HTTP/1.1",
        b"Host: 127.0.0.1:PORT",
        b"User-Agent: Waarborg-probe",
    ]


def test_an_address_inside_is_not_connected_to_under_whatever_name() -> None:
    async def work() -> tuple[list[Outcome], list[bytes]]:
        async with answering(GOOD) as (port, heard):
            names = (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}")
            found = [await tried(task("http", f"http://{one}/"), Inside()) for one in names]
            found += [await tried(task("tcp", one), Inside()) for one in names]
            return found, heard

    outcomes, heard = run(work)
    assert {one.why for one in outcomes} == {"inside"}
    assert heard == []


def test_who_is_slow_is_not_waited_for() -> None:
    async def work() -> Outcome:
        async with answering(GOOD, wait=2.0) as (port, _):
            return await tried(task("http", f"http://127.0.0.1:{port}/", timeout=0.2))

    assert run(work) == Outcome(False, "timeout")


def test_nobody_at_the_port_is_refused_and_somebody_is_good() -> None:
    async def work() -> list[Outcome]:
        async with answering(b"") as (port, _):
            there = await tried(task("tcp", f"127.0.0.1:{port}"))
        return [there, await tried(task("tcp", f"127.0.0.1:{port}"))]

    assert run(work) == [Outcome(True), Outcome(False, "refused")]


def test_who_speaks_no_tls_has_no_certificate_to_show() -> None:
    async def work() -> Outcome:
        async with answering(b"hello") as (port, _):
            return await tried(task("tls", f"127.0.0.1:{port}"))

    assert run(work).why == "tls"


def test_records_are_held_against_what_they_should_say() -> None:
    asked = Conditions(answer="192.0.2.1")
    assert _answered(["192.0.2.1"], asked) == Outcome(True)
    assert _answered(["192.0.2.9"], asked) == Outcome(False, "answer")
    assert _answered([], asked) == Outcome(False, "name")


def test_the_sum_of_an_echo_with_its_checksum_is_all_ones() -> None:
    echo = _echo(8, b"0123456789abcdef")
    total = sum(int.from_bytes(echo[one : one + 2]) for one in range(0, len(echo), 2))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    assert total == 0xFFFF


def asked_once(one: Task, *, anchors: tuple[tuple[str, int], ...] = ()) -> tuple[list[Found], Engine]:
    """What an engine hands on of one turn of this task."""
    found: list[Found] = []

    async def work() -> Engine:
        reach = Reach(HERE)
        made = Engine(reach, found.append, anchors=anchors)
        await made._room.acquire()
        await made._probe(one)
        reach.close()
        return made

    return found, run(work)


def test_further_tries_are_one_result_that_lasts_from_the_first_to_the_last() -> None:
    began = time.time_ns() // 1000
    [found], _ = asked_once(task("tcp", "127.0.0.1:1", retries=1))
    assert found.outcome == Outcome(False, "refused")
    assert found.start >= began
    assert 500_000 <= found.took < 2_000_000


def test_while_our_own_network_is_dead_nothing_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent(_task: Task, _reach: Reach) -> Outcome:
        raise Failed("timeout", network=True)

    async def nobody(_host: str, _port: int) -> bool:
        return False

    monkeypatch.setattr(engines, "attempt", silent)
    monkeypatch.setattr(engines, "_connects", nobody)
    found, made = asked_once(task("tcp", "192.0.2.1:1"), anchors=(("192.0.2.2", 53),))
    assert (found, made.withheld) == ([], 1)


def test_while_somebody_else_answers_a_silent_target_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent(_task: Task, _reach: Reach) -> Outcome:
        raise Failed("timeout", network=True)

    async def somebody(_host: str, _port: int) -> bool:
        return True

    monkeypatch.setattr(engines, "attempt", silent)
    monkeypatch.setattr(engines, "_connects", somebody)
    [found], made = asked_once(task("tcp", "192.0.2.1:1"), anchors=(("192.0.2.2", 53),))
    assert (found.outcome.why, made.withheld) == ("timeout", 0)


def test_each_probe_has_its_own_moment_in_the_interval_and_keeps_it() -> None:
    many = [Task(f"p{number}", "tcp", "127.0.0.1:1", Conditions(), 60, 1) for number in range(600)]
    turns = [engines._next_turn(one, 1_000_000.0) - 1_000_000 for one in many]
    assert all(0 < one <= 60 for one in turns)
    assert max(sum(1 for one in turns if int(one) == second) for second in range(60)) < 30
    again = [engines._next_turn(one, 1_000_060.0) - 1_000_060 for one in many]
    assert [round(one, 3) for one in again] == [round(one, 3) for one in turns]


def _store(values: str, status: str = "200 OK") -> bytes:
    body = f'{{"status": "success", "data": {{"resultType": "vector", "result": [{values}]}}}}'.encode()
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (_store('{"value": [1, "2"]}, {"value": [1, "1.5"]}'), Outcome(True, "", 200)),
        (_store('{"value": [1, "2"]}, {"value": [1, "1.49"]}'), Outcome(False, "value", 200)),
        (_store(""), Outcome(False, "value", known=False)),
        (_store('{"value": [1, "NaN"]}'), Outcome(False, "value", known=False)),
        (_store("", "400 Bad Request"), Outcome(False, "status", known=False)),
        (b"HTTP/1.1 200 OK\r\n\r\nno json", Outcome(False, "broken", known=False)),
        (b"", Outcome(False, "broken", known=False)),
    ],
)
def test_a_store_of_metrics_tells_how_a_component_is_and_its_silence_says_nothing(
    answer: bytes, outcome: Outcome
) -> None:
    async def work() -> tuple[Outcome, bytes]:
        async with answering(answer) as (port, heard):
            target = f"http://127.0.0.1:{port}/prometheus/"
            return await tried(task("prometheus", target, query='up{job="web"} + 0', least=1.5)), heard[0]

    found, heard = run(work)
    assert found == outcome
    assert heard.startswith(b"GET /prometheus/api/v1/query?query=up%7Bjob%3D%22web%22%7D+%2B+0 HTTP/1.1\r\n")


def test_a_store_that_is_not_there_or_lies_inside_says_nothing_of_the_component() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        target = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        refused = run(lambda: tried(task("prometheus", target, query="up")))
    assert refused == Outcome(False, "refused", known=False)
    inside = run(lambda: tried(task("prometheus", "http://127.0.0.1:9", query="up"), Inside()))
    assert inside == Outcome(False, "inside", known=False)


def test_a_store_that_asks_for_a_token_is_shown_it_and_no_other_is() -> None:
    answer = b'{"status":"success","data":{"resultType":"scalar","result":[1,"3"]}}'
    said = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(answer), answer)

    async def work() -> list[bytes]:
        async with answering(said) as (port, heard):
            one = task("prometheus", f"http://127.0.0.1:{port}", query="up")
            assert (await tried(replace(one, bearer="tok-3n"))).good
            assert (await tried(one)).good
            return heard

    first, second = run(work)
    assert b"\r\nAuthorization: Bearer tok-3n\r\n" in first
    assert b"Authorization" not in second
