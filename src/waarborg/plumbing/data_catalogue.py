"""The data catalogue: each model declares once what it holds, how long, how it leaves and how it is erased.

Export, archive, erasure, the processing register, row policies and the isolation tests read this one declaration.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.apps import apps
from django.db import connections, models

from waarborg.plumbing.row_security import RowClass

Personal = Literal["none", "contact", "account", "content", "special"]
Erasure = Literal["keep", "delete", "anonymise"]


@dataclass(frozen=True, slots=True)
class Hold:
    """What a law or an agreement demands: rows are kept for `years` after an erasure was asked, because of `basis`."""

    years: int
    basis: str


@dataclass(frozen=True, slots=True)
class Entry:
    """`retention` names the rule in words; `exports` the fields that go into a customer's export, in order;
    `anonymise` the fields that erasure blanks, with what takes their place; `hold_until` a date column that keeps
    single rows from erasure until that day."""

    model: type[models.Model]
    row_class: RowClass
    personal: Personal
    retention: str
    exports: tuple[str, ...]
    erasure: Erasure
    anonymise: tuple[tuple[str, object], ...]
    tenant_key: str
    held: Hold | None = None
    hold_until: str | None = None

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def columns(self) -> dict[str, str]:
        """The exported fields and their columns, in order."""
        by_name = {name: field for field in self.model._meta.concrete_fields for name in (field.name, field.attname)}
        return {name: str(by_name[name].column) for name in self.exports}


_entries: dict[type[models.Model], Entry] = {}


def declare(
    model: type[models.Model],
    *,
    row_class: RowClass,
    personal: Personal = "none",
    retention: str,
    exports: Sequence[str] = (),
    erasure: Erasure = "keep",
    anonymise: Iterable[tuple[str, object]] = (),
    tenant_key: str = "tenant_id",
    held: Hold | None = None,
    hold_until: str | None = None,
) -> None:
    """Declare `model`. Raises ValueError when `anonymise` and `erasure` contradict, or a field does not exist.

    `held` goes with erasure "keep": it says for how long and why. `hold_until` names a date column of rows that stay.
    """
    blanks = tuple(anonymise)
    if held and erasure != "keep":
        raise ValueError(f"{model.__name__}: what is held is kept")
    if bool(blanks) != (erasure == "anonymise"):
        raise ValueError(f"{model.__name__}: erasure 'anonymise' and the fields to blank go together")
    unknown = {*exports, *(name for name, _ in blanks), *([hold_until] if hold_until else [])} - _attributes(model)
    if unknown:
        raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    _entries[model] = Entry(
        model, row_class, personal, retention, tuple(exports), erasure, blanks, tenant_key, held, hold_until
    )


def _attributes(model: type[models.Model]) -> set[str]:
    return {name for field in model._meta.concrete_fields for name in (field.name, field.attname)}


def entries() -> list[Entry]:
    """All declarations, by table name."""
    return sorted(_entries.values(), key=lambda entry: entry.model._meta.db_table)


def of(model: type[models.Model]) -> Entry:
    """The declaration of a model. Raises KeyError for one that has none."""
    return _entries[model]


def of_customers() -> list[Entry]:
    """Declarations of tables that hold rows of a customer, by table name: what erasure walks over."""
    return [entry for entry in entries() if entry.row_class in ("service", "content", "provider")]


def exported() -> list[Entry]:
    """Declarations of tables that go into a customer's export, by table name."""
    return [entry for entry in of_customers() if entry.row_class != "provider" and entry.exports]


def undeclared() -> list[type[models.Model]]:
    """Our own models without a declaration: the architecture test wants this empty."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("waarborg.")]
    return [model for model in ours if model not in _entries]


def installation_tables() -> list[str]:
    """Tables of no tenant: declared so, or another package's (sessions, accounts, the queue)."""
    tables = []
    for model in apps.get_models(include_auto_created=True):
        entry = _entries.get(model)
        ours = model.__module__.startswith("waarborg.")
        installation = entry.row_class == "installation" if entry else not ours
        if installation and (model._meta.managed or model._meta.app_label == "procrastinate"):
            tables.append(model._meta.db_table)
    return sorted(set(tables))


# PostgreSQL lets everybody run a function and use a type, unless an installation has taken that away from PUBLIC.
QUEUE_GRANTS = """
DO $$
DECLARE routine regprocedure; type_name text;
BEGIN
  FOR routine IN
    SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = current_schema() AND p.proname LIKE 'procrastinate\\_%' AND p.prorettype <> 'trigger'::regtype
  LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO waarborg_app', routine);
  END LOOP;
  FOR type_name IN
    SELECT t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE n.nspname = current_schema() AND t.typname LIKE 'procrastinate\\_%'
      AND (t.typtype = 'e' OR (t.typtype = 'c' AND c.relkind = 'c'))
  LOOP
    EXECUTE format('GRANT USAGE ON TYPE %I TO waarborg_app', type_name);
  END LOOP;
END $$
"""


def grant_installation(using: str = "owner") -> None:
    """After migrating: the login role may use installation tables and their sequences, and nothing else by itself."""
    with connections[using].cursor() as cursor:
        for table in installation_tables():
            cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO waarborg_app')
        cursor.execute(
            "SELECT DISTINCT s.relname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')"
            " JOIN pg_class t ON t.oid = d.refobjid WHERE s.relkind = 'S' AND t.relname = ANY(%s)",
            [installation_tables()],
        )
        for (sequence,) in cursor.fetchall():
            cursor.execute(f'GRANT USAGE, SELECT ON SEQUENCE "{sequence}" TO waarborg_app')
        cursor.execute(QUEUE_GRANTS)
