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


def _print_of(table: str) -> str:
    return f"SELECT '{table}', md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t {_WHERE.get(table, '')}"


@pytest.fixture(scope="module")
def fingerprints(world: World, django_db_blocker: Any) -> Iterator[None]:
    """A function of the owner's for the login role, which may not look at the tables from inside a test."""
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute(_TABLES, [list(TRACES)])
        union = " UNION ALL ".join(_print_of(table) for (table,) in cursor.fetchall() if "access_log" not in table)
        cursor.execute(
            "CREATE FUNCTION isolation_print() RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER AS"
            f" $$ BEGIN RETURN (SELECT jsonb_object_agg(name, said) FROM ({union}) t (name, said)); END $$"
        )
        yield
        cursor.execute("DROP FUNCTION isolation_print()")


@pytest.fixture
def database(fingerprints: None) -> Callable[[], dict[str, str]]:
    """`database()` is what stands in every table now, traces of requests apart: equal as long as nothing changed."""

    def now() -> dict[str, str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT isolation_print()::text")
            found: dict[str, str] = json.loads(cursor.fetchone()[0])
            return found

    return now
