"""Handing work to the queue: collected in the unit of work and deferred with the commit, so no job outlives a rollback.

A task is declared with `task` (queue/tasks.py); `enqueue` hands one over.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from procrastinate.contrib.django import app

from waarborg.plumbing import clock, tenancy

# The queue's own function for deferring knows no "or keep the one that waits": a violation of its unique index would
# abort the transaction, and with it the change that the job follows. Updating the row instead also locks it until our
# commit, so that no worker takes the waiting job before the rows it must see are there.
HAND_OVER = """
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
SELECT queue, task, priority, lock, once, args::jsonb, due
FROM unnest(%s::text[], %s::text[], %s::int[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])
  AS j (queue, task, priority, lock, once, args, due)
ON CONFLICT (queueing_lock) WHERE status = 'todo'
DO UPDATE SET
  scheduled_at = nullif(
    least(coalesce(procrastinate_jobs.scheduled_at, '-infinity'), coalesce(excluded.scheduled_at, '-infinity')),
    '-infinity'),
  args = CASE WHEN procrastinate_jobs.args ? 'not_before' AND excluded.args ? 'not_before'
    THEN procrastinate_jobs.args || jsonb_build_object('not_before', least(
      (procrastinate_jobs.args->>'not_before')::timestamptz, (excluded.args->>'not_before')::timestamptz))
    ELSE procrastinate_jobs.args - 'not_before' END
RETURNING xmax::text::bigint <> 0
"""
# A worker that passed the locked row sleeps until the next notice; PostgreSQL sends this one with the commit.
WAKE = """SELECT pg_notify('procrastinate_any_queue_v1', '{"type": "job_inserted", "job_id": 0}')"""

# What waits in the queue is seen by everybody who looks after it, and outlives the erasure of a customer.
_IDENTIFIER = re.compile(r"[\w.:+-]{0,100}", re.ASCII)
# The moment of a job by the product's clock. The queue's own column counts in real time, and an offset can be another
# one after a restart.
DUE = "not_before"
KEEP_MOMENTS = """
UPDATE procrastinate_jobs SET scheduled_at = (args->>'not_before')::timestamptz - %s
WHERE status = 'todo' AND attempts = 0 AND args ? 'not_before'
  AND scheduled_at IS DISTINCT FROM (args->>'not_before')::timestamptz - %s
"""


def keep_moments() -> int:
    """At the start of a process: jobs wait for their moment by the clock that is kept now. Answers how many moved."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP_MOMENTS, [clock.offset()] * 2)  # type: ignore[list-item]
        return int(cursor.rowcount)


def enqueue(
    task: str | Callable[..., Any],
    arguments: Mapping[str, Any] | None = None,
    *,
    at: datetime | None = None,
    lock: str | None = None,
    once: str | None = None,
) -> None:
    """Defer `task` (a function made by `task`, or its name) when the scope ends, in the same transaction.

    `arguments` are JSON values, UUIDs and instants. `at` is the earliest instant, by the product's clock; `lock` lets
    one job of that name run at a time; `once` lets one job of that name wait at a time: a second one only brings it
    forward. Raises ValueError for a text that is no identifier, NoScope; TaskNotFound follows at the end of the scope.
    """
    name = task if isinstance(task, str) else str(getattr(task, "name", ""))
    tenancy.unit().jobs.append((name, _plain(arguments or {}), at, lock, once))


def _plain(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in arguments.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and not _IDENTIFIER.fullmatch(value):
        raise ValueError("a job carries identifiers; texts and addresses stay in the rows that they are read from")
    if isinstance(value, list | tuple):
        return [_plain_value(item) for item in value]
    return value


def _hand_over(unit: tenancy.Unit) -> None:
    if not unit.jobs:
        return
    rows: dict[str | int, tuple[Any, ...]] = {}
    for number, (task, arguments, at, lock, once) in enumerate(unit.jobs):
        job = app.configure_task(task, lock=lock, queueing_lock=once, allow_unknown=False).job
        # The queue counts in real time, also where the product's clock is offset.
        due = at - clock.offset() if at else None
        given = json.dumps({**arguments, DUE: at.isoformat()} if at else arguments)
        row = (job.queue, job.task_name, job.priority, job.lock, job.queueing_lock, given, due)
        rows[job.queueing_lock or number] = row
    unit.jobs.clear()
    # By name of the lock, so that two transactions that hand over the same two jobs cannot wait for each other.
    ordered = sorted(rows.values(), key=lambda row: row[4] or "")
    # Through Django's connection, not the queue's connector: inside a worker that one is another connection, and its
    # jobs would be there before, or without, our commit.
    with connection.cursor() as cursor:
        cursor.execute(HAND_OVER, [list(column) for column in zip(*ordered, strict=True)])
        if any(waiting for (waiting,) in cursor.fetchall()):
            cursor.execute(WAKE)


tenancy.before_leaving(_hand_over, as_login=True)
