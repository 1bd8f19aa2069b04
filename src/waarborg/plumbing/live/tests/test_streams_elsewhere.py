"""A stream for a page of another origin: its ticket is the body of a POST, and works from that origin alone."""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from waarborg.plumbing.live.hub import Hub
from waarborg.plumbing.live.stream import answer, answer_elsewhere
from waarborg.plumbing.live.tickets import ticket_elsewhere

APP = "https://app.example.nl"


def given(**more: Any) -> str:
    said: dict[str, Any] = {"session": "s", "origin": APP, "began": time.time(), **more}
    return ticket_elsewhere(["chat.7"], **said)


def streamed(ticket: str, *, origin: str = APP, get: bool = False, end: str = "s") -> list[dict[str, Any]]:
    """What is sent until session `end` ends, with one announcement before it."""
    sent: list[dict[str, Any]] = []
    hub = Hub({})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        if len(sent) == 2:
            hub.heard(json.dumps({"id": "814", "topic": "chat.7", "event": "changed"}))
            hub.heard(json.dumps({"end": end}))

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def run() -> None:
        scope = {"headers": [(b"origin", origin.encode())], "query_string": f"ticket={ticket}".encode()}
        if get:
            await answer(hub, scope, receive, send)
        else:
            await answer_elsewhere(hub, scope, ticket.encode(), receive, send)

    # In a thread of its own: where browsers were driven before, this one has a loop already.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(lambda: asyncio.run(asyncio.wait_for(run(), 60))).result()
    return sent


def test_it_tells_that_something_changed_and_ends_when_its_reader_signs_out() -> None:
    begin, *said = streamed(given())
    headers = dict(begin["headers"])
    assert (begin["status"], headers[b"access-control-allow-origin"]) == (200, APP.encode())
    assert b"access-control-allow-credentials" not in headers
    told = b"".join(one["body"] for one in said)
    assert b"event: changed\ndata: chat.7\n" in told
    assert told.endswith(b"event: end\ndata: {}\n\n")


def test_from_elsewhere_with_a_false_ticket_or_in_an_address_it_opens_nothing() -> None:
    refused = [
        streamed(given(), origin="https://elders.example.nl"),
        streamed(given(), origin=""),
        streamed("niets"),
        streamed(given(), get=True),
        streamed(given(origin="")),
    ]
    assert [one[0]["status"] for one in refused] == [403] * 5
    assert all(len(one) == 2 and one[1]["body"] == b"" for one in refused)
