"""The prober of the own place, a member of the group.

While nothing is to be asked it asks the database now and then by a line of its own, and sets up neither Django nor the
engine; with the first probe it does both. Results are written in one statement every second; while the database is away
they wait in memory, and the oldest go first once there are too many: that is silence, and so unknown.
"""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from waarborg.availability.rules.watching import Task
    from waarborg.project.prober.engine import Found

IDLE_SECONDS = 15.0
LIST_SECONDS = 5.0
WRITE_SECONDS = 1.0
MOST_WAITING = 100_000
AT_ONCE = 2000
ANYTHING = (
    "SELECT EXISTS (SELECT 1 FROM availability_probe WHERE enabled AND removed_at IS NULL AND kind <> 'heartbeat')"
)


def wait_for_work() -> None:
    """Until there is something to ask; a database that is away or has no such table yet is asked again."""
    import psycopg

    from waarborg.project.database_address import plain_parameters

    while True:
        with contextlib.suppress(psycopg.Error), psycopg.connect(**plain_parameters()) as line:
            line.execute("SET ROLE waarborg_desk")
            found = line.execute(ANYTHING).fetchone()
            if found and found[0]:
                return
        time.sleep(IDLE_SECONDS)


class Place:
    """The own place: its list, and where its results go. Django is asked from one thread, and so by one connection."""

    def __init__(self) -> None:
        self.waiting: deque[Found] = deque(maxlen=MOST_WAITING)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="django")

    async def tasks(self) -> "list[Task]":
        return await asyncio.get_running_loop().run_in_executor(self._thread, _tasks)

    async def write(self) -> None:
        """All that waits; what could not be written waits on."""
        while self.waiting:
            part = [self.waiting.popleft() for _ in range(min(len(self.waiting), AT_ONCE))]
            try:
                await asyncio.get_running_loop().run_in_executor(self._thread, _write, part)
            except Exception:
                self.waiting.extendleft(reversed(part))
                raise


def _tasks() -> "list[Task]":
    from waarborg.availability.models import Place as Places
    from waarborg.availability.queries.probes import tasks_of
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role

    with tenancy.enter(Role.DESK):
        own = Places.objects.filter(own=True).first()
        return tasks_of(own.id) if own else []


def _write(found: "list[Found]") -> None:
    from datetime import timedelta
    from uuid import UUID

    from waarborg.availability.actions.deliver import Delivered, deliver
    from waarborg.availability.models import Place as Places
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.tenancy import Role

    # Where the product's clock is set (a demonstration), results stand at its instants.
    shift = clock.offset() // timedelta(microseconds=1)
    results = [
        Delivered(
            UUID(one.probe),
            one.start + shift,
            one.took,
            one.outcome.good,
            one.outcome.why,
            one.outcome.status,
            one.outcome.days,
        )
        for one in found
    ]
    with tenancy.enter(Role.DESK):
        own = Places.objects.get(own=True)
        deliver(own.id, results, at=clock.now())


async def work() -> None:
    """Ask and write until SIGTERM."""
    import structlog
    from django.conf import settings
    from django.db import close_old_connections

    from waarborg.project import environment
    from waarborg.project.prober.engine import Engine
    from waarborg.project.prober.reach import Reach

    log = structlog.stdlib.get_logger(__name__)
    place, over = Place(), asyncio.Event()
    reach = Reach(settings.PROBE_INSIDE)
    anchors: Any = environment.read("WAARBORG_PROBE_ANCHORS")
    engine = Engine(reach, place.waiting.append, anchors=anchors)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    running = asyncio.create_task(engine.run())
    listed = 0.0
    while not over.is_set():
        try:
            if time.monotonic() - listed > LIST_SECONDS:
                engine.ask(await place.tasks())
                listed = time.monotonic()
            await place.write()
        except Exception:
            log.exception("results wait", waiting=len(place.waiting))
            await asyncio.get_running_loop().run_in_executor(place._thread, close_old_connections)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), WRITE_SECONDS)
    running.cancel()
    try:
        await place.write()
    except Exception:
        # The group ends all the same: what was not written is lost with this process, and has to be told of.
        log.exception("last results lost", waiting=len(place.waiting))
    reach.close()


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    wait_for_work()
    from waarborg.project.commandline import set_up_django

    set_up_django()
    from django.conf import settings

    from waarborg.plumbing import journal
    from waarborg.plumbing.observability import logs

    logs.configure("prober", level=settings.LOG_LEVEL, key=settings.SECRET_KEY)
    journal.resume_clock()
    asyncio.run(work())
    return 0


if __name__ == "__main__":
    sys.exit(main())
