"""The schema of the database: brought up to date as its owner, and the login given what installation tables need."""

from django.core.management import call_command
from django.db import connections

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import data_catalogue
from waarborg.plumbing.embedded_postgres import roles

NOBODYS = ("PUBLIC", roles.LOGIN, *roles.STEPPED_INTO)


class RolesMissing(Refusal):
    code = "project.database.roles-missing"
    status = 500
    nl = "De database mist: {missing}. De eigenaar mag dit niet zelf maken."
    en = "The database lacks: {missing}. Its owner may not make this itself."
    nl_way_out = "Laat een beheerder de SQL van `waarborg migrate --roles` uitvoeren, en probeer het opnieuw."
    en_way_out = "Have an administrator run the SQL of `waarborg migrate --roles`, then try again."


def bring_up_to_date(*, alias: str = "owner", verbosity: int = 0) -> None:
    """Make roles if we may, run the migrations as the owner, grant the login its installation tables.

    Raises RolesMissing when roles lack that the owner may not make; nothing was changed then.
    """
    _ensure_roles(alias)
    with connections[alias].cursor() as cursor:
        # Two machines starting together: the second waits, and finds nothing left to do.
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(hashtext('waarborg schema'))")
        cursor.execute("RESET lock_timeout")
    try:
        call_command("migrate", database=alias, verbosity=verbosity, interactive=False)
        _grant(alias)
    finally:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('waarborg schema'))")


def _grant(alias: str) -> None:
    data_catalogue.grant_installation(alias)
    with connections[alias].cursor() as cursor:
        # Readiness compares it with the migrations on disk.
        cursor.execute(f"GRANT SELECT ON django_migrations TO {roles.LOGIN}")
        # A temporary table goes before every other one of its name, and belongs to whoever made it: past row security.
        cursor.execute("SELECT quote_ident(current_database())")
        (database,) = cursor.fetchone()
        cursor.execute(f"REVOKE TEMPORARY ON DATABASE {database} FROM {', '.join(NOBODYS)}")


def _ensure_roles(alias: str) -> None:
    connections[alias].ensure_connection()
    raw = connections[alias].connection
    if not roles.missing(raw):
        return
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            for statement in roles.statements():
                cursor.execute(statement)
    lacking = roles.missing(raw)
    if lacking:
        raise RolesMissing(missing=", ".join(lacking))
