"""A world with committed rows: policies are tried over connections of their own, as the roles that serve requests."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, connections
from tests.isolation.rows import Maker

from waarborg.access.queries.audit import WITHHELD, Wanted, everything
from waarborg.customers.tests.cast import Cast, Player, make_cast


@dataclass
class World:
    cast: Cast
    maker: Maker


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The cast, committed; every table is emptied afterwards."""
    with django_db_blocker.unblock():
        cast = make_cast()
        maker = Maker(provider=cast.provider.id)
        for organisation in (cast.provider, cast.merendaal, cast.hazelvoort):
            maker.made["plumbing_tenant", organisation.id] = {"id": organisation.id}
            maker.made["customers_organisation", organisation.id] = {
                "id": organisation.id,
                "tenant_id": organisation.id,
            }
        yield World(cast, maker)
        connections["default"].close()
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables WHERE schemaname = 'public'"
                " AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"
            )
            cursor.execute(f"TRUNCATE {cursor.fetchone()[0]} CASCADE")
        connections["owner"].close()


def denied(player: Player) -> int:
    """How often this player's organisation reads of them that they asked for something that is not there for them."""
    wanted = Wanted(kind="refused", person=player.person.id)
    with player.at_work():
        rows = list(everything(player.organisation.id, wanted))
    return sum(one.kind == WITHHELD or one.properties.get("code") == "plumbing.not-found" for one in rows)


# What every request may leave behind, refused or not: its session, a count of attempts, a line of who looked, and the
# note that an act was refused, which moves the head of its journal.
TRACES = ("access_attempts", "access_log", "access_session", "django_migrations", "journal_head")
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL (%s)"
_WHERE = {
    "journal_entry": "WHERE kind <> 'act.refused'",
    "journal_data": "WHERE (tenant_id, sequence) NOT IN"
    " (SELECT tenant_id, sequence FROM journal_entry WHERE kind = 'act.refused')",
}


# Of each table, how often a row was written to it in this transaction, also by what was undone since.
_WRITTEN = """
SELECT oid::regclass::text,
  pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid) + pg_stat_get_xact_tuples_deleted(oid)
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
"""


def _print_of(table: str) -> str:
    rows = f"SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t {_WHERE.get(table, '')}"
    return f"IF '{table}' = ANY(names) THEN found := found || jsonb_build_object('{table}', ({rows})); END IF;"


@pytest.fixture(scope="module")
def fingerprints(world: World, django_db_blocker: Any) -> Iterator[frozenset[str]]:
    """A function of the owner's for the login role, which may not look at the tables from inside a test; gives the
    names of the tables that it looks at."""
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute(_TABLES, [list(TRACES)])
        names = frozenset(table for (table,) in cursor.fetchall() if "access_log" not in table)
        cursor.execute(
            "CREATE FUNCTION isolation_print(names text[]) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER AS"
            f" $$ DECLARE found jsonb := '{{}}'; BEGIN {' '.join(map(_print_of, sorted(names)))} RETURN found; END $$"
        )
        yield names
        cursor.execute("DROP FUNCTION isolation_print(text[])")


class Moment:
    """The database as it is when this is made."""

    def __init__(self, tables: frozenset[str]) -> None:
        self._tables = tables
        self._point = connection.savepoint()
        self._written = self._counts()

    def changed(self) -> list[str]:
        """Tables that stand otherwise than at that moment, traces of requests apart. To be asked last: all that was
        done since is undone, for only what was written to is held against what it was."""
        now = self._counts()
        touched = [table for table in self._tables if now[table] != self._written[table]]
        after = self._prints(touched)
        connection.savepoint_rollback(self._point)
        before = self._prints(touched)
        return sorted(table for table in touched if after[table] != before[table])

    def _counts(self) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(_WRITTEN)
            return dict.fromkeys(self._tables, 0) | dict(cursor.fetchall())

    def _prints(self, tables: list[str]) -> dict[str, str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT isolation_print(%s)::text", [tables])
            found: dict[str, str] = json.loads(cursor.fetchone()[0])
            return found


@pytest.fixture
def database(fingerprints: frozenset[str]) -> Callable[[], Moment]:
    """`database()` is the moment now; `.changed()` of it names what stands otherwise since."""
    return lambda: Moment(fingerprints)
