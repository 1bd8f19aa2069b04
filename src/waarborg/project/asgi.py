"""The dispatcher: what the web server calls, before Django.

It answers event streams and static files itself, reads every other request's body to its end, and only then takes the
one thread in which Django's WSGI handler runs. So neither open streams nor slow senders keep anybody else waiting.
"""

import asyncio
import contextlib
import ctypes
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from waarborg.plumbing.live.hub import Hub
from waarborg.plumbing.live.stream import LONGEST_TICKET, Receive, Send, answer, answer_elsewhere, refuse
from waarborg.project.asgi_bodies import Body, BodyRefused, NoBody, Room, has_body, hear_out, read_body
from waarborg.project.asgi_bridge import Reply, call, environ_of, hand_out
from waarborg.project.commandline import set_up_django
from waarborg.project.kept_answers import Kept, KeptAnswers, Key, key_of, plain
from waarborg.project.static_files import StaticFiles

set_up_django()

from django.conf import settings  # noqa: E402
from django.db import Error  # noqa: E402

from waarborg.availability.rules.page_times import MOST_BYTES  # noqa: E402
from waarborg.plumbing import journal  # noqa: E402
from waarborg.plumbing.live.announce import ERASED, STATUS  # noqa: E402
from waarborg.plumbing.observability import logs  # noqa: E402
from waarborg.plumbing.web.pieces import forget_pieces  # noqa: E402
from waarborg.plumbing.web.preferences import COOKIES  # noqa: E402
from waarborg.project.asgi_refusals import refusal_page  # noqa: E402
from waarborg.project.database_address import listener_parameters  # noqa: E402
from waarborg.project.wsgi import application as django_application  # noqa: E402

logs.configure("web", level=settings.LOG_LEVEL, key=settings.SECRET_KEY)
_MOST_WAITING = 1000
_TURN_SECONDS = 15.0
# Of the largest size; small ones fit by the thousand.
_BODIES_AT_ONCE = 20
# Messages of metrics that wait for their turn; the sender of one more hears that it is to come again.
_MOST_METRICS_WAITING = 100
_METRICS_AT_ONCE = 5
METRICS = "/v1/metrics"
PAGE_TIMES = "/v1/page-times"
_PR_SET_PDEATHSIG = 1
_CHOICES = (settings.LANGUAGE_COOKIE_NAME, *COOKIES)
_libc = ctypes.CDLL(None)


class Lane:
    """One thread for one kind of measurements, how many wait for it, and how large and how many bodies may be."""

    def __init__(self, name: str, limit: int, *, at_once: int) -> None:
        self.pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self.limit, self.room, self.waiting = limit, Room(at_once * limit), 0


class Dispatcher:
    def __init__(self) -> None:
        # One thread: Django keeps one database connection in each, and two would only fight for the interpreter.
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="django")
        # Metrics have one of their own, so that a flood of them keeps nobody from a page; and what anybody's browser
        # may send has another, so that a flood of that keeps no exporter waiting.
        self._lanes = {
            METRICS: Lane("metrics", settings.OTLP_LIMIT, at_once=_METRICS_AT_ONCE),
            PAGE_TIMES: Lane("page-times", MOST_BYTES, at_once=_MOST_METRICS_WAITING),
        }
        self._hub = Hub(listener_parameters())
        self._static = StaticFiles(settings.STATIC_ROOT)
        self._waiting = 0
        self._room = Room(_BODIES_AT_ONCE * settings.UPLOAD_LIMIT)
        self._answers = KeptAnswers()
        self._hub.on(STATUS, self._answers.changed)
        self._hub.on(ERASED, forget_pieces)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] != "http":
            raise ValueError(scope["type"])
        elif scope["path"] == "/live/stream" and scope["method"] == "GET":
            await answer(self._hub, scope, receive, send)
        elif scope["path"] == "/live/stream" and scope["method"] == "POST":
            await self._stream_elsewhere(scope, receive, send)
        elif scope["path"] == "/health/live":
            await _whole(send, 200, [(b"content-type", b"application/json")], b'{"status": "ok"}')
        elif scope["path"].startswith("/static/"):
            await self._static_file(scope, send)
        elif lane := self._lanes.get(scope["path"]):
            await self._measurements(lane, scope, receive, send)
        elif public := key_of(scope, session=settings.SESSION_COOKIE_NAME, choices=_CHOICES):
            await self._public(*public, scope, send)
        else:
            await self._page(scope, receive, send)

    async def _public(self, key: Key, headers: dict[bytes, bytes], scope: dict[str, Any], send: Send) -> None:
        """An answer that many ask for: from memory where it is fresh (kept_answers.py)."""
        bare = scope["method"] == "HEAD"
        found = self._answers.fresh(key) or await self._answers.get(key, lambda: self._made(plain(scope)))
        if found is None:
            await _told(scope, send, 503)
        elif isinstance(found, Kept):
            status, out, body = self._answers.answer(found, headers)
            await send({"type": "http.response.start", "status": status, "headers": out})
            await send({"type": "http.response.body", "body": b"" if bare else body})
        else:
            await hand_out(found, send, pool=self._pool, bare=bare)

    async def _stream_elsewhere(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        try:
            with await read_body(scope, receive, limit=LONGEST_TICKET, room=self._room) as body:
                ticket = body.read()
        except BodyRefused as refused:
            if refused.status:
                await refuse(send, refused.status)
            return
        await answer_elsewhere(self._hub, scope, ticket, receive, send)

    async def _made(self, scope: dict[str, Any]) -> Reply | None:
        """What Django answers to a request without a body; None where it has no time."""
        if self._waiting >= _MOST_WAITING:
            return None
        self._waiting += 1
        try:
            with Body(self._room) as body:
                return await _in_turn(self._pool.submit(call, django_application, environ_of(scope, body)))
        finally:
            self._waiting -= 1

    async def _measurements(self, lane: "Lane", scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """What exporters and browsers send. What finds no place is answered 503 before any of it is counted."""
        if lane.waiting >= _MOST_METRICS_WAITING:
            await _told(scope, send, 503)
            return
        lane.waiting += 1
        try:
            body = await read_body(scope, receive, limit=lane.limit, room=lane.room)
            with body:
                work = lane.pool.submit(call, django_application, environ_of(scope, body))
                reply = await _in_turn(work)
                if reply is None:
                    await _told(scope, send, 503)
                    return
                await hand_out(reply, send, pool=lane.pool, bare=False)
        except BodyRefused as refused:
            if refused.status:
                await _told(scope, send, refused.status, receive)
        finally:
            lane.waiting -= 1

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            kind = (await receive())["type"]
            if kind == "lifespan.startup":
                # A worker must not outlive a killed web server: it would keep the port.
                _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
                self._hub.start()
                await asyncio.get_running_loop().run_in_executor(self._pool, resume_clock)
            if kind == "lifespan.shutdown":
                self._hub.end_all()
            await send({"type": f"{kind}.complete"})
            if kind == "lifespan.shutdown":
                return

    async def _static_file(self, scope: dict[str, Any], send: Send) -> None:
        file = self._static.get(scope["path"].removeprefix("/static/")) if scope["method"] in ("GET", "HEAD") else None
        if file is None:
            await refuse(send, 404)
            return
        accepted = dict(scope["headers"]).get(b"accept-encoding", b"")
        packed = file.compressed if b"gzip" in accepted else None
        headers = [
            (b"content-type", file.content_type.encode()),
            (b"cache-control", file.cache.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"cross-origin-resource-policy", b"same-origin"),
            *([(b"vary", b"Accept-Encoding")] if file.compressed else []),
            *([(b"content-encoding", b"gzip")] if packed else []),
        ]
        await _whole(send, 200, headers, b"" if scope["method"] == "HEAD" else packed or file.body)

    async def _page(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if self._waiting >= _MOST_WAITING:
            await _told(scope, send, 503)
            return
        if b"%00" in scope["query_string"] or "\0" in scope["path"]:
            # The database knows no such character, and no link of ours has one.
            await _told(scope, send, 400)
            return
        try:
            limit, room = settings.UPLOAD_LIMIT, self._room
            body = await read_body(scope, receive, limit=limit, room=room) if has_body(scope) else NoBody()
        except BodyRefused as refused:
            if refused.status:
                await _told(scope, send, refused.status, receive)
            return
        self._waiting += 1
        try:
            with body:
                reply = await _in_turn(self._pool.submit(call, django_application, environ_of(scope, body)))
                if reply is None:
                    await _told(scope, send, 503)
                    return
                await hand_out(reply, send, pool=self._pool, bare=scope["method"] == "HEAD")
        finally:
            self._waiting -= 1


async def _in_turn(work: "Future[Reply]") -> Reply | None:
    """The answer; None where its turn did not come in time: whoever was first waits for a database that hangs.

    What has begun is waited for, because nobody could say whether anything was changed.
    """
    waited = asyncio.wrap_future(work)
    done, _ = await asyncio.wait({waited}, timeout=_TURN_SECONDS)
    if not done and work.cancel():
        return None
    return await waited


def resume_clock() -> None:
    with contextlib.suppress(Error):  # the database is away: what is written first will tell
        journal.resume_clock()


async def _whole(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    headers = [*headers, (b"content-length", str(len(body)).encode())] if body else headers
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _told(scope: dict[str, Any], send: Send, status: int, receive: Receive | None = None) -> None:
    """A refusal of our own; with `receive` also to who is still sending, and would else see a broken line instead."""
    headers, body = refusal_page(scope, status, limit=settings.UPLOAD_LIMIT)
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": receive is not None})
    if receive is not None:
        await hear_out(receive)
        await send({"type": "http.response.body", "body": b""})


application = Dispatcher()
