"""What the database itself refuses: grants that staff give themselves, functions that somebody else's tables divert."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from waarborg.plumbing import tenancy
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import ContentGrant, Tenant
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW

DIVERTED = """
SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND p.prosecdef
  AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS s WHERE s ~ '^search_path=.*, pg_temp$')
"""
OPEN_TO_ALL = """
SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND p.prosecdef
  AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) AS a WHERE a.grantee = 0))
"""


def test_staff_cannot_let_themselves_see_content(merendaal: Tenant) -> None:
    hour = timedelta(hours=1)
    grant = {"purpose": "x", "granted_by": uuid7(), "starts_at": NOW, "ends_at": NOW + hour}
    with pytest.raises(DatabaseError, match="permission denied"), tenancy.enter(Role.DESK):
        ContentGrant.objects.create(tenant_id=merendaal.id, **grant)
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        ContentGrant.objects.create(tenant_id=merendaal.id, **grant)
    with pytest.raises(DatabaseError, match="permission denied"), tenancy.enter(Role.DESK):
        ContentGrant.objects.filter(tenant_id=merendaal.id).update(ends_at=NOW + 100 * hour)


@pytest.mark.parametrize("question", [DIVERTED, OPEN_TO_ALL])
def test_what_runs_with_its_owners_rights_is_neither_diverted_nor_open_to_all(db: None, question: str) -> None:
    """A temporary table goes before every other one unless `pg_temp` is named last."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        assert cursor.fetchall() == []


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.name if role else "login")
def test_nobody_puts_a_table_of_his_own_before_a_real_one(merendaal: Tenant, role: Role | None) -> None:
    scope = tenancy.enter(role, merendaal.id) if role else transaction.atomic()
    with (
        pytest.raises(DatabaseError, match="permission denied to create temporary tables"),
        scope,
        connection.cursor() as cursor,
    ):
        cursor.execute("CREATE TEMP TABLE plumbing_tenant (id uuid)")
