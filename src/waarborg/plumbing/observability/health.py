"""Health: does the database answer, has its schema caught up with this program, and was the clock set back?"""

from functools import cache

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.migrations.loader import MigrationLoader

from waarborg.plumbing import clock


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.disk_migrations or ())


def checks() -> dict[str, str]:
    """``{"database": "ok"|"unreachable", "schema": "ok"|"behind"|"unknown", "clock": "ok"|"ahead"}``; raises nothing.

    A clock that is ahead of the machine's keeps nobody from working: the product serves on, and tells.
    """
    return {**_database(), "clock": "ahead" if clock.ahead() > clock.NOTICEABLE else "ok"}


def _database() -> dict[str, str]:
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    except Error as error:
        # 42P01: the table is not there yet, so the database did answer.
        state = getattr(error.__cause__, "sqlstate", None)
        return {"database": "ok", "schema": "behind"} if state in ("42P01", "42501") else _unreachable()
    return {"database": "ok", "schema": "ok" if _known_migrations() <= applied else "behind"}


def _unreachable() -> dict[str, str]:
    return {"database": "unreachable", "schema": "unknown"}
