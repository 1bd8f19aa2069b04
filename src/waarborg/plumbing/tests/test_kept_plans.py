"""A statement whose plan the server keeps goes the short way to it, and gives what it gave the long way."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch
from uuid import UUID

import psycopg
import pytest
from django.db import DataError, OperationalError, close_old_connections, connection, transaction
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg.pq import TransactionStatus

from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role, plans
from waarborg.plumbing.tests.conftest import make_tenant

# Far more than a line lets pass before it has a plan kept (settings.DATABASES).
OFTEN = 8
WIDE = "SELECT %s::uuid, %s::timestamptz, %s::text[], %s::int, %s::text, generate_series(1, 2)"
ASKED = [UUID(int=7), datetime(2026, 4, 7, 9, 42, tzinfo=UTC), ["a", 'b"'], 12, None]


def ask(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
        assert cursor.rowcount == len(rows)
        return list(rows)


def long_ways(sql: str, values: list[Any]) -> tuple[list[Any], int]:
    """What is answered, and how many of the statements went the long way."""
    with patch.object(ServerBindingCursor, "execute", autospec=True, side_effect=ServerBindingCursor.execute) as long:
        return ask(sql, values), long.call_count


@pytest.fixture(autouse=True)
def line(committed: None) -> Iterator[None]:
    yield
    connection.close()


def test_it_answers_the_same_when_its_plan_is_kept() -> None:
    first, went_long = long_ways(WIDE, ASKED)
    assert went_long == 1
    for _ in range(OFTEN):
        ask(WIDE, ASKED)
    then, went_long = long_ways(WIDE, ASKED)
    assert went_long == 0
    assert then == first == [(*ASKED, 1), (*ASKED, 2)]


def test_values_of_another_type_have_a_plan_of_their_own() -> None:
    for _ in range(OFTEN):
        assert ask("SELECT %s", [7]) == [(7,)]
    assert ask("SELECT %s", [7_000_000_000]) == [(7_000_000_000,)]
    assert ask("SELECT %s", ["7"]) == [("7",)]


def test_it_begins_the_transaction_that_it_is_the_first_of() -> None:
    for _ in range(OFTEN):
        ask(WIDE, ASKED)
    with transaction.atomic():
        ask(WIDE, ASKED)
        assert connection.connection.info.transaction_status == TransactionStatus.INTRANS
    assert connection.connection.info.transaction_status == TransactionStatus.IDLE


def test_what_the_server_refuses_is_raised_as_ever() -> None:
    for _ in range(OFTEN):
        ask("SELECT 6 / %s::int", [3])
    with pytest.raises(DataError, match="division by zero"):
        ask("SELECT 6 / %s::int", [0])
    assert long_ways("SELECT 6 / %s::int", [2]) == ([(3,)], 0)


def test_a_customer_still_finds_its_own_alone() -> None:
    ours, theirs = make_tenant(), make_tenant()
    found = []
    for _ in range(OFTEN):
        for tenant in (ours, theirs):
            with tenancy.enter(Role.CUSTOMER, tenant.id):
                found.append(ask("SELECT id FROM plumbing_tenant WHERE id = ANY(%s)", [[ours.id, theirs.id]]))
    assert found == [[(ours.id,)], [(theirs.id,)]] * OFTEN


def test_a_line_that_breaks_is_told_and_the_next_one_works() -> None:
    for _ in range(OFTEN):
        ask(WIDE, ASKED)
    given = connection.settings_dict
    ours = connection.connection.info.backend_pid
    with psycopg.connect(host=given["HOST"], user=given["USER"], dbname=given["NAME"], autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])
    with pytest.raises(OperationalError):
        ask(WIDE, ASKED)
    close_old_connections()
    assert ask(WIDE, ASKED)[0] == (*ASKED, 1)


def test_one_plan_for_everybody_is_asked_for_until_the_transaction_ends() -> None:
    tenant, said = make_tenant(), []
    for prefer in (plans.for_everybody, lambda: None):
        with tenancy.enter(Role.CUSTOMER, tenant.id):
            prefer()
            with connection.cursor() as cursor:
                cursor.execute("SHOW plan_cache_mode")
                said += cursor.fetchone()
    assert said == ["force_generic_plan", "auto"]
