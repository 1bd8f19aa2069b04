"""Queries that pages ask again and again: put together once in a process, then only filled in.

Django builds each query anew from its parts, which costs more than the database takes to answer it. What may differ
from one time to the next is handed over as a value; the tenant of the scope is filled in by itself. Nothing of the
first asker stays behind: anything but plain words of the query itself is refused.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators
from psycopg.sql import Literal
from psycopg.types.json import Jsonb

from waarborg.plumbing.tenancy.scope import Role, current

# What stands for a value while its query is put together.
_MARK = "dead-7000-8000"
_MOMENT = datetime(1903, 1, 2, 3, 4, 5, tzinfo=UTC)
_TENANT = -1


@dataclass(frozen=True, slots=True)
class _Kept:
    """`params`: the number of a value, `_TENANT`, or a one-tuple of what never changes. `model` is None for rows."""

    sql: str
    params: tuple[int | tuple[Any], ...]
    converters: tuple[tuple[int, Sequence[Any], Any], ...]
    model: Any
    first: int
    last: int
    names: tuple[str, ...]
    related: Sequence[Any]
    annotated: tuple[tuple[str, int], ...]

    def filled(self, values: Sequence[Any], tenant: UUID | None) -> list[Any]:
        given = (*values, tenant)
        return [given[one] if isinstance(one, int) else one[0] for one in self.params]

    def read(self, row: Sequence[Any]) -> Any:
        if self.converters:
            row = list(row)
            for place, converters, expression in self.converters:
                for convert in converters:
                    row[place] = convert(row[place], expression, connection)
        if self.model is None:
            return tuple(row)
        made = self.model.from_db("default", self.names, row[self.first : self.last])
        for one in self.related:
            one.populate(row, made)
        for name, place in self.annotated:
            setattr(made, name, row[place])
        return made


_kept: dict[tuple[str, Role], _Kept] = {}


def rows(name: str, build: Callable[..., "QuerySet[Any, Any]"], *values: UUID | date | str) -> list[Any]:
    """What `build(*values)` gives: models, or tuples of a `values_list`. One query.

    `name` is that of the query: the same name must always mean the same `build`, but for the values. They are never
    None: a query that asks for nothing reads otherwise. Raises NoScope, and ValueError where something of this asker
    would be kept.
    """
    scope = current()
    key = name, scope.role
    if key not in _kept:
        marked = [_mark(number, value) for number, value in enumerate(values)]
        _kept[key] = _put_together(name, build(*marked), marked, scope.tenant)
    found = _kept[key]
    with connection.cursor() as cursor:
        cursor.execute(found.sql, found.filled(values, scope.tenant))
        return [found.read(row) for row in cursor.fetchall()]


def as_list(identifiers: Iterable[UUID]) -> str:
    """However many identifiers as the one value of a kept query, which reads them by `among`."""
    return f"{{{','.join(map(str, identifiers))}}}"


def among(listed: str) -> RawSQL:
    """For `field__in=` of a kept query; `listed` is its value as `as_list` gives it."""
    return RawSQL("SELECT unnest(%s::uuid[])", [listed])


def _mark(number: int, value: UUID | date | str) -> UUID | date | str:
    if isinstance(value, date):
        moment = _MOMENT + timedelta(days=number)
        return moment if isinstance(value, datetime) else moment.date()
    mark = f"00000000-{_MARK}-{number:012x}"
    return mark if isinstance(value, str) else UUID(mark)


def _put_together(name: str, query: "QuerySet[Any, Any]", marked: Sequence[Any], tenant: UUID | None) -> _Kept:
    compiler: Any = query.query.get_compiler(connection=connections["default"])
    sql, given = compiler.as_sql()
    sql, params = _written(sql, [_param(name, one, marked, tenant) for one in given])
    read = compiler.get_converters([one[0] for one in compiler.select])
    converters = tuple((place, found, expression) for place, (found, expression) in read.items())
    if query._iterable_class is ValuesListIterable:
        return _Kept(sql, params, converters, None, 0, 0, (), (), ())
    if query._iterable_class is not ModelIterable:
        raise ValueError(f"the kept query {name} gives neither models nor tuples")
    info, select = compiler.klass_info, compiler.select
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = tuple(one[0].target.attname for one in select[first:last])
    related: Any = get_related_populators(info, select, "default")  # type: ignore[call-arg]
    annotated = tuple(compiler.annotation_col_map.items())
    return _Kept(sql, params, converters, info["model"], first, last, names, related, annotated)


def _written(sql: str, params: Sequence[int | tuple[Any]]) -> tuple[str, tuple[int | tuple[Any], ...]]:
    """The words of the query itself stand in its text, and in its plan: as values no plan that serves every asker could
    know them, nor an index that holds for those words alone."""
    left: list[int | tuple[Any]] = []
    coming: Iterator[int | tuple[Any]] = iter(params)

    def write(found: "re.Match[str]") -> str:
        if found[0] != "%s":
            return found[0]
        one = next(coming)
        if isinstance(one, tuple) and type(one[0]) in (str, bool):
            return Literal(one[0]).as_string().replace("%", "%%")
        left.append(one)
        return "%s"

    return re.sub("%.", write, sql), tuple(left)


def _param(name: str, one: Any, marked: Sequence[Any], tenant: UUID | None) -> int | tuple[Any]:
    if isinstance(one, UUID | date | str) and one in marked:
        return marked.index(one)
    if isinstance(one, UUID) and one == tenant:
        return _TENANT
    told = one.obj if isinstance(one, Jsonb) else one
    plain = told if isinstance(told, list | tuple) else [told]
    if not all(isinstance(word, str | bool | int) and _MARK not in str(word) for word in plain):
        raise ValueError(f"the kept query {name} would hold a value of whoever asked first")
    return (one,)
