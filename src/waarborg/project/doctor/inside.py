"""Checks that ask the database: roles, schema, clock, sealed secrets, jobs, mail that is dead, drills."""

import time
from datetime import UTC, datetime
from typing import Any

from django.db import Error, connection, connections

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.project import database_address, environment
from waarborg.project.doctor.findings import Finding, refused

_SKEW_SECONDS = 2.0
_LATE = "interval '10 minutes'"
LATE_JOBS = f"""
SELECT count(*) FILTER (WHERE status = 'todo' AND scheduled_at < now() - {_LATE}),
       count(*) FILTER (WHERE status = 'doing' AND (worker_id IS NULL OR NOT EXISTS (
         SELECT FROM procrastinate_workers w WHERE w.id = worker_id AND w.last_heartbeat > now() - {_LATE})))
FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
"""
UNSCHEDULED = f"""
SELECT count(*) FROM procrastinate_jobs j WHERE status = 'todo' AND scheduled_at IS NULL AND EXISTS (
  SELECT FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'deferred' AND e.at < now() - {_LATE})
"""
FAILED = """
SELECT task_name, count(DISTINCT j.id) FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id
WHERE j.status = 'failed' AND e.type = 'failed' AND e.at > now() - interval '1 day' GROUP BY 1 ORDER BY 2 DESC, 1
"""


def ask(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def database() -> list[Finding]:
    try:
        ((version,),) = ask("SELECT current_setting('server_version')")
    except Error as trouble:
        return [Finding("database", "bad", {"reason": " ".join(str(trouble).split())[:200]})]
    return [Finding("database", "good", {"version": version})]


def roles() -> list[Finding]:
    from waarborg.plumbing.embedded_postgres.roles import missing
    from waarborg.project.database_role import refuse_privileged
    from waarborg.project.schema import RolesMissing

    try:
        refuse_privileged()
        connections["default"].ensure_connection()
        lacking = missing(connections["default"].connection)
        if lacking:
            raise RolesMissing(missing=", ".join(lacking))
    except Refusal as refusal:
        return [refused("roles", refusal)]
    return [Finding("roles", "good")]


def migrations() -> list[Finding]:
    from django.db.migrations.loader import MigrationLoader

    from waarborg.plumbing.observability.health import checks

    if checks()["schema"] != "ok":
        return [Finding("migrations", "bad")]
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ())
    strange = sorted({(app, name) for app, name in ask("SELECT app, name FROM django_migrations")} - known)
    if strange:
        names = ", ".join(f"{app}.{name}" for app, name in strange[:3])
        return [Finding("migrations", "bad-newer", {"names": names})]
    return [Finding("migrations", "good")]


def the_clock() -> list[Finding]:
    """Against the database's own, and against what the journal recorded last."""
    before = time.time()
    ((said,),) = ask("SELECT extract(epoch FROM clock_timestamp())")
    apart = abs(float(said) - (before + time.time()) / 2)
    with tenancy.enter(Role.DESK):
        ((recorded,),) = ask("SELECT max(last_recorded) FROM journal_head")
    if clock.offset():
        return [Finding("clock", "note")]
    if recorded is not None:
        apart = max(apart, (recorded - datetime.now(UTC)).total_seconds())  # noqa: TID251 - the machine's own, on purpose
    return [Finding("clock", "bad", {"seconds": round(apart)}) if apart > _SKEW_SECONDS else Finding("clock", "good")]


def sealed() -> list[Finding]:
    """Nothing where all is well: the files of the keys are looked at elsewhere."""
    from waarborg.project.commands.keys import look

    lost = look(now=clock.now(), real=clock.real())["sealed"]["lost"]
    return [Finding("keys", "bad-lost", {"lost": lost})] if lost else []


def jobs() -> list[Finding]:
    ((late, stuck),) = ask(LATE_JOBS)
    ((waiting,),) = ask(UNSCHEDULED)
    if late + waiting or stuck:
        return [Finding("jobs", "bad", {"late": late + waiting, "stuck": stuck})]
    failed = ask(FAILED)
    if failed:
        names = ", ".join(name for name, _ in failed[:3])
        return [Finding("jobs", "note", {"failed": sum(number for _, number in failed), "names": names})]
    return [Finding("jobs", "good")]


def dead_mail() -> list[Finding]:
    with tenancy.enter(Role.DESK):
        ((dead,),) = ask("SELECT count(*) FROM outbox_mail WHERE state = 'dead'")
    return [Finding("mail", "bad-dead", {"dead": dead})] if dead else []


def keeps_backups() -> bool:
    return bool(environment.text("WAARBORG_BACKUP")) and database_address.embedded()
