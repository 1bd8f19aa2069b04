"""Asking everything at its time, from one event loop: spread over the interval, so many at once and no more.

What it hands on are results as `availability` accounts them. It hands nothing on while its own network is dead, and
nothing it did not get round to in time: both are silence, and silence is unknown, never downtime.
"""

import asyncio
import contextlib
import heapq
import itertools
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from waarborg.availability.rules.watching import TRIES_AGAIN_AFTER, Outcome, Task
from waarborg.project.prober.reach import Failed, Reach
from waarborg.project.prober.tries import attempt

AT_ONCE = 400
# While something outside answered so shortly ago, the network is alive.
ALIVE_SECONDS = 10.0
ANCHOR_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Found:
    """One result: the instant it began by the wall clock and what it took, both in microseconds."""

    probe: str
    start: int
    took: int
    outcome: Outcome


def wall() -> int:
    """The present by the wall clock, in microseconds: results are real, also where the product's clock is set."""
    return time.time_ns() // 1000


class Engine:
    def __init__(
        self,
        reach: Reach,
        hand_on: Callable[[Found], None],
        *,
        anchors: Iterable[tuple[str, int]] = (),
        now: Callable[[], int] = wall,
    ) -> None:
        """`now` is the wall clock in microseconds, corrected where a server said how far off it is."""
        self.reach, self.hand_on, self.anchors, self.now = reach, hand_on, tuple(anchors), now
        self.tasks: dict[str, Task] = {}
        self.withheld = 0
        self.skipped = 0
        # Of two at one moment the one that was planned first; tasks themselves have no order.
        self._plan: list[tuple[float, int, Task]] = []
        self._number = itertools.count()
        self._woken = asyncio.Event()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._answered = 0.0
        self._asking: asyncio.Task[bool] | None = None
        self._busy: set[str] = set()
        self._running: set[asyncio.Task[None]] = set()

    def ask(self, tasks: Iterable[Task]) -> None:
        """From now on ask these; those that stay keep their turn."""
        wanted = {one.id: one for one in tasks}
        for one in wanted.values():
            held = self.tasks.get(one.id)
            if held == one:
                wanted[one.id] = held
            else:
                self._put(one)
        self.tasks = wanted
        self._woken.set()

    async def run(self) -> None:
        """Until it is cancelled."""
        try:
            while True:
                await self._turn()
        finally:
            for one in self._running:
                one.cancel()

    async def _turn(self) -> None:
        self._woken.clear()
        wait = min(self._plan[0][0] - time.time(), 60.0) if self._plan else 60.0
        if wait > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), wait)
            return
        _, _, task = heapq.heappop(self._plan)
        if self.tasks.get(task.id) is not task:
            return
        self._put(task)
        if task.id in self._busy:
            # The last one is still under way: two at once would say nothing more.
            self.skipped += 1
            return
        await self._room.acquire()
        self._busy.add(task.id)
        job = asyncio.create_task(self._probe(task))
        self._running.add(job)
        job.add_done_callback(self._running.discard)

    def _put(self, task: Task) -> None:
        heapq.heappush(self._plan, (_next_turn(task, time.time()), next(self._number), task))

    async def _probe(self, task: Task) -> None:
        try:
            start, began = self.now(), time.monotonic()
            outcome, network = await self._tries(task)
            took = int((time.monotonic() - began) * 1_000_000)
            if not outcome.known or (network and not await self._network_lives()):
                self.withheld += 1
                return
            self.hand_on(Found(task.id, start, took, outcome))
        finally:
            self._busy.discard(task.id)
            self._room.release()

    async def _tries(self, task: Task) -> tuple[Outcome, bool]:
        """The first good try, else the last one: further tries lie within the one result and count no failure."""
        outcome, network = Outcome(False, "timeout"), False
        for number in range(task.retries + 1):
            if number:
                await asyncio.sleep(TRIES_AGAIN_AFTER)
            try:
                outcome, network = await attempt(task, self.reach), False
            except Failed as failed:
                outcome, network = failed.outcome, failed.network
            if not network:
                self._answered = time.monotonic()
            if outcome.good:
                break
        return outcome, network

    async def _network_lives(self) -> bool:
        """Whether anything outside answers: one question for all who want to know at once."""
        if not self.anchors or time.monotonic() - self._answered < ALIVE_SECONDS:
            return True
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask_anchors())
        return await asyncio.shield(self._asking)

    async def _ask_anchors(self) -> bool:
        found = await asyncio.gather(*(_connects(host, port) for host, port in self.anchors))
        if any(found):
            self._answered = time.monotonic()
        return any(found)


async def _connects(host: str, port: int) -> bool:
    try:
        async with asyncio.timeout(ANCHOR_SECONDS):
            _, writer = await asyncio.open_connection(host, port)
    except ConnectionRefusedError:
        # Somebody out there said no: the network works.
        return True
    except (OSError, TimeoutError):
        return False
    writer.transport.abort()
    return True


def _next_turn(task: Task, now: float) -> float:
    """Each probe has a moment of its own in its interval, the same after a restart."""
    phase = zlib.crc32(task.id.encode()) / 2**32 * task.every
    return now + task.every - (now - phase) % task.every
