"""A customer's rows of one table, streamed out of the database as CSV, as JSON Lines and as cells of a worksheet.

The database writes the lines itself (COPY of a query, which row policies bind like any other): a Python loop over a
million rows would take longer than everything else together.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from waarborg.plumbing import tenancy
from waarborg.plumbing.data_catalogue import Entry
from waarborg.plumbing.tenancy import Role

# Signs that JSON never holds unescaped: with them as quote and delimiter, CSV is the plain line.
_PLAIN = "FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02'"
_NUMBERS = ("SmallIntegerField", "IntegerField", "PositiveIntegerField", "BigIntegerField")
_OTHERS = ("BooleanField", "DateTimeField", "DateField", "TimeField", "DurationField", "UUIDField", "DecimalField")
LONGEST_CELL = 32_767  # Excel's own limit


@dataclass(frozen=True, slots=True)
class Table:
    """One declared table with the number of this customer's rows in it; `role` is who may read it."""

    entry: Entry
    tenant: UUID
    role: Role
    rows: int

    @property
    def name(self) -> str:
        return self.entry.table

    def titles(self) -> list[str]:
        return list(self.entry.columns())


def table(entry: Entry, tenant: UUID) -> Table:
    """Count a table's rows, as the customer where the customer's role may read it, else as the desk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('waarborg_customer', %s, 'select')", [entry.table])
        role = Role.CUSTOMER if cursor.fetchone()[0] else Role.DESK
        counting = Table(entry, tenant, role, 0)
        with _as_reader(counting):
            cursor.execute(f'SELECT count(*) FROM "{entry.table}" WHERE "{entry.tenant_key}" = %s', [tenant])
            return Table(entry, tenant, role, cursor.fetchone()[0])


def csv_lines(of: Table) -> Iterator[bytes]:
    """Blocks of CSV (RFC 4180) with a head. A text that a spreadsheet would run as a formula gets a ' before it."""
    cells = [
        sql.SQL("CASE WHEN {cell} ~ '^[-=+@\\t\\r]' THEN '''' || {cell} ELSE {cell} END AS {title}").format(
            cell=sql.SQL("{}::text").format(sql.Identifier(column)), title=sql.Identifier(title)
        )
        if _is_text(of.entry, title)
        else sql.SQL("{} AS {}").format(sql.Identifier(column), sql.Identifier(title))
        for title, column in of.entry.columns().items()
    ]
    return _copied(of, _select(of, sql.SQL(", ").join(cells)), "FORMAT csv, HEADER")


def json_lines(of: Table) -> Iterator[bytes]:
    """Blocks of JSON Lines: an object a row, exactly what the database holds."""
    pairs = [
        sql.SQL("{} AS {}").format(sql.Identifier(column), sql.Identifier(title))
        for title, column in of.entry.columns().items()
    ]
    inner = _select(of, sql.SQL(", ").join(pairs))
    return _copied(of, sql.SQL("SELECT row_to_json(t) FROM ({}) AS t").format(inner), _PLAIN)


def sheet_rows(of: Table) -> Iterator[tuple[str | None, ...]]:
    """Rows of texts that are safe inside XML; numbers are plain digits."""
    cells = [
        sql.SQL("{}::text").format(sql.Identifier(column))
        if title in number_titles(of)
        else sql.SQL("replace(replace(replace(left({}::text, {}), '&', '&amp;'), '<', '&lt;'), '>', '&gt;')").format(
            sql.Identifier(column), sql.Literal(LONGEST_CELL)
        )
        for title, column in of.entry.columns().items()
    ]
    with _as_reader(of), _raw_cursor() as cursor, cursor.copy(_copy(_select(of, sql.SQL(", ").join(cells)))) as copy:
        yield from copy.rows()


def number_titles(of: Table) -> set[str]:
    """The columns that are whole numbers."""
    return {title for title in of.titles() if _kind(of.entry, title) in _NUMBERS}


def _kind(entry: Entry, title: str) -> str:
    fields = {name: field for field in entry.model._meta.concrete_fields for name in (field.name, field.attname)}
    return fields[title].get_internal_type()


def _is_text(entry: Entry, title: str) -> bool:
    return _kind(entry, title) not in (*_NUMBERS, *_OTHERS)


def _select(of: Table, what: sql.Composable) -> sql.Composed:
    keys = [sql.Identifier(str(field.column)) for field in of.entry.model._meta.pk_fields]
    return sql.SQL("SELECT {} FROM {} WHERE {} = {} ORDER BY {}").format(
        what,
        sql.Identifier(of.name),
        sql.Identifier(of.entry.tenant_key),
        sql.Literal(of.tenant),
        sql.SQL(", ").join(keys),
    )


def _copy(query: sql.Composable, options: str = "FORMAT text") -> sql.Composed:
    return sql.SQL("COPY ({}) TO STDOUT ({})").format(query, sql.SQL(options))  # type: ignore[arg-type]


def _copied(of: Table, query: sql.Composable, options: str) -> Iterator[bytes]:
    with _as_reader(of), _raw_cursor() as cursor, cursor.copy(_copy(query, options)) as copy:
        for block in copy:
            yield bytes(block)


@contextmanager
def _as_reader(of: Table) -> Iterator[None]:
    if of.role is Role.CUSTOMER:
        yield
    else:
        with tenancy.enter(of.role, of.tenant):
            yield


@contextmanager
def _raw_cursor() -> Iterator[Any]:
    # Django's own cursor has no COPY; the driver's works on the same connection, in the same transaction and role.
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        yield cursor
