"""Reading a request's body to its end before anything else: limited in size and in patience, spooled to disk."""

import asyncio
import errno
import tempfile
from collections.abc import Awaitable, Callable
from typing import Any

_IN_MEMORY = 1024 * 1024
# Between two pieces, not in all: a large file over a thin line is welcome, a line that says nothing is not.
_PATIENCE_SECONDS = 30.0

Body = tempfile.SpooledTemporaryFile[bytes]


class BodyRefused(Exception):
    """``status`` to answer with; 0 when there is nobody left to answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def read_body(scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], *, limit: int) -> Body:
    """The whole body, rewound. Raises BodyRefused: 413 above ``limit`` bytes, 408 too slow, 507 disk full."""
    announced = dict(scope["headers"]).get(b"content-length", b"0")
    if not announced.isdigit() or int(announced) > limit:
        raise BodyRefused(413 if announced.isdigit() else 400)
    body: Body = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        await _fill(body, receive, limit)
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


async def _fill(body: Body, receive: Callable[[], Awaitable[dict[str, Any]]], limit: int) -> None:
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
            body.write(piece)
        except OSError as error:
            raise BodyRefused(507 if error.errno in (errno.ENOSPC, errno.EDQUOT) else 500) from error
        more = message.get("more_body", False)
