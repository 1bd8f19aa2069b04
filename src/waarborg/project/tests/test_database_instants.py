"""Instants come from the database as aware datetimes in UTC, whatever they look like."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DataError, connection

pytestmark = pytest.mark.django_db


def read(text: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-10 09:17:02+00", datetime(2026, 11, 10, 9, 17, 2, tzinfo=UTC)),
        ("2026-11-10 10:17:02.5+01", datetime(2026, 11, 10, 9, 17, 2, 500_000, tzinfo=UTC)),
        ("2026-03-29 03:00:00.000001 Europe/Amsterdam", datetime(2026, 3, 29, 1, 0, 0, 1, tzinfo=UTC)),
        ("1850-01-01 00:00:00+00", datetime(1850, 1, 1, tzinfo=UTC)),
        ("9999-12-31 23:59:59.999999+00", datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_exactly_and_in_utc(text: str, instant: datetime) -> None:
    found = read(text)
    assert found == instant
    assert found.tzinfo is UTC


@pytest.mark.parametrize("text", ["infinity", "-infinity", "0044-03-15 12:00:00+00 BC", "10000-01-01 00:00:00+00"])
def test_what_no_datetime_can_hold_is_refused_loudly(text: str) -> None:
    with pytest.raises(DataError):
        read(text)
