"""Answers on their way out: a long one in pieces, headers alone for HEAD, nothing left open behind a reader."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from waarborg.project.asgi_bridge import call, hand_out

PIECE = b"x" * 200_000


class LongFile:
    """A WSGI answer of ten pieces that remembers how often it was closed."""

    def __init__(self) -> None:
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        return iter([PIECE] * 10)

    def close(self) -> None:
        self.closed += 1

    def application(self, _environ: dict[str, Any], start_response: Callable[..., Any]) -> "LongFile":
        start_response("200 OK", [("Content-Length", "2000000")])
        return self


def sent(file: LongFile, *, bare: bool = False, gone_after: int | None = None) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        if gone_after is not None and len(messages) >= gone_after:
            raise ConnectionResetError("the reader is gone")
        messages.append(message)

    with ThreadPoolExecutor(1) as pool:
        reply = pool.submit(call, file.application, {}).result()
        asyncio.run(hand_out(reply, send, pool=pool, bare=bare))
    return messages


def test_a_long_answer_goes_out_in_pieces_and_is_closed_once() -> None:
    file = LongFile()
    messages = sent(file)
    assert b"".join(message.get("body", b"") for message in messages) == PIECE * 10
    assert [message.get("more_body") for message in messages] == [None, *[True] * (len(messages) - 2), False]
    assert file.closed == 1


def test_head_sends_the_headers_alone() -> None:
    file = LongFile()
    messages = sent(file, bare=True)
    assert messages[0]["headers"] == [(b"content-length", b"2000000")]
    assert messages[1:] == [{"type": "http.response.body", "body": b"", "more_body": False}]
    assert file.closed == 1


@pytest.mark.parametrize("gone_after", [0, 1, 2])
def test_a_reader_who_leaves_leaves_nothing_open(gone_after: int) -> None:
    file = LongFile()
    with pytest.raises(ConnectionResetError):
        sent(file, gone_after=gone_after)
    assert file.closed == 1
