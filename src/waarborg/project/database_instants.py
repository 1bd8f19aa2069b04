"""Instants as they come from the database. A queue of fifty rows has hundreds; the driver's own reading was felt."""

from datetime import UTC, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import BaseTzLoader


class InUtc(BaseTzLoader):
    """`2026-11-10 09:17:02.55+00` to an aware datetime in UTC; what is out of the ordinary goes the driver's way."""

    timezone = UTC

    def load(self, data: Any) -> datetime:
        try:
            found = datetime.fromisoformat(bytes(data).decode())
        except ValueError:
            return super().load(data)  # type: ignore[no-any-return]
        return found if found.tzinfo is UTC else super().load(data)


def read_fast(*, connection: Any, **_: Any) -> None:
    """Receiver of `connection_created`."""
    connection.connection.adapters.register_loader("timestamptz", InUtc)
