"""The shortest way to the database, for the two statements that every action pays for: its scope and its journal."""

from collections.abc import Sequence

import psycopg
from django.db import connection
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus


def ask(sql: str, values: Sequence[str] = ()) -> str | None:
    """One round trip: the text in the first row's first column, if any. Raises what the database raises.

    Without values the statement may be several, and begins the transaction where none is open.
    """
    connection.ensure_connection()
    line = connection.connection.pgconn
    with connection.wrap_database_errors:
        if values:
            answer = line.exec_params(sql.encode(), [value.encode() for value in values])
        else:
            idle = line.transaction_status == TransactionStatus.IDLE
            answer = line.exec_((f"BEGIN; {sql}" if idle else sql).encode())
        if line.status != ConnStatus.OK:
            raise psycopg.OperationalError(f"the connection is lost: {line.get_error_message()}")
        if answer.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
            raise psycopg.errors.error_from_result(answer)
        found = answer.get_value(0, 0) if answer.ntuples else None
    return None if found is None else found.decode()
