"""A vendor of size: the demonstration's own world, then copied inside the database until it is large.

Copied are whole customers, then the finished part of each customer's history, each time half a year further back. What
is live stays as many as that number of customers would have. Chains of copies do not verify; no bench looks at them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg

# A Tuesday morning while the desk is open.
NOW = datetime(2026, 11, 10, 9, 17, tzinfo=UTC)
HALF_A_YEAR = "183 days"

# Keeps the part of an identifier that is time, so that copies lie in the indexes as real rows would.
COPY_OF = """
CREATE FUNCTION pg_temp.copy_of(id uuid, k int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (left(id::text, 24) || left(md5(id::text || '{salt}' || k), 12))::uuid $$
"""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns that are identifiers of copied rows, that are instants, and others that change, with how."""

    name: str
    ids: tuple[str, ...] = ()
    instants: tuple[str, ...] = ()
    other: tuple[tuple[str, str], ...] = ()
    # The column that names the ticket; empty for tables that history does not copy.
    ticket: str = ""


TABLES = (
    Table("plumbing_tenant", ("id",)),
    Table("customers_organisation", ("id", "tenant_id"), (), (("slug", "slug || '-' || k"),)),
    Table("customers_person", ("id", "tenant_id"), (), (("email", "k || '.' || email"),)),
    Table("customers_authority", ("id", "tenant_id", "person_id")),
    Table("promises_binding", ("id", "tenant_id")),
    Table(
        "support_ticket",
        ("id", "tenant_id", "reporter_id"),
        ("reported_at", "changed_at", "picked_up_at", "resolved_at"),
        (("number", "number + k * %(numbers)s"),),
        "id",
    ),
    Table("support_message", ("id", "tenant_id", "ticket_id"), ("at",), (), "ticket_id"),
    Table(
        "promises_clock_run",
        ("id", "tenant_id", "subject_id"),
        ("started_at", "due_at", "stopped_at", "decided_at", "warned_at"),
        (("month", "coalesce(to_char(decided_at - {shift}, 'YYYY-MM'), '')"),),
        "subject_id",
    ),
    Table("promises_clock_notice", ("id", "tenant_id", "subject_id"), ("due_at", "raised_at"), (), "subject_id"),
    Table(
        "journal_entry",
        ("tenant_id", "subject_id"),
        ("at", "recorded"),
        (("sequence", "sequence + k * {sequences}"),),
        "subject_id",
    ),
    Table("journal_data", ("tenant_id",), (), (("sequence", "sequence + k * {sequences}"),)),
    Table("journal_head", ("tenant_id",)),
)
FINISHED = (
    "(SELECT tenant_id, id FROM support_ticket WHERE state IN ('resolved', 'withdrawn') AND reopen_asked_at IS NULL)"
)


def load_demonstration(customers: int, tickets: int, agreement: str = "appreo") -> None:
    """The demonstration of this many customers and tickets under an agreement, as of NOW and by its own builder. In
    Django's database."""
    from unittest.mock import patch

    from waarborg.console.demo import load
    from waarborg.promises.profiles import documents, profile

    wanted = {"customers": customers, "tickets": tickets}
    build = load.build
    with patch.object(load, "build", lambda *words, **more: build(*words, **(more | wanted))):
        load.load(profile(agreement), documents(agreement), now=NOW)


def copy_customers(owner_url: str, times: int) -> None:
    """Each customer `times` times more, with people, agreement, tickets and journal."""
    with psycopg.connect(owner_url) as connection:
        connection.execute(COPY_OF.format(salt="customer"))
        numbers = connection.execute("SELECT max(number) FROM support_ticket").fetchone()
        provider = "(SELECT id FROM plumbing_tenant WHERE is_provider)"
        for table in TABLES:
            key = "id" if table.name == "plumbing_tenant" else "tenant_id"
            _copy(connection, table, 1, times, f"{key} <> {provider}", "interval '0'", "0", numbers)
        _count_on(connection)
    _tidy(owner_url)


def copy_history(owner_url: str, tickets: int) -> None:
    """What is finished so many times more, half a year further back each time, that there are at least `tickets`."""
    with psycopg.connect(owner_url) as connection:
        connection.execute(COPY_OF.format(salt="history"))
        numbers = connection.execute("SELECT max(number) FROM support_ticket").fetchone()
        shift = f"k * interval '{HALF_A_YEAR}'"
        sequences = "(SELECT h.sequence FROM journal_head h WHERE h.tenant_id = old.tenant_id)"
        connection.execute(f"CREATE TEMP TABLE finished AS SELECT tenant_id, id FROM {FINISHED} f")
        connection.execute("ANALYZE finished")
        held, done = (
            connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # type: ignore[index]
            for name in ("support_ticket", "finished")
        )
        times = -(-max(tickets - held, done) // done)
        for table in (table for table in TABLES if table.ticket):
            condition = f"(tenant_id, {table.ticket}) IN (SELECT tenant_id, id FROM finished)"
            _copy(connection, table, 1, times, condition, shift, sequences, numbers, same_customer=True)
        connection.execute("UPDATE journal_head SET sequence = sequence * %s", [times + 1])
        _count_on(connection)
    _tidy(owner_url)


def _copy(
    connection: "psycopg.Connection[tuple[object, ...]]",
    table: Table,
    first: int,
    last: int,
    condition: str,
    shift: str,
    sequences: str,
    numbers: tuple[object, ...] | None,
    *,
    same_customer: bool = False,
) -> None:
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
        " ORDER BY ordinal_position",
        [table.name],
    )
    values: dict[str, str] = {str(name): str(name) for (name,) in rows}
    kept = {"tenant_id", "reporter_id"} if same_customer else set()
    values |= {name: f"pg_temp.copy_of({name}, k)" for name in table.ids if name not in kept}
    values |= {name: f"{name} - {shift}" for name in table.instants}
    fill = {"shift": shift, "sequences": sequences}
    values |= {name: how.format(**fill) % {"numbers": numbers and numbers[0]} for name, how in table.other}
    if "once" in values:
        values["once"] = "NULL"
    connection.execute(
        f"INSERT INTO {table.name} ({', '.join(values)}) SELECT {', '.join(values.values())}"
        f" FROM {table.name} old, generate_series({first}, {last}) k WHERE {condition}"
    )


def _count_on(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    connection.execute("UPDATE support_ticket_counter SET last = (SELECT max(number) FROM support_ticket)")


def _tidy(owner_url: str) -> None:
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def sizes(owner_url: str) -> dict[str, int]:
    """What there is to read."""
    ask = {
        "customers": "SELECT count(*) FROM customers_organisation WHERE kind = 'customer'",
        "tickets": "SELECT count(*) FROM support_ticket",
        "live tickets": "SELECT count(*) FROM support_ticket WHERE state IN ('open', 'waiting')",
        "clocks": "SELECT count(*) FROM promises_clock_run",
        "journal entries": "SELECT count(*) FROM journal_entry",
    }
    with psycopg.connect(owner_url) as connection:
        found = {what: connection.execute(sql).fetchone() for what, sql in ask.items()}
    return {what: int(str(row[0])) for what, row in found.items() if row}
