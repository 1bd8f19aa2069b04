"""Rows of one tenant stay with that tenant: by the manager, and again by the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import ContentGrant, JournalEntry, Tenant
from waarborg.plumbing.tenancy import NoScope, Role
from waarborg.plumbing.tests.conftest import NOW


def write_entry(tenant: Tenant, by: Actor) -> None:
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        journal.record("test.happened", tenant=tenant.id, subject=Ref("test", uuid7()), by=by, at=NOW)


def rows_seen_by_sql() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry")
        return int(cursor.fetchone()[0])


def test_without_a_scope_a_manager_raises(db: None) -> None:
    with pytest.raises(NoScope):
        JournalEntry.objects.count()


def test_without_a_scope_the_database_refuses_the_login_role(db: None) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows_seen_by_sql()


def test_a_customer_needs_a_tenant(db: None) -> None:
    with pytest.raises(NoScope), tenancy.enter(Role.CUSTOMER):
        pass


def test_the_database_shows_a_customer_only_its_own_rows(merendaal: Tenant, hazelvoort: Tenant, contact: Actor) -> None:
    write_entry(merendaal, contact)
    with tenancy.enter(Role.CUSTOMER, hazelvoort.id):
        assert rows_seen_by_sql() == 0
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        assert rows_seen_by_sql() == 1
    with tenancy.enter(Role.DESK):
        assert rows_seen_by_sql() == 1
    with pytest.raises(DatabaseError, match="permission denied"), tenancy.enter(Role.PUBLIC):
        rows_seen_by_sql()


def test_a_customer_cannot_write_into_another_tenant(merendaal: Tenant, hazelvoort: Tenant, contact: Actor) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), tenancy.enter(Role.CUSTOMER, hazelvoort.id):
        journal.record("test.happened", tenant=merendaal.id, subject=Ref("test", uuid7()), by=contact, at=NOW)
    with tenancy.enter(Role.DESK):
        assert rows_seen_by_sql() == 0


def test_a_nested_scope_gives_the_outer_one_back(merendaal: Tenant, hazelvoort: Tenant, contact: Actor) -> None:
    write_entry(merendaal, contact)
    with tenancy.enter(Role.CUSTOMER, hazelvoort.id):
        with tenancy.enter(Role.DESK):
            assert rows_seen_by_sql() == 1
        assert rows_seen_by_sql() == 0


def test_an_exception_gives_the_outer_scope_back(merendaal: Tenant, hazelvoort: Tenant, contact: Actor) -> None:
    write_entry(merendaal, contact)
    with tenancy.enter(Role.CUSTOMER, hazelvoort.id):
        with pytest.raises(KeyError), tenancy.enter(Role.DESK):
            raise KeyError("broken on purpose")
        assert rows_seen_by_sql() == 0


def test_what_a_nested_scope_wrote_before_it_failed_is_forgotten(merendaal: Tenant, contact: Actor) -> None:
    with tenancy.enter(Role.DESK):
        write_entry(merendaal, contact)
        with pytest.raises(KeyError), tenancy.enter(Role.CUSTOMER, merendaal.id):
            write_entry(merendaal, contact)
            raise KeyError("broken on purpose")
    with tenancy.enter(Role.DESK):
        assert rows_seen_by_sql() == 1


def test_what_was_remembered_is_read_anew_after_a_part_was_rolled_back(merendaal: Tenant) -> None:
    with tenancy.enter(Role.DESK):
        assert [tenancy.remembered("test", lambda: "before"), tenancy.remembered("test", lambda: "again")] == [
            "before",
            "before",
        ]
        with pytest.raises(KeyError), tenancy.enter(Role.CUSTOMER, merendaal.id):
            raise KeyError("broken on purpose")
        assert tenancy.remembered("test", lambda: "after") == "after"


def test_the_manager_asks_for_the_own_rows_before_the_database_has_to(merendaal: Tenant) -> None:
    """The outer of the two nets: also what keeps the planner at the index of the tenant."""
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        assert merendaal.id.hex in str(JournalEntry.objects.all().query).replace("-", "")
    with tenancy.enter(Role.DESK):
        assert "WHERE" not in str(JournalEntry.objects.order_by().query)


def test_content_is_closed_to_staff_without_a_live_grant(merendaal: Tenant, contact: Actor) -> None:
    """The policy's own condition, tried on a table made for it: a grant that is future, live, over, or revoked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        real_now = cursor.fetchone()[0]
    hour = timedelta(hours=1)
    cases: list[tuple[dict[str, Any], int]] = [
        ({"starts_at": real_now + hour, "ends_at": real_now + 2 * hour}, 0),
        ({"starts_at": real_now - 2 * hour, "ends_at": real_now - hour}, 0),
        ({"starts_at": real_now - hour, "ends_at": real_now + hour, "revoked_at": real_now}, 0),
        ({"starts_at": real_now - hour, "ends_at": real_now + hour}, 1),
    ]
    from waarborg.plumbing.row_security import live_grant

    for times, seen in cases:
        with tenancy.enter(Role.CUSTOMER, merendaal.id):
            ContentGrant.objects.create(tenant_id=merendaal.id, purpose="import", granted_by=uuid7(), **times)
        with tenancy.enter(Role.DESK), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM (SELECT %s::uuid AS tenant_id) AS t WHERE {live_grant('t')}", [merendaal.id]
            )
            assert cursor.fetchone()[0] == seen
