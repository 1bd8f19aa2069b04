"""Row-level security binds only who is not above it: the product refuses to run as somebody who is."""

from django.db import connections

from waarborg.kernel.errors import Refusal

_QUESTION = """
SELECT current_user,
       r.rolsuper, r.rolbypassrls, r.rolcreaterole,
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relowner = r.oid AND n.nspname NOT LIKE 'pg\\_%%') AS owns,
       EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid AND m.inherit_option) AS inherits
FROM pg_roles r WHERE r.rolname = current_user
"""
_REASONS = (
    ("superuser", "superuser"),
    ("mag beveiliging per rij overslaan (BYPASSRLS)", "may bypass row security (BYPASSRLS)"),
    ("mag rollen maken (CREATEROLE)", "may create roles (CREATEROLE)"),
    ("is eigenaar van tabellen", "owns tables"),
    ("erft rechten van andere rollen (INHERIT)", "inherits privileges of other roles (INHERIT)"),
)


class PrivilegedLogin(Refusal):
    code = "project.database.privileged-login"
    status = 500
    nl = "Waarborg start niet: de databasegebruiker {login} mag te veel ({reasons})."
    en = "Waarborg does not start: the database user {login} may do too much ({reasons})."
    nl_way_out = "Laat DATABASE_URL aanmelden als waarborg_app; `waarborg migrate --roles` toont de nodige SQL."
    en_way_out = "Let DATABASE_URL log in as waarborg_app; `waarborg migrate --roles` shows the SQL needed."


def refuse_privileged(alias: str = "default") -> None:
    """Raises PrivilegedLogin when the login could see or change rows that the policies deny it."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_QUESTION)
        login, *powers = cursor.fetchone()
    reasons = [reason for reason, has in zip(_REASONS, powers, strict=True) if has]
    if reasons:
        words = {"nl": ", ".join(nl for nl, _ in reasons), "en": ", ".join(en for _, en in reasons)}
        raise PrivilegedLogin(login=login, reasons=words)
