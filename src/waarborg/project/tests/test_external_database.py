"""A database of the vendor's own: roles are asked for, privileges are refused, and then everything runs as embedded."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connections

from waarborg.plumbing.embedded_postgres import Layout, Server, cluster, roles
from waarborg.project.database_role import PrivilegedLogin, refuse_privileged
from waarborg.project.tests.running_group import Group

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("external-database")]
APP, MINE = "ALTER ROLE waarborg_app", "ALTER TABLE mine OWNER TO waarborg_app"
TO, FROM = "TO waarborg_app", "FROM waarborg_app"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Somebody else's server, as far as the product knows; each test puts back what it changed of its roles."""
    folder = Path(tempfile.mkdtemp(prefix="waarborg-external-"))
    folder.chmod(0o755)
    made = Server(Layout(folder, 18), database="waarborg", durable=False)
    made.start()
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def group() -> Iterator[Group]:
    made = Group()
    yield made
    made.remove()


def url(server: Server, login: str) -> str:
    return f"postgresql://{login}@/waarborg?host={quote(str(server.layout.socket), safe='')}"


def execute(server: Server, *statements: str) -> None:
    with cluster.connect(server.layout, database="waarborg") as connection:
        for statement in statements:
            connection.execute(statement.encode())


def test_missing_roles_are_named_and_the_printed_sql_makes_them(server: Server, group: Group) -> None:
    execute(server, "DROP ROLE waarborg_ingest", "GRANT waarborg_desk TO waarborg_app WITH INHERIT TRUE")
    addresses = {"DATABASE_URL": url(server, "waarborg_app"), "DATABASE_OWNER_URL": url(server, "waarborg_owner")}
    refused = group.run("migrate", "--lang", "nl", **addresses)
    assert refused.returncode == 1
    assert "De database mist: waarborg_ingest, GRANT waarborg_desk TO waarborg_app." in refused.stderr
    with cluster.connect(server.layout, database="waarborg") as connection:
        assert connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,)

    printed = group.run("migrate", "--roles", "--json", **addresses)
    execute(server, *json.loads(printed.stdout))
    with cluster.connect(server.layout) as connection:
        assert roles.missing(connection) == []
    assert group.run("migrate", "--json", **addresses).returncode == 0


def test_the_product_starts_with_it_and_brings_no_server_of_its_own(server: Server, group: Group) -> None:
    group.environment |= {
        "DATABASE_URL": url(server, "waarborg_app"),
        "DATABASE_OWNER_URL": url(server, "waarborg_owner"),
    }
    group.start()
    assert sorted(group.pids()) == ["nursery", "prober", "scheduler", "web", "worker"]
    assert json.loads(group.get("/health")[2])["checks"] == {
        "database": "ok",
        "schema": "ok",
        "clock": "ok",
        "members": "ok",
        "disk": "ok",
    }


def test_a_superuser_is_refused_and_nothing_runs(server: Server, group: Group) -> None:
    addresses = {"DATABASE_URL": url(server, "postgres"), "DATABASE_OWNER_URL": url(server, "waarborg_owner")}
    refused = group.run("up", LANG="nl_NL.UTF-8", **addresses)
    assert refused.returncode == 1
    assert "Waarborg start niet: de databasegebruiker postgres mag te veel (superuser, " in refused.stderr
    assert group.status()["running"] is False


@pytest.mark.parametrize(
    ("before", "after", "login", "reason"),
    [
        ("SELECT 1", "SELECT 1", "postgres", "superuser"),
        (f"{APP} BYPASSRLS", f"{APP} NOBYPASSRLS", "waarborg_app", "mag beveiliging per rij overslaan (BYPASSRLS)"),
        (f"{APP} CREATEROLE", f"{APP} NOCREATEROLE", "waarborg_app", "mag rollen maken (CREATEROLE)"),
        (f"CREATE TABLE mine (); {MINE}", "DROP TABLE mine", "waarborg_app", "is eigenaar van tabellen"),
        (f"GRANT waarborg_owner {TO}", f"REVOKE waarborg_owner {FROM}", "waarborg_app", "van andere rollen (INHERIT)"),
        (
            f"GRANT waarborg_desk {TO} WITH INHERIT TRUE",
            f"GRANT waarborg_desk {TO} WITH INHERIT FALSE",
            "waarborg_app",
            "(INHERIT)",
        ),
    ],
    ids=["superuser", "bypassrls", "createrole", "owner", "inherits the owner", "inherits the desk"],
)
def test_a_login_above_row_security_is_refused_with_its_reason(
    server: Server, django_db_blocker: Any, before: str, after: str, login: str, reason: str
) -> None:
    execute(server, *before.split("; "))
    entry = {**connections.settings["default"], "NAME": "waarborg", "HOST": str(server.layout.socket), "USER": login}
    connections.settings["external"] = entry
    try:
        with django_db_blocker.unblock(), pytest.raises(PrivilegedLogin) as refused:
            refuse_privileged("external")
        assert reason in refused.value.say("nl")
    finally:
        execute(server, after)
        connections["external"].close()
        del connections["external"]
        del connections.settings["external"]


def test_the_products_own_login_is_accepted(server: Server, django_db_blocker: Any) -> None:
    socket = str(server.layout.socket)
    connections.settings["external"] = {**connections.settings["default"], "NAME": "waarborg", "HOST": socket}
    try:
        with django_db_blocker.unblock():
            refuse_privileged("external")
    finally:
        connections["external"].close()
        del connections["external"]
        del connections.settings["external"]
