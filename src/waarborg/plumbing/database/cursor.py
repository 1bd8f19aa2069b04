"""The cursor of the backend: a statement whose plan the server keeps is sent and awaited in one call.

psycopg's own way goes through a dozen functions for each statement, because it also serves those that wait without a
thread. A page asks ten statements, nearly all of them kept: what else they need (values, types, rows, which statements
are kept and when they are forgotten) is psycopg's.
"""

from typing import Any, Final

import psycopg
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg.adapt import Transformer
from psycopg.pq import ConnStatus, ExecStatus, Format, TransactionStatus

_IDLE: Final = TransactionStatus.IDLE
_ROWS, _DONE = ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK


# What is used of it has no public name: the line and its plans, and what turns values and rows.
_Long: Any = ServerBindingCursor


class Cursor(_Long):  # type: ignore[misc]
    _last_query: Any

    def execute(self, query: Any, params: Any = None, **how: Any) -> "Cursor":
        """As psycopg's. Raises what the database raises."""
        line = self._conn
        plans = line._prepared
        # A transaction that is to be begun, and plans to be dropped, take statements of their own: psycopg sends them.
        ready = line._autocommit or self._pgconn.transaction_status != _IDLE
        if params is None or how or not ready or self._closed or plans._to_flush or line._pipeline is not None:
            super().execute(query, params, **how)
            return self
        self._reset()
        if self._last_query is not query:
            self._last_query, self._tx = None, Transformer(self)
        asked = self._convert_query(query, params)
        name = plans._names.get((asked.query, asked.types))
        if name is None:
            super().execute(query, params)
            return self
        with line.lock:
            answer = self._pgconn.exec_prepared(name, asked.params, asked.formats, self.format)
        if answer.status != _ROWS and answer.status != _DONE:
            if self._pgconn.status != ConnStatus.OK:
                raise psycopg.OperationalError(f"the connection is lost: {self._pgconn.get_error_message()}")
            self._raise_for_result(answer)
        self._last_query = query
        self._set_results([answer])
        return self


def as_held(cursor: Any) -> Any:
    """The same cursor of Django's, which from now on reads values as the database holds them, not as text.

    For statements by hand with hundreds of instants: written out there and read again here, they took longer than the
    rest of the answer. Not for models, whose fields expect JSON as text. A time stays one in UTC.
    """
    cursor.cursor.format = Format.BINARY
    return cursor
