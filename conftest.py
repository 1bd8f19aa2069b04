"""The test database: made by the owner, used by the login role, as in production. One for each parallel worker."""

import gc
import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import psycopg
import pytest

from waarborg.plumbing.embedded_postgres.testing import start_for_tests, stop_all
from waarborg.project.tests.running_group import settled_database

pytest_plugins = [
    "tests.clause_plugin",
    "tests.failed_plugin",
    "waarborg.plumbing.tests.beginnings",
    "waarborg.plumbing.tests.browsers",
    "waarborg.customers.tests.cast",
    "waarborg.access.tests.doors",
    "waarborg.promises.tests.agreements",
    "waarborg.project.tests.shared_group",
]

# How long an example takes says how busy the machine is, not whether the product is right.
hypothesis.settings.register_profile("waarborg", deadline=None)
hypothesis.settings.load_profile("waarborg")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.project.settings")


def pytest_configure(config: pytest.Config) -> None:
    """Tests read texts as they stand in the source: a catalogue that came in with a merge is compiled first."""
    from tools.messages import compile_changed

    if not hasattr(config, "workerinput"):
        compile_changed()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Fifteen thousand tests and the product come and stay: the collector of garbage need never look at them, and what
    tests leave behind can lie a while."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


def _server() -> tuple[str, str]:
    """The folder of a server's socket, and a database there to begin with: from WAARBORG_TEST_PG, else of a throw-away
    one, started now. Workers beside each other begin with one schema that was prepared once."""
    if os.environ.get("WAARBORG_TEST_PG"):
        return os.environ["WAARBORG_TEST_PG"], "template0"
    major = int(os.environ.get("WAARBORG_POSTGRES", "18"))
    shared = major == 18 and int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) > 1
    os.environ["WAARBORG_TEST_PG"] = start_for_tests(major, begin_with=settled_database if shared else None)
    return os.environ["WAARBORG_TEST_PG"], "waarborg" if shared else "template0"


def _worker_name(worker: str) -> str:
    return f"{os.environ.get('WAARBORG_TEST_DB', 'waarborg_test')}_{worker}"


def _recreate(name: str, socket: str, like: str) -> None:
    with psycopg.connect(host=socket, user="waarborg_owner", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {like}')


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: Any, django_db_blocker: Any
) -> Iterator[None]:
    """Migrate as the owner, then serve every test as `waarborg_app`."""
    from django.db import connections

    from waarborg.project import schema

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = _worker_name(worker)
    socket, like = _server()
    _recreate(name, socket, like)
    for alias, user in (("default", "waarborg_app"), ("owner", "waarborg_owner")):
        connections[alias].close()
        connections.settings[alias].update({"NAME": name, "HOST": socket, "USER": user, "PORT": ""})
        connections[alias].settings_dict.update({"NAME": name, "HOST": socket, "USER": user, "PORT": ""})
    with django_db_blocker.unblock():
        schema.bring_up_to_date()
    yield
    for alias in ("default", "owner"):
        connections[alias].close()
    stop_all()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For tests whose work must really commit (other processes, browsers, races): tables are emptied afterwards."""
    from django.db import connections

    with django_db_blocker.unblock():
        yield
        connections["default"].close()
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables"
                " WHERE schemaname = 'public'"
                " AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"
            )
            cursor.execute(f"TRUNCATE {cursor.fetchone()[0]} CASCADE")
        connections["owner"].close()


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """What a process remembers of a database belongs to that database: every test begins with another one."""
    from waarborg.plumbing import brand, clock

    brand.forget()
    clock.forget()
