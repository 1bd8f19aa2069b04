"""The worker: takes jobs from every queue, as a member of the process group."""

import asyncio
import os
from typing import Any

# The queue of clocks, which the scheduler serves alone, so that no long job stands between a clock and its warning.
CLOCKS = "clocks"


def serve(name: str, queues: list[str] | None) -> int:
    """Work until SIGTERM; the job in hand gets some seconds to end, and is otherwise given back by the recovery."""
    from waarborg.kernel.errors import Refusal
    from waarborg.project.commandline import render, set_up_django

    set_up_django()
    from django.conf import settings
    from procrastinate.contrib.django import app

    from waarborg.plumbing import jobs, journal
    from waarborg.plumbing.observability import logs
    from waarborg.project.database_role import refuse_privileged

    logs.configure(name, level=settings.LOG_LEVEL, key=settings.SECRET_KEY)
    try:
        refuse_privileged()
    except Refusal as refusal:
        return render(refusal, lang="en", as_json=False)
    journal.resume_clock()
    jobs.keep_moments()

    async def work() -> None:
        async with app.open_async():
            options: dict[str, Any] = {"queues": queues} if queues else {}
            await app.run_worker_async(name=f"{name}-{os.getpid()}", **options)

    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        asyncio.run(work())
    return 0


def main() -> int:
    return serve("worker", None)
