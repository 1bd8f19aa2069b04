"""Handing work to the queue: collected in the unit of work and deferred with the commit, so no job outlives a rollback."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app

from waarborg.plumbing import tenancy


def enqueue(
    task: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    at: datetime | None = None,
    lock: str | None = None,
    once: str | None = None,
) -> None:
    """Defer `task` (its full name) when the scope ends, in the same transaction.

    `arguments` are JSON values. `at` is the earliest instant; `lock` lets one job of that name run at a time; `once`
    keeps a second waiting job of that name from being added. Raises NoScope.
    """
    tenancy.unit().jobs.append((task, dict(arguments or {}), at, lock, once))


def _hand_over(unit: tenancy.Unit) -> None:
    from procrastinate.exceptions import AlreadyEnqueued

    for task, arguments, at, lock, once in unit.jobs:
        job = app.configure_task(task, schedule_at=at, lock=lock, queueing_lock=once, allow_unknown=False)
        try:
            job.defer(**arguments)
        except AlreadyEnqueued:
            continue
    unit.jobs.clear()


tenancy.before_leaving(_hand_over, as_login=True)
