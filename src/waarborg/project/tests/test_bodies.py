"""Reading a body: counted while it arrives, in bounded room, and nothing kept of a refused one."""

import asyncio
from typing import Any

import pytest

from waarborg.project.asgi_bodies import BodyRefused, NoBody, Room, has_body, hear_out, read_body
from waarborg.project.asgi_bridge import environ_of

LIMIT = 4 * 1024 * 1024


def sender(*pieces: bytes, then: str = "http.request") -> tuple[Any, list[int]]:
    """What the server's `receive` would give, and a list that holds how many pieces were taken."""
    taken = [0]

    async def receive() -> dict[str, Any]:
        taken[0] += 1
        if taken[0] > len(pieces):
            return {"type": "http.disconnect"}
        return {"type": then, "body": pieces[taken[0] - 1], "more_body": taken[0] < len(pieces)}

    return receive, taken


def read(receive: Any, room: Room, length: bytes = b"") -> Any:
    headers = [(b"content-length", length)] if length else []
    return asyncio.run(read_body({"headers": headers}, receive, limit=LIMIT, room=room))


def refused(receive: Any, room: Room, length: bytes = b"") -> int:
    with pytest.raises(BodyRefused) as told:
        read(receive, room, length)
    return told.value.status


def test_only_who_announces_a_body_is_waited_for() -> None:
    assert not has_body({"headers": [(b"host", b"x"), (b"accept", b"*/*")]})
    for name, value in ((b"content-length", b"0"), (b"content-length", b"7"), (b"transfer-encoding", b"chunked")):
        assert has_body({"headers": [(b"host", b"x"), (name, value)]})


def test_a_request_without_a_body_reads_as_an_empty_one_and_keeps_no_name_that_poses_as_another() -> None:
    names = [(b"x-forwarded-for", b"10.0.0.1"), (b"x_forwarded_for", b"6.6.6.6"), (b"content-type", b"text/plain")]
    scope = {"method": "GET", "path": "/", "query_string": b"", "headers": [*names, (b"x-forwarded-for", b"10.0.0.2")]}
    for _ in range(2):
        with NoBody() as body:
            environ = environ_of(scope, body)
            assert (environ["CONTENT_LENGTH"], environ["wsgi.input"].read()) == ("0", b"")
        assert (environ["HTTP_X_FORWARDED_FOR"], environ["CONTENT_TYPE"]) == ("10.0.0.1,10.0.0.2", "text/plain")


def test_a_body_arrives_whole_and_gives_its_room_back() -> None:
    room = Room(2 * LIMIT)
    receive, _ = sender(b"a" * 1_500_000, b"b" * 500_000)
    with read(receive, room) as body:
        assert body.read() == b"a" * 1_500_000 + b"b" * 500_000
        assert room.taken == 2_000_000
    assert room.taken == 0


def test_more_than_was_announced_is_refused_at_the_limit_and_nothing_is_kept() -> None:
    room = Room(100 * LIMIT)
    receive, taken = sender(*[b"x" * 1024 * 1024] * 40)
    assert refused(receive, room, b"10") == 413
    assert (taken[0], room.taken) == (5, 0)


def test_what_is_announced_too_large_is_refused_unread() -> None:
    receive, taken = sender(b"x")
    assert refused(receive, Room(LIMIT), str(LIMIT + 1).encode()) == 413
    assert refused(receive, Room(LIMIT), b"many") == 400
    assert taken[0] == 0


def test_when_many_send_at_once_the_last_waits_and_the_disk_is_not_filled() -> None:
    room = Room(2 * LIMIT)
    first, second = (read(sender(b"x" * (LIMIT - 10))[0], room) for _ in range(2))
    assert refused(sender(b"x" * 1024)[0], room) == 503
    first.close()
    third = read(sender(b"x" * 1024)[0], room)
    assert room.taken == LIMIT - 10 + 1024
    for body in (second, third, third):
        body.close()
    assert room.taken == 0


def test_a_line_that_breaks_midway_leaves_nothing() -> None:
    room = Room(LIMIT)
    receive, _ = sender(b"x" * 10)

    async def broken() -> dict[str, Any]:
        message = await receive()
        return message | {"more_body": True} if message["type"] == "http.request" else message

    assert refused(broken, room) == 0
    assert room.taken == 0


def test_a_refused_sender_is_heard_out_and_one_who_leaves_is_not_waited_for() -> None:
    receive, taken = sender(*[b"x" * 1024] * 8)
    asyncio.run(hear_out(receive))
    assert taken[0] == 8
    asyncio.run(hear_out(receive))
    assert taken[0] == 9
