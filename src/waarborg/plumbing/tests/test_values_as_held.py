"""Values that come as the database holds them are those that come as text."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from waarborg.plumbing.database.cursor import as_held

ASK = """
SELECT at, ARRAY[at, at + interval '1 microsecond'], %s::uuid, at::date, 3::bigint, ARRAY[true, false], 'P1 <é>'::text,
       NULL::timestamptz, json_build_array(1, true)
FROM (SELECT timestamptz '2026-10-25 02:30:00.000001+01' AS at) AS one
"""
AT = datetime(2026, 10, 25, 1, 30, 0, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_they_are_equal_and_their_instants_in_utc() -> None:
    rows: list[Any] = []
    # The third time and later by a plan that the server keeps.
    for held in (False, True, True, True, True, False):
        with connection.cursor() as cursor:
            (as_held(cursor) if held else cursor).execute(ASK, [UUID(int=7)])
            rows.append(cursor.fetchone())
    expected = (
        *(AT, [AT, AT.replace(microsecond=2)], UUID(int=7), date(2026, 10, 25), 3, [True, False], "P1 <é>"),
        *(None, [1, True]),
    )
    assert rows == [expected] * 6
    assert {one.tzinfo for row in rows for one in (row[0], *row[1])} == {UTC}


@pytest.mark.django_db
def test_it_holds_for_one_cursor() -> None:
    with connection.cursor() as cursor:
        as_held(cursor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 WHERE %s", [True])
        assert cursor.cursor.format == 0
        assert cursor.fetchone() == (1,)
