"""The loud guard: a tenant in scope without a transaction means its role was never set, and rows would be missing."""

from typing import Any

from django.db import connection as default_connection

from waarborg.plumbing.tenancy.scope import NoScope, scoped


def refuse_outside_transaction(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if scoped() and not context["connection"].in_atomic_block:
        raise NoScope("a tenant is in scope but no transaction is open: streaming answers and autocommit see no rows")
    return execute(sql, params, many, context)


def install_guard(*, connection: Any, **_: Any) -> None:
    if connection.alias == default_connection.alias and refuse_outside_transaction not in connection.execute_wrappers:
        connection.execute_wrappers.append(refuse_outside_transaction)
