"""One hub in each web worker: listens to the database, keeps what was said lately, and tells the open streams.

All workers hear the same announcements in the same order, so a stream that reconnects to another worker can go on after
the last one it saw. Where that is not known any more, it hears ``stale``: fetch everything again.
"""

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from waarborg.plumbing.live.announce import CHANNEL
from waarborg.plumbing.live.tickets import TICKET_SECONDS

_log = logging.getLogger("waarborg.live")
_KEPT = 2000
_QUEUED = 100
_LONGEST_WAIT = 10.0
# Between the clocks of the machines of one installation.
_MARGIN_SECONDS = 2.0


@dataclass(frozen=True)
class Said:
    """One announcement; ``id`` is empty for those that are about the stream itself."""

    id: str
    topic: str
    event: str


STALE = Said("", "", "stale")
END = Said("", "", "end")


@dataclass(eq=False)
class Subscriber:
    topics: frozenset[str]
    session: str
    queue: "asyncio.Queue[Said]" = field(default_factory=lambda: asyncio.Queue(_QUEUED))

    def tell(self, said: Said) -> None:
        try:
            self.queue.put_nowait(said)
        except asyncio.QueueFull:
            # A reader that does not keep up is told once to fetch everything.
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(STALE if said is not END else END)


class Hub:
    """``conninfo``: parameters of psycopg for the listening connection."""

    def __init__(self, conninfo: dict[str, Any]) -> None:
        self._conninfo = conninfo
        # With the moment each was heard.
        self._kept: deque[tuple[float, Said]] = deque(maxlen=_KEPT)
        # Sessions that ended, with the moment: a ticket that was given just before would still open a stream.
        self._ended: dict[str, float] = {}
        self._listening_since: float | None = None
        self._has_listened = False
        self._subscribers: set[Subscriber] = set()
        self._task: asyncio.Task[None] | None = None
        self._told: dict[str, list[Callable[[], None]]] = {}

    def __len__(self) -> int:
        return len(self._subscribers)

    def of_session(self, session: str) -> int:
        return sum(subscriber.session == session for subscriber in self._subscribers) if session else 0

    def start(self) -> None:
        """Begin to listen, in the running event loop; goes on by itself until ``end_all``."""
        self._task = asyncio.get_running_loop().create_task(self._listen())

    def on(self, topic: str, tell: Callable[[], None]) -> None:
        """This worker itself hears of `topic` too, also that it may have missed something."""
        self._told.setdefault(topic, []).append(tell)

    def subscribe(self, topics: Sequence[str], session: str, *, last_id: str, since: float) -> Subscriber:
        """Start to hear of ``topics``: first what was missed after ``last_id``, or without one since a moment."""
        subscriber = Subscriber(frozenset(topics), session)
        for said in self._after(last_id) if last_id else self._since(since):
            if said is STALE or said.topic in subscriber.topics:
                subscriber.tell(said)
        if session in self._ended:
            subscriber.tell(END)
        self._subscribers.add(subscriber)
        return subscriber

    def leave(self, subscriber: Subscriber) -> None:
        self._subscribers.discard(subscriber)

    def end_all(self) -> None:
        """The worker stops: every stream ends, and its page comes back to another worker."""
        for subscriber in self._subscribers:
            subscriber.tell(END)
        if self._task is not None:
            self._task.cancel()

    def _after(self, last_id: str) -> list[Said]:
        for index, (_, said) in enumerate(self._kept):
            if said.id == last_id:
                # From the first of that transaction: it may have said several things; twice does no harm.
                return [later for _, later in list(self._kept)[index:]]
        return [STALE]

    def _since(self, moment: float) -> list[Said]:
        if self._listening_since is None:
            return []  # everybody is told to fetch everything as soon as we listen
        forgotten = self._kept[0][0] if len(self._kept) == _KEPT else self._listening_since
        if moment - _MARGIN_SECONDS < forgotten:
            return [STALE]
        return [said for heard, said in self._kept if heard >= moment - _MARGIN_SECONDS]

    def _hear(self, payload: str) -> None:
        """The channel is open to whoever may speak in the database: nobody ends the listening by what he says there."""
        try:
            self.heard(payload)
        except (ValueError, KeyError, TypeError):
            _log.warning("live stream heard something that is no announcement")

    def heard(self, payload: str) -> None:
        """One announcement as the database delivered it. Raises ValueError, KeyError, TypeError for anything else."""
        said = json.loads(payload)
        if "end" in said:
            self._end(str(said["end"]))
            return
        news = Said(said["id"], said["topic"], said["event"])
        self._kept.append((time.time(), news))
        for subscriber in self._subscribers:
            if news.topic in subscriber.topics:
                subscriber.tell(news)
        for tell in self._told.get(news.topic, ()):
            tell()

    def _end(self, session: str) -> None:
        now = time.time()
        oldest = now - TICKET_SECONDS - _MARGIN_SECONDS
        self._ended = {one: at for one, at in self._ended.items() if at >= oldest} | {session: now}
        for subscriber in self._subscribers:
            if subscriber.session == session:
                subscriber.tell(END)

    async def _listen(self) -> None:
        wait = 0.2
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**self._conninfo, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}".encode())
                    # What was said while nobody listened is not known: whoever was here before must fetch again. Nor
                    # is it known whose session ended meanwhile: who was heard before comes back with a new ticket.
                    self._kept.clear()
                    self._listening_since = time.time()
                    for tell in (one for all_of_it in self._told.values() for one in all_of_it):
                        tell()
                    for subscriber in self._subscribers:
                        subscriber.tell(STALE)
                        if self._has_listened:
                            subscriber.tell(END)
                    self._has_listened = True
                    wait = 0.2
                    async for notice in connection.notifies():
                        self._hear(notice.payload)
            except psycopg.OperationalError as error:
                _log.warning("live stream lost the database: %s", str(error).splitlines()[0] if str(error) else "?")
            self._listening_since = None
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)
