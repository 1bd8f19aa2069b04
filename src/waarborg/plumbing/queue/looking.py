"""Reading the queue, for who looks after it: a page of jobs in one state, how many there are, who works."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import connection

from waarborg.plumbing import tenancy
from waarborg.plumbing.queue.recovery import SILENT_SECONDS

PAGE = 50
State = Literal["waiting", "planned", "running", "stalled", "failed", "cancelled"]
STATES: tuple[State, ...] = ("waiting", "planned", "running", "stalled", "failed", "cancelled")
_LIVES = f"""EXISTS (SELECT FROM procrastinate_workers w
  WHERE w.id = j.worker_id AND w.last_heartbeat > now() - interval '{SILENT_SECONDS} seconds')"""
CONDITIONS: Mapping[State, str] = {
    "waiting": "j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())",
    "planned": "j.status = 'todo' AND j.scheduled_at > now()",
    "running": f"j.status = 'doing' AND {_LIVES}",
    "stalled": f"j.status = 'doing' AND NOT {_LIVES}",
    "failed": "j.status = 'failed'",
    "cancelled": "j.status IN ('cancelled', 'aborted', 'aborting')",
}
COUNTS = (
    f"SELECT {', '.join(f'count(*) FILTER (WHERE {CONDITIONS[name]})' for name in STATES)} FROM procrastinate_jobs j"
)
# What waits longest and is due; the moment it was put there stands in its events.
LAG = f"""
SELECT extract(epoch FROM now() - min(coalesce(j.scheduled_at,
         (SELECT min(e.at) FROM procrastinate_events e WHERE e.job_id = j.id))))
FROM procrastinate_jobs j WHERE {CONDITIONS["waiting"]}
"""
# A job carries identifiers, numbers and moments (jobs.enqueue sees to it); anything else is not shown.
_SHOWABLE = re.compile(r"[\w.:+-]{0,100}", re.ASCII)
HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Job:
    """`since` is when it last changed, None where its events are gone."""

    id: int
    task: str
    state: str
    attempts: int
    priority: int
    lock: str
    arguments: dict[str, str]
    due: datetime | None
    since: datetime | None


def counts() -> dict[str, int]:
    """How many jobs are in each state. One question."""
    with tenancy.without_role(), connection.cursor() as cursor:
        cursor.execute(COUNTS)
        return dict(zip(STATES, cursor.fetchone(), strict=True))


def lag_seconds() -> float:
    """How long the oldest job waits that could run now; nothing where none does."""
    with tenancy.without_role(), connection.cursor() as cursor:
        cursor.execute(LAG)
        (lag,) = cursor.fetchone()
        return max(0.0, float(lag or 0))


def heartbeats() -> list[tuple[int, datetime]]:
    """Number and last sign of life of each worker, the latest first."""
    with tenancy.without_role(), connection.cursor() as cursor:
        cursor.execute("SELECT id, last_heartbeat FROM procrastinate_workers ORDER BY last_heartbeat DESC LIMIT 20")
        return list(cursor.fetchall())


def jobs(state: State, *, task: str = "", before: int | None = None, limit: int = PAGE) -> list[Job]:
    """A page of jobs, the newest first; `task` is part of a name, `before` the number of the last job above."""
    sql = f"""
    SELECT j.id, j.task_name, j.attempts, j.priority, coalesce(j.lock, ''), j.args, j.scheduled_at,
      (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)
    FROM procrastinate_jobs j
    WHERE {CONDITIONS[state]} AND strpos(j.task_name, %s) > 0 AND (%s::bigint IS NULL OR j.id < %s)
    ORDER BY j.id DESC LIMIT %s
    """
    with tenancy.without_role(), connection.cursor() as cursor:
        cursor.execute(sql, [task, before, before, limit])
        return [
            Job(id, name, state, attempts, priority, _text(lock), _arguments(args), due, since)
            for id, name, attempts, priority, lock, args, due, since in cursor.fetchall()
        ]


def _arguments(given: Any) -> dict[str, str]:
    """Names and values; what is neither identifier, number nor moment is not shown."""
    read = json.loads(given) if isinstance(given, str) else given
    return {_text(name): _value(value) for name, value in sorted(dict(read).items()) if name != "timestamp"}


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(one) for one in value[:10]) + (f" ({len(value)})" if len(value) > 10 else "")
    if value is None or isinstance(value, bool | int | float):
        return str(value).lower()
    return _text(value) if isinstance(value, str) else HIDDEN


def _text(value: str) -> str:
    return value if _SHOWABLE.fullmatch(value) else HIDDEN
