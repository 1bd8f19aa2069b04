"""Database roles: the owner (migrations), the login of the product (owns nothing) and the four it steps into.

The login gets each of the four WITH INHERIT FALSE: a plain GRANT silently lends it every tenant's rows at all times.
"""

from typing import Any

OWNER = "waarborg_owner"
LOGIN = "waarborg_app"
STEPPED_INTO = ("waarborg_customer", "waarborg_desk", "waarborg_public", "waarborg_ingest")
_STEPPED_INTO_WITHOUT_INHERITING = """
    SELECT r.rolname FROM pg_auth_members m
    JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles l ON l.oid = m.member
    WHERE l.rolname = %s GROUP BY r.rolname
    HAVING bool_or(m.set_option) AND NOT bool_or(m.inherit_option)
"""
_PLAIN = "NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION"


def statements(*, owner_may_create_databases: bool = False) -> list[str]:
    """SQL that brings the roles about, for a superuser; running it again changes nothing."""
    create_databases = "CREATEDB" if owner_may_create_databases else "NOCREATEDB"
    wanted = [(OWNER, f"LOGIN {create_databases} {_PLAIN}"), (LOGIN, f"LOGIN NOCREATEDB {_PLAIN}")]
    wanted += [(role, f"NOLOGIN NOCREATEDB {_PLAIN}") for role in STEPPED_INTO]
    made = [f"{_if_absent(role)}\nALTER ROLE {role} {attributes};" for role, attributes in wanted]
    granted = [f"GRANT {role} TO {LOGIN} WITH INHERIT FALSE, SET TRUE;" for role in STEPPED_INTO]
    return made + granted


def _if_absent(role: str) -> str:
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')"
        f" THEN CREATE ROLE {role}; END IF; END $$;"
    )


def missing(connection: Any) -> list[str]:
    """What an existing database still lacks, in words of SQL: absent roles, and grants that are absent or inherit."""
    found = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
    lacking = [role for role in (OWNER, LOGIN, *STEPPED_INTO) if role not in found]
    granted = connection.execute(_STEPPED_INTO_WITHOUT_INHERITING, [LOGIN]).fetchall()
    good = {name for (name,) in granted}
    return lacking + [f"GRANT {role} TO {LOGIN}" for role in STEPPED_INTO if role not in good and role not in lacking]
