"""Server-sent events: one open answer for each live page, outside Django's threads."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from waarborg.plumbing.live.hub import END, Hub, Said, Subscriber
from waarborg.plumbing.live.tickets import Ticket, read_ticket

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]

_MOST_STREAMS = 2000
_MOST_OF_ONE_SESSION = 20
_HEARTBEAT_SECONDS = 15.0
# A stream ends by itself now and then; its page comes back with a new ticket, and so only while its session lives.
_LONGEST_SECONDS = 240.0
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


# Of what a page of another origin sends: a ticket and nothing else.
LONGEST_TICKET = 4096


async def answer(hub: Hub, scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer ``/live/stream?ticket=...``: 403 for a ticket that is false or old, 503 or 429 when there are too many."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    opened = read_ticket(query.get("ticket", [""])[0])
    if opened is None or opened.origin:
        await refuse(send, 403)
        return
    headers = {name.lower(): value for name, value in scope["headers"]}
    last_id = headers.get(b"last-event-id", b"").decode("latin-1") or query.get("last", [""])[0]
    await _opened(hub, opened, last_id, receive, send, _HEADERS)


async def answer_elsewhere(hub: Hub, scope: dict[str, Any], body: bytes, receive: Receive, send: Send) -> None:
    """The same for a page of another origin, without cookies: the ticket is the body of a POST, so that it stands in no
    address that is logged, and opens nothing but from the origin that it was given to (Fetch, CORS protocol)."""
    origin = dict(scope["headers"]).get(b"origin", b"")
    opened = read_ticket(body.decode("latin-1"))
    if opened is None or not opened.origin or opened.origin != origin.decode("latin-1"):
        await refuse(send, 403)
        return
    theirs = [
        (b"access-control-allow-origin", origin),
        (b"cross-origin-resource-policy", b"cross-origin"),
        (b"vary", b"Origin"),
    ]
    await _opened(hub, opened, "", receive, send, [*_HEADERS, *theirs])


async def _opened(
    hub: Hub, opened: Ticket, last_id: str, receive: Receive, send: Send, headers: list[tuple[bytes, bytes]]
) -> None:
    if len(hub) >= _MOST_STREAMS or hub.of_session(opened.session) >= _MOST_OF_ONE_SESSION:
        await refuse(send, 503 if len(hub) >= _MOST_STREAMS else 429)
        return
    subscriber = hub.subscribe(opened.topics, opened.session, last_id=last_id, since=opened.made)
    try:
        await _stream(subscriber, receive, send, headers)
    finally:
        hub.leave(subscriber)


async def refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b""})


async def _stream(subscriber: Subscriber, receive: Receive, send: Send, headers: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b": open\nretry: 3000\n\n", "more_body": True})
    gone = asyncio.ensure_future(_gone(receive))
    loop = asyncio.get_running_loop()
    ends = loop.time() + _LONGEST_SECONDS
    try:
        while loop.time() < ends:
            news = asyncio.ensure_future(subscriber.queue.get())
            done, _ = await asyncio.wait({news, gone}, timeout=_HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if news not in done:
                news.cancel()
            if gone in done:
                return
            said = news.result() if news in done else None
            if said is END:
                break
            body = _written(said) if said else b": still here\n\n"
            await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b"event: end\ndata: {}\n\n", "more_body": False})
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _written(said: Said) -> bytes:
    lines = [f"id: {said.id}"] if said.id else []
    # The data is the topic, which our own code chose; the page listens by the event's name.
    lines += [f"event: {said.event}", f"data: {said.topic}", "", ""]
    return "\n".join(lines).encode()
