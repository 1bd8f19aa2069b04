"""Reading a request's body to its end before anything else: limited in size and in patience, spooled to disk."""

import asyncio
import contextlib
import errno
import io
import tempfile
from collections.abc import Awaitable, Callable
from typing import Any

_IN_MEMORY = 1024 * 1024
# Between two pieces, not in all: a large file over a thin line is welcome, a line that says nothing is not.
_PATIENCE_SECONDS = 30.0

# What a refused sender may still say before the line is cut: a browser that is cut off shows no answer at all.
_HEARD_OUT = 1024**3
_HEARD_OUT_SECONDS = 60.0

_ANNOUNCING = (b"content-length", b"transfer-encoding")

Receive = Callable[[], Awaitable[dict[str, Any]]]


class BodyRefused(Exception):
    """``status`` to answer with; 0 when there is nobody left to answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Room:
    """How many bytes may be held for all senders together, so that many at once do not fill the temporary disk."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken = 0

    def take(self, size: int) -> None:
        """Raises BodyRefused: 503, try again when others are through."""
        if self.taken + size > self.most:
            raise BodyRefused(503)
        self.taken += size


class Body(tempfile.SpooledTemporaryFile[bytes]):
    """A body that gives its room back when it is closed."""

    def __init__(self, room: Room) -> None:
        super().__init__(_IN_MEMORY)
        self._room = room
        self._counted = 0

    def add(self, piece: bytes) -> None:
        self._room.take(len(piece))
        self._counted += len(piece)
        self.write(piece)

    def close(self) -> None:
        self._room.taken -= self._counted
        self._counted = 0
        super().close()

    def __exit__(self, *_why: object) -> None:
        # The one it inherits closes what lies below it, and not this.
        self.close()


class NoBody(io.BytesIO):
    """Of a request that has none: nothing is waited for, and no room taken."""


def has_body(scope: dict[str, Any]) -> bool:
    """Whether a sender announced any (RFC 9112, section 6.3): without both of these a request ends with its headers."""
    return any(name in _ANNOUNCING for name, _value in scope["headers"])


async def read_body(scope: dict[str, Any], receive: Receive, *, limit: int, room: Room) -> Body:
    """The whole body, rewound. Raises BodyRefused: 413 above ``limit`` bytes, 408 too slow, 503 no room for now, 507
    disk full. Counted as it arrives, whatever the sender announced."""
    announced = dict(scope["headers"]).get(b"content-length", b"0")
    if not announced.isdigit() or int(announced) > limit:
        raise BodyRefused(413 if announced.isdigit() else 400)
    body = Body(room)
    try:
        await _fill(body, receive, limit)
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


async def hear_out(receive: Receive) -> None:
    """Let a refused sender finish, keeping nothing of it; to be called when the answer is on its way."""
    heard, more = 0, True
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_HEARD_OUT_SECONDS):
            while more and heard <= _HEARD_OUT:
                message = await receive()
                heard += len(message.get("body", b""))
                more = message.get("more_body", False)


async def _fill(body: Body, receive: Receive, limit: int) -> None:
    size, more = 0, True
    while more:
        try:
            message = await asyncio.wait_for(receive(), _PATIENCE_SECONDS)
        except TimeoutError:
            raise BodyRefused(408) from None
        if message["type"] == "http.disconnect":
            raise BodyRefused(0)
        piece = message.get("body", b"")
        size += len(piece)
        if size > limit:
            raise BodyRefused(413)
        try:
            body.add(piece)
        except OSError as error:
            raise BodyRefused(507 if error.errno in (errno.ENOSPC, errno.EDQUOT) else 500) from error
        more = message.get("more_body", False)
