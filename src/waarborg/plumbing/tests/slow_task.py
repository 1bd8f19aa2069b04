"""A task that runs until it is let go, in whichever process; it shows itself, and waits, by an advisory lock."""

from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from waarborg.plumbing.queue import task

NAME = "test.slow"
_GATE, _RUNS = 7001, 7002


@task(name=NAME, role=None)
def slow() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [_RUNS])
        cursor.execute("SELECT pg_advisory_lock(%s)", [_GATE])
        cursor.execute("SELECT pg_advisory_unlock_all()")


def wait_until_it_runs(own: Any) -> None:
    """Close the gate; come back when the task stands before it."""
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_GATE])
        waiting = False
        while not waiting:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND granted)"
                " AND EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted)",
                [_RUNS, _GATE],
            )
            (waiting,) = cursor.fetchone()


def let_go(own: Any) -> None:
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_GATE])


def work() -> None:
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker()
