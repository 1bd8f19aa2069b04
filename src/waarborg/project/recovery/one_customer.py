"""Of a back-up that was put back beside what runs, one customer: all rows of the others are taken out again.

For looking something up, or handing it out, as it was then. The journal of that customer stays whole and is checked;
nothing in the side database is mailed or done, because its jobs and waiting mail are taken out too.
"""

from collections.abc import Iterable, Iterator
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
# Every table with its columns, partitions through their parents.
_TABLES = """
SELECT c.relname, array_agg(a.attname::text) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND c.relnamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 1
"""
# What of the provider's own rows stays, because the customer's refer to it: agreements, catalogue, the people of the
# desk, articles, trainings, roll-outs. Its journal, mail, lists of addresses and imports speak of other customers.
PROVIDERS = (
    "catalogue_dependency",
    "catalogue_item",
    "customers_authority",
    "customers_organisation",
    "customers_person",
    "notices_look",
    "notices_notice",
    "promises_agreement_document",
    "promises_agreement_version",
    "releases_feature",
    "releases_rollout",
    "releases_wave",
    "support_article",
    "support_crowding",
    "support_help_offer",
    "support_help_price",
    "support_session",
    "support_tag",
    "trust_assurance",
    "trust_signing_key",
)
# Without rows of a tenant, and without which nothing works. Every other table that knows no tenants is a door, a job or
# a trace of somebody at one, and is emptied.
_SHARED = ("auth_permission", "django_content_type", "django_migrations", "plumbing_tenant", "support_ticket_counter")
# Of the customer itself: doors, and what would do something to the outside.
_DOORS = ("access_api_token", "access_link", "access_single_sign_on", "api_kept_answer", "webhook_endpoint")
_REST = (
    """DELETE FROM promises_agreement_document WHERE version_id IN
       (SELECT id FROM promises_agreement_version WHERE customer <> %(customer)s)""",
    "DELETE FROM promises_agreement_version WHERE customer <> %(customer)s",
    "DELETE FROM notices_notice WHERE id NOT IN (SELECT notice_id FROM notices_delivery)",
    "DELETE FROM outbox_mail WHERE state = 'waiting'",
    "DELETE FROM customers_import",
    "DELETE FROM plumbing_tenant WHERE id <> %(customer)s AND NOT is_provider",
)


def keep_only(layout: Layout, said: str) -> UUID:
    """Take out every customer but the one of this short name or identifier. Raises NotInBackup."""
    with cluster.connect(layout, database=database_address.DATABASE) as connection:
        row = connection.execute(_FIND, [said, said]).fetchone()
        if row is None:
            raise NotInBackup(customer=said)
        with connection.transaction():
            # Neither the order of foreign keys nor the journal's guard: whole tenants go, or nothing.
            connection.execute("SET LOCAL session_replication_role = replica")
            for statement in [*_emptied(connection.execute(_TABLES).fetchall()), *_REST]:
                connection.execute(statement.encode(), {"customer": row[0]})
    return UUID(str(row[0]))


def _emptied(tables: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    for table, columns in tables:
        if table in _DOORS or ("tenant_id" not in columns and table not in _SHARED):
            yield f"TRUNCATE {table} CASCADE"
        elif "tenant_id" in columns and table in PROVIDERS:
            yield (
                f"DELETE FROM {table} WHERE tenant_id <> %(customer)s"
                " AND tenant_id NOT IN (SELECT id FROM plumbing_tenant WHERE is_provider)"
            )
        elif "tenant_id" in columns:
            yield f"DELETE FROM {table} WHERE tenant_id <> %(customer)s"
