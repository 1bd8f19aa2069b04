"""The access log: what staff saw, by day, for the customer to read, and gone when its time is over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from waarborg.plumbing import access_log, tenancy
from waarborg.plumbing.access_log.days import AHEAD_DAYS, days, open_days
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import AccessRead, JournalEntry, Tenant
from waarborg.plumbing.tenancy import NoScope, Role
from waarborg.plumbing.tests.conftest import NOW

TICKET = Ref("support.ticket", uuid7())
SPECIMEN = Actor(kind="staff", tenant=uuid7(), person=uuid7(), name="R. Specimen")


def see(tenant: Tenant, *, by: Actor = SPECIMEN, at: datetime = NOW, why: str = "M-1042") -> None:
    with tenancy.enter(Role.DESK):
        access_log.read(by=by, tenant=tenant.id, what=TICKET, why=why, at=at)


def seen(tenant: Tenant) -> list[AccessRead]:
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        return access_log.reads_of(tenant.id)


def partitions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            " WHERE i.inhparent = 'access_log'::regclass ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def test_a_customer_reads_who_saw_what_why_and_when(merendaal: Tenant, hazelvoort: Tenant) -> None:
    see(merendaal)
    (row,) = seen(merendaal)
    assert (row.person, row.person_name, row.what_kind, row.what_id, row.why, row.at) == (
        SPECIMEN.person,
        "R. Specimen",
        *TICKET,
        "M-1042",
        NOW,
    )
    assert seen(hazelvoort) == []


def test_reading_is_no_change_of_state(merendaal: Tenant) -> None:
    see(merendaal)
    with tenancy.enter(Role.DESK):
        assert JournalEntry.objects.count() == 0


def test_own_things_and_the_systems_reading_are_not_noted(merendaal: Tenant, contact: Actor) -> None:
    see(merendaal, by=contact)
    see(merendaal, by=SYSTEM)
    see(merendaal, by=Actor(kind="staff", tenant=merendaal.id, person=uuid7(), name="K. Voorbeeld"))
    assert seen(merendaal) == []


def test_outside_a_scope_it_raises(db: None) -> None:
    with pytest.raises(NoScope):
        access_log.read(by=SPECIMEN, tenant=uuid7(), what=TICKET, why="", at=NOW)


def test_pages_go_back_in_time(merendaal: Tenant) -> None:
    for minute in range(4):
        see(merendaal, at=NOW + timedelta(minutes=minute), why=str(minute))
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        first = access_log.reads_of(merendaal.id, limit=3)
        second = access_log.reads_of(merendaal.id, limit=3, before=first[-1].at)
    assert ([row.why for row in first], [row.why for row in second]) == (["3", "2", "1"], ["0"])


def test_a_day_is_opened_on_demand_and_its_borders_are_utc(merendaal: Tenant) -> None:
    see(merendaal, at=datetime(2026, 4, 7, 23, 59, 59, tzinfo=UTC))
    see(merendaal, at=datetime(2026, 4, 8, tzinfo=UTC))
    assert partitions() == ["access_log_20260407", "access_log_20260408"]
    assert len(seen(merendaal)) == 2


def test_days_are_opened_ahead_and_dropped_after_four_hundred(merendaal: Tenant) -> None:
    now = datetime.now(UTC)
    see(merendaal, at=now - timedelta(days=401))
    see(merendaal, at=now - timedelta(days=400))
    days(at=now)
    expected = [now.date() - timedelta(days=400)] + [now.date() + timedelta(days=n) for n in range(AHEAD_DAYS + 1)]
    assert partitions() == [f"access_log_{day:%Y%m%d}" for day in expected]
    assert len(seen(merendaal)) == 1
    days(at=now)
    assert len(partitions()) == AHEAD_DAYS + 2


def test_nobody_drops_the_last_thirty_days(db: None) -> None:
    open_days(date(2026, 4, 7), date(2026, 4, 7))
    with (
        pytest.raises(DatabaseError, match="at least thirty days"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT access_log_close(current_date - 29)")


@pytest.mark.parametrize("sql", ["UPDATE access_log SET why = ''", "DELETE FROM access_log"])
def test_no_role_changes_what_was_noted(merendaal: Tenant, sql: str) -> None:
    see(merendaal)
    for role in Role:
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            tenancy.enter(role, merendaal.id),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_no_role_reads_past_the_policies_through_a_partition(merendaal: Tenant) -> None:
    see(merendaal)
    for role in Role:
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            tenancy.enter(role, merendaal.id),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT * FROM access_log_20260407")
