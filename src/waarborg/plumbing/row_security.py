"""Row-level security as migration operations: one call a table, one policy a role.

Never `tenant = x OR staff`: that made sequential scans for everybody. `FORCE` binds the owner too, who has a policy of
its own for migrations and dumps; the login role owns nothing.
"""

from collections.abc import Sequence
from typing import Literal

from django.db.migrations.operations import RunSQL

RowClass = Literal["service", "content", "provider", "published", "installation"]
Privileges = Sequence[Literal["select", "insert", "update", "delete"]]

TENANT = "(SELECT nullif(current_setting('waarborg.tenant', true), '')::uuid)"
PERSON = "(SELECT nullif(current_setting('waarborg.person', true), '')::uuid)"
WRITE: Privileges = ("select", "insert", "update")
READ: Privileges = ("select",)


def live_grant(table: str) -> str:
    """The condition under which staff see a content row of `table`: its customer's grant is live at this moment, by
    the database's own clock, opens this table, and is not another member of staff's."""
    return (
        "tenant_id IN (SELECT g.tenant_id FROM plumbing_content_grant g"
        " WHERE g.revoked_at IS NULL AND g.starts_at <= now() AND g.ends_at > now()"
        f" AND (g.tables = '[]'::jsonb OR g.tables @> '[\"{table}\"]'::jsonb)"
        f" AND (g.person IS NULL OR g.person = {PERSON}))"
    )


def _policy(table: str, name: str, role: str, condition: str) -> str:
    return f"CREATE POLICY {name} ON {table} TO {role} USING ({condition}) WITH CHECK ({condition})"


def _grant(table: str, role: str, privileges: Privileges) -> list[str]:
    return [f"GRANT {', '.join(privileges).upper()} ON {table} TO {role}"] if privileges else []


def policies(
    table: str,
    row_class: RowClass,
    *,
    customer: Privileges,
    desk: Privileges,
    ingest: bool,
    key: str,
    content: str | None = None,
) -> list[str]:
    """The statements that close `table` and open it again for those who may; `key` is the tenant's column.

    `content` is the condition for staff of a migration older than grants with a scope; leave it out.
    """
    if row_class == "installation":
        return _grant(table, "waarborg_app", ("select", "insert", "update", "delete"))
    own = f"{key} = {TENANT}"
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        _policy(table, "owner_all", "CURRENT_USER", "true"),
    ]
    if row_class in ("service", "content"):
        staff = "true" if row_class == "service" else content or live_grant(table)
        statements += [
            _policy(table, "customer_own", "waarborg_customer", own),
            *_grant(table, "waarborg_customer", customer),
        ]
        statements += [_policy(table, "desk_rows", "waarborg_desk", staff), *_grant(table, "waarborg_desk", desk)]
    else:
        statements += [_policy(table, "desk_rows", "waarborg_desk", "true"), *_grant(table, "waarborg_desk", desk)]
    if row_class == "published":
        for role, audience in (("customer", "audience IN ('public', 'customers')"), ("public", "audience = 'public'")):
            statements.append(
                f"CREATE POLICY {role}_audience ON {table} FOR SELECT TO waarborg_{role} USING ({audience})"
            )
            statements += _grant(table, f"waarborg_{role}", READ)
    if ingest:
        statements.append(f"CREATE POLICY ingest_adds ON {table} FOR INSERT TO waarborg_ingest WITH CHECK (true)")
        statements += _grant(table, "waarborg_ingest", ("insert",))
    return statements


def protect(
    table: str,
    row_class: RowClass,
    *,
    tenant_keys: Sequence[tuple[str, str]] = (),
    customer: Privileges = WRITE,
    desk: Privileges = WRITE,
    ingest: bool = False,
    key: str = "tenant_id",
    unique: bool = True,
    content: str | None = None,
) -> list[RunSQL]:
    """Operations for the migration that makes `table`, after its CreateModel.

    `tenant_keys`: (column, table) of foreign keys to rows of the same tenant, made composite so that another tenant's
    row is never accepted. `unique=False` where the primary key already starts with the tenant. `customer` and `desk`
    are the privileges of those roles: give DELETE only where erasure deletes rows.
    """
    statements: list[str] = []
    if row_class in ("service", "content", "provider", "published") and key == "tenant_id":
        statements.append(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_tenant_fk"
            " FOREIGN KEY (tenant_id) REFERENCES plumbing_tenant (id)"
        )
        if unique:
            statements.append(f"ALTER TABLE {table} ADD CONSTRAINT {table}_tenant_key UNIQUE (tenant_id, id)")
    for column, target in tenant_keys:
        statements.append(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_fk FOREIGN KEY (tenant_id, {column})"
            f" REFERENCES {target} (tenant_id, id) DEFERRABLE INITIALLY IMMEDIATE"
        )
    statements += policies(table, row_class, customer=customer, desk=desk, ingest=ingest, key=key, content=content)
    # One operation: before each the framework copies all it knows of every table.
    return [RunSQL(tuple(statements), RunSQL.noop)]
