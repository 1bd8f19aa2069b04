"""One row of any table for any tenant, made from what the database itself says about the table.

What cannot be guessed (a check that two columns must satisfy, a value that means something) a domain says in its
`tests/isolation.py`: `ROWS = {"support_ticket": {"state": "open"}}`, values or functions of the tenant.
"""

import importlib
import itertools
import json
import os
import pkgutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connections, models

import waarborg
from waarborg.plumbing import data_catalogue
from waarborg.plumbing.identifiers import uuid7

# Numbers that are given out once, for columns that want them so.
_numbers = itertools.count(1)
NOW = datetime(2026, 4, 7, 9, 42, tzinfo=UTC)


def declared(name: str) -> Iterator[Any]:
    """What each domain's `tests/isolation.py` declares under this name."""
    for info in pkgutil.iter_modules(waarborg.__path__):
        with suppress(ModuleNotFoundError):
            module = importlib.import_module(f"waarborg.{info.name}.tests.isolation")
            if hasattr(module, name):
                yield getattr(module, name)


def merged(name: str) -> dict[str, Any]:
    """The dictionaries of all domains in one."""
    found: dict[str, Any] = {}
    for one in declared(name):
        found |= one
    return found


@dataclass(frozen=True)
class Key:
    """A foreign key of a table: its columns, the table it points to, and the columns there."""

    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]


KEYS = """
SELECT array(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, i)
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.i),
       c.confrelid::regclass::text,
       array(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, i)
             JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY k.i)
FROM pg_constraint c WHERE c.contype = 'f' AND c.conparentid = 0 AND c.conrelid = %s::regclass
"""


def keys_of(table: str) -> list[Key]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(KEYS, [table])
        return [Key(tuple(columns), target, tuple(there)) for columns, target, there in cursor.fetchall()]


def entry_of(table: str) -> data_catalogue.Entry | None:
    return next((one for one in data_catalogue.entries() if one.model._meta.db_table == table), None)


@dataclass
class Maker:
    """Makes rows as the owner, and remembers the one of each table and tenant."""

    provider: UUID
    made: dict[tuple[str, UUID], dict[str, Any]] = field(default_factory=dict)
    said: dict[str, dict[str, Any]] = field(default_factory=lambda: merged("ROWS"))

    def row(self, table: str, tenant: UUID) -> dict[str, Any]:
        """The row of this table and tenant: the one there is, else a new one."""
        if (table, tenant) not in self.made:
            values = self.values(table, tenant)
            self.insert(table, values)
            self.made[table, tenant] = values
        return self.made[table, tenant]

    def values(self, table: str, tenant: UUID) -> dict[str, Any]:
        """Columns and values of a new row, foreign keys pointing to rows of the same tenant."""
        entry = entry_of(table)
        if entry is None:
            raise LookupError(f"{table} is in no data catalogue")
        fields = [one for one in entry.model._meta.concrete_fields if not isinstance(one, models.CompositePrimaryKey)]
        values = {one.column: _value(one) for one in fields if _wanted(one)}
        values[entry.tenant_key] = tenant
        said = self.said.get(table, {})
        values |= {name: value(tenant) if callable(value) else value for name, value in said.items()}
        for key in keys_of(table):
            self._point(key, values, tenant, entry, said)
        return values

    def _point(
        self, key: Key, values: dict[str, Any], tenant: UUID, entry: data_catalogue.Entry, said: dict[str, Any]
    ) -> None:
        pairs = [
            (here, there)
            for here, there in zip(key.columns, key.target_columns, strict=True)
            if here != entry.tenant_key and here in values and here not in said and values[here] is not None
        ]
        if pairs:
            whose = tenant if entry_of(key.target) else self.provider
            target = self.row(key.target, whose)
            values |= {here: target[there] for here, there in pairs}

    def insert(self, table: str, values: dict[str, Any]) -> None:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join(["%s"] * len(values))
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))


def _wanted(one: "models.Field[Any, Any]") -> bool:
    generated = isinstance(one, models.AutoField | models.BigAutoField | models.GeneratedField)
    return not generated and one.db_default is models.NOT_PROVIDED


def _value(one: "models.Field[Any, Any]") -> Any:
    if one.null and not one.primary_key:
        # Filled where it is a reference, so that the key is tried; a null would say nothing.
        return uuid7() if one.is_relation and isinstance(one, models.UUIDField) else None
    if one.has_default():
        given = one.get_default()
        return json.dumps(given) if isinstance(one, models.JSONField) else given
    if one.choices:
        return one.choices[0][0]  # type: ignore[index]
    kinds: list[tuple[Any, Any]] = [
        (models.UUIDField, uuid7()),
        (models.ForeignKey, uuid7()),
        (models.JSONField, "{}"),
        (models.BooleanField, False),
        (models.DateTimeField, NOW),
        (models.DateField, date(2026, 4, 7)),
        (models.DurationField, timedelta(hours=1)),
        (models.DecimalField, Decimal(1)),
        ((models.IntegerField, models.FloatField), next(_numbers)),
        (models.BinaryField, os.urandom(32)),
        ((models.CharField, models.TextField), uuid7().hex[-12:][: one.max_length or 12]),
    ]
    return next((value for kind, value in kinds if isinstance(one, kind)), None)
