"""Of a back-up that was put back beside what runs, one customer: all rows of the others are taken out again.

For looking something up, or handing it out, as it was then. The journal of that customer stays whole and is checked;
nothing in the side database is mailed or done, because its jobs and waiting mail are taken out too.
"""

from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.embedded_postgres import cluster
from waarborg.plumbing.embedded_postgres.layout import Layout
from waarborg.project import database_address


class NotInBackup(Refusal):
    code = "project.recovery.not-in-backup"
    status = 404
    nl = "In deze reservekopie staat geen klant {customer}."
    en = "There is no customer {customer} in this back-up."
    nl_way_out = "Geef de korte naam of de identificatie van toen, of kies met --at een ander moment."
    en_way_out = "Give the short name or the identifier of then, or choose another instant with --at."


_FIND = "SELECT id FROM customers_organisation WHERE kind = 'customer' AND (slug = %s OR id::text = %s)"
# Every table with rows of a tenant, partitions through their parents.
_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE a.attname = 'tenant_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""
# The provider's own rows stay: they are what the customer's refer to (agreements, people of the desk).
_OTHERS = "<> %s AND {key} NOT IN (SELECT id FROM plumbing_tenant WHERE is_provider)"
# Doors, what was going to happen, and files that held lines of many customers.
_REST = (
    "TRUNCATE access_account CASCADE",
    "TRUNCATE procrastinate_jobs CASCADE",
    "DELETE FROM outbox_mail WHERE state = 'waiting'",
    "DELETE FROM customers_import",
)


def keep_only(layout: Layout, said: str) -> UUID:
    """Take out every customer but the one of this short name or identifier. Raises NotInBackup."""
    with cluster.connect(layout, database=database_address.DATABASE) as connection:
        row = connection.execute(_FIND, [said, said]).fetchone()
        if row is None:
            raise NotInBackup(customer=said)
        tables = [(table, "tenant_id") for (table,) in connection.execute(_TABLES).fetchall()]
        with connection.transaction():
            # Neither the order of foreign keys nor the journal's guard: whole tenants go, or nothing.
            connection.execute("SET LOCAL session_replication_role = replica")
            for table, key in [*tables, ("plumbing_tenant", "id")]:
                others = _OTHERS.format(key=key)
                connection.execute(f"DELETE FROM {table} WHERE {key} {others}".encode(), [row[0]])
            for statement in _REST:
                connection.execute(statement.encode())
    return UUID(str(row[0]))
