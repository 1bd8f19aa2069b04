"""One row written by a statement that was put together once in a process: what `save` does, without building it anew.

For rows that come by the hundred, one a transaction. Fields keep their own way of writing a value; what the database
fills in itself, or a field wraps in words of its own, is left to Django.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

from django.db import DatabaseError, connection, models, transaction
from django.db.models.fields import NOT_PROVIDED

from waarborg.plumbing.tenancy.scope import current

# The statement, and its fields in order; the last one of an update is the key.
Statement: TypeAlias = "tuple[str, tuple[models.Field[Any, Any], ...]]"
_statements: dict[tuple[type[models.Model], tuple[str, ...]], Statement] = {}


def insert(row: models.Model) -> None:
    """Insert a new row. One statement. Raises NoScope, what the database raises, and ValueError for a model whose rows
    are more than plain columns."""
    current()
    sql, fields = _statement(type(row), ())
    _write(row, sql, [(field, field.pre_save(row, add=True)) for field in fields])
    row._state.adding, row._state.db = False, connection.alias


def update(row: models.Model, names: Sequence[str]) -> None:
    """Write these columns of a row that is there. One statement. Raises NoScope, what the database raises,
    DatabaseError where no such row can be changed, and ValueError as `insert` does."""
    current()
    sql, fields = _statement(type(row), tuple(names))
    given = [(field, field.pre_save(row, add=False)) for field in fields[:-1]]
    if _write(row, sql, [*given, (fields[-1], row.pk)]) != 1:
        raise DatabaseError(f"no row of {row._meta.label} was changed")


def _write(row: models.Model, sql: str, given: "Sequence[tuple[models.Field[Any, Any], Any]]") -> int:
    values = [field.get_db_prep_save(value, connection) for field, value in given]
    with transaction.mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def _statement(model: type[models.Model], names: tuple[str, ...]) -> Statement:
    """Without `names` an insert, else an update."""
    key = model, names
    if key not in _statements:
        _statements[key] = _put_together(model, names)
    return _statements[key]


def _put_together(model: type[models.Model], names: tuple[str, ...]) -> Statement:
    meta, quote = model._meta, connection.ops.quote_name
    if meta.parents or meta.proxy:
        raise ValueError(f"rows of {meta.label} lie in more than one table")
    by_name = {field.attname: field for field in meta.local_concrete_fields}
    fields = tuple(by_name[name] for name in names) if names else tuple(by_name.values())
    plain = all(
        (field.has_default() or field.db_default is NOT_PROVIDED)
        and not field.generated
        and not hasattr(field, "get_placeholder")
        for field in fields
    )
    if not plain:
        raise ValueError(f"{meta.label} has a column that is no plain value")
    columns = [quote(str(field.column)) for field in fields]
    if not names:
        marks = ", ".join(["%s"] * len(columns))
        return f"INSERT INTO {quote(meta.db_table)} ({', '.join(columns)}) VALUES ({marks})", fields
    sets = ", ".join(f"{one} = %s" for one in columns)
    primary = by_name[meta.pk.attname]
    where = f"WHERE {quote(str(primary.column))} = %s"
    return f"UPDATE {quote(meta.db_table)} SET {sets} {where}", (*fields, primary)
