"""From an ASGI request whose body is there to a WSGI call, and back."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from waarborg.project.asgi_bodies import Body, NoBody

# Up to here an answer is collected in the one visit to the thread that made it.
_COLLECTED = 256 * 1024


@dataclass
class Reply:
    """``more`` is what is left of a long answer, to be asked for piece by piece; None when ``body`` is all."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    more: Iterator[bytes] | None
    close: Callable[[], None]


def environ_of(scope: dict[str, Any], body: Body | NoBody) -> dict[str, Any]:
    """The WSGI environment. Header names with an underscore are dropped: they could pose as others."""
    body.seek(0, 2)
    size = body.tell()
    body.seek(0)
    host, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name = _name_of(raw_name)
        if not name:
            continue
        value = raw_value.decode("latin-1")
        if name in environ:
            value = f"{environ[name]}{'; ' if name == 'HTTP_COOKIE' else ','}{value}"
        environ[name] = value
    environ["CONTENT_LENGTH"] = str(size)
    return environ


# Browsers send the same names with every request; whoever thinks up others, thinks up so many.
@lru_cache(512)
def _name_of(raw: bytes) -> str:
    """What the environment calls a header; empty for one that stays out."""
    if b"_" in raw or raw.lower() in (b"content-length", b"transfer-encoding"):
        return ""
    name = raw.decode("latin-1").upper().replace("-", "_")
    return name if name == "CONTENT_TYPE" else f"HTTP_{name}"


def call(application: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> Reply:
    """Run the application, in the thread that owns the database connection."""
    said: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> None:
        said["status"] = int(status.split(" ", 1)[0])
        said["headers"] = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    result = application(environ, start_response)
    close = getattr(result, "close", lambda: None)
    pieces: list[bytes] = []
    size = 0
    try:
        more = iter(result)
        for piece in more:
            pieces.append(piece)
            size += len(piece)
            if size > _COLLECTED:
                return Reply(said["status"], said["headers"], b"".join(pieces), more, close)
    except BaseException:
        close()
        raise
    close()
    return Reply(said["status"], said["headers"], b"".join(pieces), None, close)


def next_chunk(reply: Reply) -> bytes:
    """The next piece of a long answer; the last one is empty and ends it."""
    if reply.more is None:
        return b""
    try:
        return next(reply.more)
    except StopIteration:
        reply.more = None
        reply.close()
        return b""
    except BaseException:
        reply.more = None
        reply.close()
        raise


async def hand_out(
    reply: Reply, send: Callable[[dict[str, Any]], Awaitable[None]], *, pool: Executor, bare: bool
) -> None:
    """Send an answer: a page whole, a long file piece by piece, with the thread free for others in between.

    `bare` sends the headers alone (RFC 9110, section 9.3.2). Whatever is left is closed, also when the reader is gone.
    """
    loop = asyncio.get_running_loop()
    try:
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        body = b"" if bare else reply.body
        while reply.more is not None and not bare:
            await send({"type": "http.response.body", "body": body, "more_body": True})
            body = await loop.run_in_executor(pool, next_chunk, reply)
        await send({"type": "http.response.body", "body": body, "more_body": False})
    finally:
        if reply.more is not None:
            reply.more = None
            # In the thread that opened it: closing also gives back the database connection.
            await loop.run_in_executor(pool, reply.close)
