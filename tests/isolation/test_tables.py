"""Every table keeps its tenants apart. A table that is added later joins by its declaration in the data catalogue."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, connections, transaction
from tests.isolation.conftest import World
from tests.isolation.rows import keys_of

from waarborg.plumbing import data_catalogue, tenancy
from waarborg.plumbing.data_catalogue import Entry
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.tenancy import Role

EVERY = data_catalogue.entries()
OWNED = [one for one in EVERY if one.row_class in ("service", "content")]
PROTECTED = [one for one in EVERY if one.row_class != "installation"]
POLICIES = {
    "service": {"owner_all", "customer_own", "desk_rows"},
    "content": {"owner_all", "customer_own", "desk_rows"},
    "provider": {"owner_all", "desk_rows"},
    "published": {"owner_all", "desk_rows", "customer_audience", "public_audience"},
}
# What was agreed with one customer stands among what is published, and only that customer may read it
# (src/waarborg/promises/tests/test_amend.py).
OF_ONE = {
    "promises_agreement_version": {"customer_amended"},
    "promises_agreement_document": {"customer_amended"},
    # What was handed to some customers only (src/waarborg/notices/tests/test_write_and_publish.py).
    "notices_notice": {"customer_chosen"},
    # What is for those who have a product (src/waarborg/support/tests/test_article_search.py).
    # What is backed up for one customer alone (src/waarborg/continuity/tests/test_plans.py).
    "continuity_plan": {"customer_covered"},
    "support_article": {"customer_bought"},
    "support_article_picture": {"customer_bought"},
    "support_article_term": {"customer_bought"},
    "support_article_trigram": {"customer_bought"},
    # And for the one customer that a session is for (src/waarborg/support/tests/sessions/test_sessions.py).
    "support_session": {"customer_bought", "customer_invited"},
}
# Where what comes in by mail and interfaces is put, by a role that reads nothing.
INGESTED = {"journal_entry", "journal_data", "outbox_mail", "promises_clock_run", "promises_clock_notice"}
INGESTED |= {"support_ticket", "support_message", "support_note"}
# Whom each policy is for, and for which commands.
FOR = {
    "owner_all": ("waarborg_owner", "ALL"),
    "customer_own": ("waarborg_customer", "ALL"),
    "desk_rows": ("waarborg_desk", "ALL"),
    "customer_audience": ("waarborg_customer", "SELECT"),
    "customer_amended": ("waarborg_customer", "SELECT"),
    "customer_chosen": ("waarborg_customer", "SELECT"),
    "customer_bought": ("waarborg_customer", "SELECT"),
    "customer_covered": ("waarborg_customer", "SELECT"),
    "customer_invited": ("waarborg_customer", "SELECT"),
    "public_audience": ("waarborg_public", "SELECT"),
    "ingest_adds": ("waarborg_ingest", "INSERT"),
}
ROLES = ("waarborg_customer", "waarborg_desk", "waarborg_public", "waarborg_ingest")


@pytest.fixture(autouse=True)
def unblocked(world: World, django_db_blocker: Any) -> Iterator[None]:
    """Committed work on both connections, and no transaction around a test."""
    with django_db_blocker.unblock():
        yield


def each(entries: list[Entry]) -> Any:
    return pytest.mark.parametrize("entry", entries, ids=[one.model._meta.db_table for one in entries])


def table_of(entry: Entry) -> str:
    return entry.model._meta.db_table


def ask_owner(sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def seen(entry: Entry, role: Role, tenant: UUID | None, *, of: UUID, row: dict[str, Any] | None = None) -> int:
    """How many rows of the tenant `of` (or whether this one row) the role sees; 0 where it may not even look."""
    key = entry.model._meta.pk.column
    which, value = (key, row[key]) if row else (entry.tenant_key, of)
    try:
        with tenancy.enter(role, tenant), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table_of(entry)} WHERE {which} = %s", [value])
            return int(cursor.fetchone()[0])
    except DatabaseError as error:
        assert "permission denied" in str(error)
        return 0


def make_row(world: World, entry: Entry, tenant: UUID) -> dict[str, Any]:
    try:
        return world.maker.row(table_of(entry), tenant)
    except Exception as error:
        domain = entry.model.__module__.split(".")[1]
        pytest.fail(
            f"no row of {table_of(entry)} could be made: say how in ROWS of {domain}/tests/isolation.py ({error})"
        )


def test_every_table_is_declared_or_of_another_package() -> None:
    known = {table_of(one) for one in EVERY} | set(data_catalogue.installation_tables()) | {"django_migrations"}
    tables = {
        name
        for (name,) in ask_owner(
            "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p', 'm', 'v', 'f')"
            " AND relnamespace = 'public'::regnamespace AND NOT relispartition"
        )
    }
    assert tables - known == set()
    assert data_catalogue.undeclared() == []


def test_partitions_are_as_closed_as_their_table() -> None:
    open_ones = ask_owner(
        "SELECT relname::text FROM pg_class c, unnest(%s::text[]) r WHERE relispartition AND relkind = 'r'"
        " AND has_table_privilege(r, c.oid, 'SELECT, INSERT, UPDATE, DELETE')"
        " AND NOT (relrowsecurity AND relforcerowsecurity)",
        [[*ROLES, "waarborg_app"]],
    )
    assert open_ones == []


@each(PROTECTED)
def test_row_security_is_on_for_everybody_with_the_policies_of_its_class(entry: Entry) -> None:
    assert ask_owner(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [table_of(entry)]
    ) == [(True, True)]
    asked = "SELECT policyname::text, permissive, roles::text[], cmd FROM pg_policies WHERE tablename = %s"
    names = POLICIES[entry.row_class] | OF_ONE.get(table_of(entry), set())
    if table_of(entry) in INGESTED:
        names = names | {"ingest_adds"}
    assert {name: tuple(told) for name, *told in ask_owner(asked, [table_of(entry)])} == {
        name: ("PERMISSIVE", [FOR[name][0]], FOR[name][1]) for name in names
    }


@each(PROTECTED)
def test_the_login_role_itself_reaches_nothing(entry: Entry) -> None:
    assert ask_owner(
        "SELECT has_table_privilege('waarborg_app', %s, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')", [table_of(entry)]
    ) == [(False,)]


@pytest.mark.parametrize("table", data_catalogue.installation_tables())
def test_the_four_roles_reach_no_installation_table(table: str) -> None:
    rights = ask_owner(
        "SELECT role FROM unnest(%s::text[]) role"
        " WHERE has_table_privilege(role, %s, 'SELECT, INSERT, UPDATE, DELETE')",
        [list(ROLES), table],
    )
    assert rights == []


@each(OWNED)
def test_a_customer_sees_its_own_rows_and_nobody_elses(world: World, entry: Entry) -> None:
    mine, theirs = world.cast.merendaal.id, world.cast.hazelvoort.id
    make_row(world, entry, mine)
    make_row(world, entry, theirs)
    may_look = ask_owner("SELECT has_table_privilege('waarborg_customer', %s, 'SELECT')", [table_of(entry)])[0][0]
    assert (seen(entry, Role.CUSTOMER, mine, of=mine) > 0) is may_look
    assert seen(entry, Role.CUSTOMER, theirs, of=mine) == 0
    assert seen(entry, Role.PUBLIC, None, of=mine) == 0
    assert seen(entry, Role.PUBLIC, mine, of=mine) == 0
    assert seen(entry, Role.INGEST, mine, of=mine) == 0


@each(OWNED)
def test_a_customer_writes_nothing_of_another(world: World, entry: Entry) -> None:
    mine, theirs = world.cast.merendaal.id, world.cast.hazelvoort.id
    make_row(world, entry, mine)
    table, key = table_of(entry), entry.tenant_key
    as_it_was = f"SELECT count(*), min(xmin::text), max(xmin::text) FROM {table} WHERE {key} = %s"
    before = ask_owner(as_it_was, [mine])
    values = {**world.maker.values(table, mine), key: mine}
    attempts = [
        (
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(['%s'] * len(values))})",
            list(values.values()),
        ),
        (f"UPDATE {table} SET {key} = {key} WHERE {key} = %s", [mine]),
        (f"DELETE FROM {table} WHERE {key} = %s", [mine]),
    ]
    for sql, parameters in attempts:
        try:
            with tenancy.enter(Role.CUSTOMER, theirs), connection.cursor() as cursor:
                cursor.execute(sql, parameters)
                assert cursor.rowcount == 0
        except DatabaseError as error:
            assert "permission denied" in str(error) or "row-level security" in str(error)
    assert (
        ask_owner(f"SELECT count(*), min(xmin::text), max(xmin::text) FROM {table} WHERE {key} = %s", [mine]) == before
    )


@each(OWNED)
def test_a_customer_cannot_give_its_rows_away(world: World, entry: Entry) -> None:
    mine, theirs = world.cast.merendaal.id, world.cast.hazelvoort.id
    make_row(world, entry, mine)
    with (
        pytest.raises(DatabaseError, match=r"permission denied|row-level security|append-only"),
        tenancy.enter(Role.CUSTOMER, mine),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table_of(entry)} SET {entry.tenant_key} = %s", [theirs])


@each([one for one in PROTECTED if one.row_class == "content"])
def test_staff_see_content_only_under_a_live_grant(world: World, entry: Entry) -> None:
    mine = world.cast.hazelvoort.id
    make_row(world, entry, mine)
    ask = world.maker
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM plumbing_content_grant WHERE tenant_id = %s", [mine])
    ask.made.pop(("plumbing_content_grant", mine), None)
    assert seen(entry, Role.DESK, world.cast.provider.id, of=mine) == 0


@each([one for one in PROTECTED if one.row_class in ("provider", "published")])
def test_nobody_but_staff_sees_what_is_the_providers(world: World, entry: Entry) -> None:
    table, provider = table_of(entry), world.cast.provider.id
    values = world.maker.values(table, provider)
    if entry.row_class == "published":
        values["audience"] = "provider"
    world.maker.insert(table, values)
    assert seen(entry, Role.DESK, provider, of=provider, row=values) == 1
    for role, tenant in ((Role.CUSTOMER, world.cast.merendaal.id), (Role.PUBLIC, None), (Role.INGEST, None)):
        assert seen(entry, role, tenant, of=provider, row=values) == 0


@each([one for one in PROTECTED if one.row_class == "published"])
def test_what_is_published_reaches_its_audience_and_cannot_be_written(world: World, entry: Entry) -> None:
    table, provider = table_of(entry), world.cast.provider.id
    for audience in ("public", "customers"):
        row = {**world.maker.values(table, provider), "audience": audience}
        world.maker.insert(table, row)
        assert seen(entry, Role.CUSTOMER, world.cast.merendaal.id, of=provider, row=row) == 1
        assert seen(entry, Role.PUBLIC, None, of=provider, row=row) == (1 if audience == "public" else 0)
    rights = "SELECT has_table_privilege(%s, %s, 'INSERT, UPDATE, DELETE')"
    for role in ("waarborg_customer", "waarborg_public", "waarborg_ingest"):
        assert ask_owner(rights, [role, table]) == [(False,)]


@dataclass(frozen=True)
class Half:
    """One half of a policy: `word` is USING or WITH CHECK, `said` its condition as the database writes it."""

    table: str
    policy: str
    role: str
    word: str
    said: str

    def __str__(self) -> str:
        return f"{self.policy} {self.word}"

    @contextmanager
    def turned(self) -> Iterator[None]:
        """For the time of the block without its condition; one that has none closes altogether."""
        other = "false" if self.said == "true" else "true"
        try:
            self._put(other)
            yield
        finally:
            self._put(self.said)

    def _put(self, condition: str) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"ALTER POLICY {self.policy} ON {self.table} {self.word} ({condition})")


def halves(table: str) -> list[Half]:
    found = ask_owner(
        "SELECT policyname::text, roles[1]::text, qual, with_check FROM pg_policies WHERE tablename = %s ORDER BY 1",
        [table],
    )
    both = (
        (name, role, word, said)
        for name, role, *conditions in found
        for word, said in zip(("USING", "WITH CHECK"), conditions, strict=True)
    )
    return [Half(table, name, role, word, said) for name, role, word, said in both if said is not None]


@contextmanager
def at_work(role: str, tenant: UUID) -> Iterator[Any]:
    """A cursor of this role, for the customer's and the public's with that tenant in scope; nothing of it stays."""
    try:
        if role == "waarborg_owner":
            with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
                yield cursor
                transaction.set_rollback(True, using="owner")
        else:
            with tenancy.enter(Role(role), tenant), connection.cursor() as cursor:
                yield cursor
                transaction.set_rollback(True)
    except DatabaseError as error:
        if "row-level security" not in str(error):
            raise


@contextmanager
def lent(table: str, role: str, privilege: str) -> Iterator[None]:
    """The privilege where the role lacks it: what a policy holds back is held back without the grants' help."""
    if role == "waarborg_owner" or ask_owner("SELECT has_table_privilege(%s, %s, %s)", [role, table, privilege])[0][0]:
        yield
        return
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"GRANT {privilege} ON {table} TO {role}")
    try:
        yield
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"REVOKE {privilege} ON {table} FROM {role}")


def goes_through(half: Half, entry: Entry, values: dict[str, Any], stranger: UUID) -> bool:
    """Whether the role reads the row that is there (USING), or writes it (WITH CHECK), as somebody it is not of."""
    done = False
    if half.word == "USING":
        with lent(half.table, half.role, "SELECT"), at_work(half.role, stranger) as cursor:
            which = f"{entry.tenant_key} = %s"
            cursor.execute(f"SELECT count(*) FROM {half.table} WHERE {which}", [values[entry.tenant_key]])
            done = cursor.fetchone()[0] > 0
    else:
        names, marks = ", ".join(f'"{name}"' for name in values), ", ".join(["%s"] * len(values))
        with lent(half.table, half.role, "INSERT"), at_work(half.role, stranger) as cursor:
            cursor.execute(f"INSERT INTO {half.table} ({names}) VALUES ({marks})", list(values.values()))
            done = True
    return done


@each(PROTECTED)
def test_each_half_of_each_policy_is_needed(world: World, entry: Entry) -> None:
    """Mutation of whatever policies stand in the database, reading and writing each by itself. Without its condition
    what was refused goes through, so the tests above would fail; one without a condition is what opens the table."""
    new = uuid7()
    if table_of(entry) != "plumbing_tenant":
        world.maker.row("plumbing_tenant", new)
    values = world.maker.values(table_of(entry), new)
    if entry.row_class == "published":
        values["audience"] = "provider"
    found = halves(table_of(entry))
    assert len(found) >= 4
    for word in ("WITH CHECK", "USING"):
        if word == "USING":
            world.maker.insert(table_of(entry), values)
        for half in (one for one in found if one.word == word):
            opens = half.said == "true"
            assert goes_through(half, entry, values, world.cast.hazelvoort.id) is opens, str(half)
            with half.turned():
                assert goes_through(half, entry, values, world.cast.hazelvoort.id) is not opens, str(half)
            assert goes_through(half, entry, values, world.cast.hazelvoort.id) is opens, str(half)


def test_no_policy_stands_on_a_table_that_is_not_walked() -> None:
    stray = ask_owner(
        "SELECT c.relname::text, p.polname::text FROM pg_policy p JOIN pg_class c"
        " ON c.oid = p.polrelid WHERE NOT (c.relname = ANY (%s))"
        " AND NOT (c.relispartition AND p.polname = 'owner_all')",
        [[table_of(one) for one in PROTECTED]],
    )
    assert stray == []


@each(OWNED)
def test_a_row_never_points_to_another_tenants_row(world: World, entry: Entry) -> None:
    """Keys between tenants' tables carry the tenant: tried by pointing at the other customer's row, as the owner."""
    mine, theirs = world.cast.merendaal.id, world.cast.hazelvoort.id
    owned = {table_of(one): one for one in OWNED}
    for key in keys_of(table_of(entry)):
        target = owned.get(key.target)
        if target is None or key.target == "plumbing_tenant":
            continue
        assert entry.tenant_key in key.columns, f"{key.columns} must carry {entry.tenant_key}"
        make_row(world, target, theirs)
        values = world.maker.values(table_of(entry), mine)
        foreign = world.maker.row(key.target, theirs)
        values |= {
            here: foreign[there]
            for here, there in zip(key.columns, key.target_columns, strict=True)
            if here != entry.tenant_key
        }
        with pytest.raises(DatabaseError, match="foreign key"):
            world.maker.insert(table_of(entry), values)


@each(OWNED)
def test_every_reference_between_tenants_tables_is_a_key(entry: Entry) -> None:
    """A relation that Django knows but the database does not would accept any tenant's row."""
    owned = {table_of(one) for one in OWNED}
    known = {column for key in keys_of(table_of(entry)) for column in key.columns}
    relations = [one for one in entry.model._meta.concrete_fields if one.is_relation]
    missing = [one.column for one in relations if one.related_model._meta.db_table in owned and one.column not in known]  # type: ignore[union-attr]
    assert missing == []
