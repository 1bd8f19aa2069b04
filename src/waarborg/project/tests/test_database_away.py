"""A database of the vendor's own that is killed, or hangs, under a running product: told honestly, nothing lost."""

import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import psycopg
import pytest

from waarborg.plumbing.embedded_postgres import Layout, Server
from waarborg.plumbing.identifiers import uuid7
from waarborg.project.tests.running_group import Group, below, settled_database, until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("external-database")]
# A session nobody has: to find that out, the database must be asked.
VISITOR = {"Cookie": f"waarborg_session={'a' * 32}", "Accept-Language": "nl"}
EXPORTS = 12


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="waarborg-away-"))
    settled_database(folder)
    folder.chmod(0o755)
    made = Server(Layout(folder, 18), database="waarborg")
    made.start()
    try:
        yield made
    finally:
        if made.process is not None:
            _signal_all(made, signal.SIGCONT)
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def group(server: Server) -> Iterator[Group]:
    made = Group()
    socket = quote(str(server.layout.socket), safe="")
    made.environment |= {
        "DATABASE_URL": f"postgresql://waarborg_app@/waarborg?host={socket}",
        "DATABASE_OWNER_URL": f"postgresql://waarborg_owner@/waarborg?host={socket}",
    }
    made.start()
    yield made
    made.remove()


@contextmanager
def as_owner(server: Server) -> Iterator[Any]:
    with psycopg.connect(
        host=str(server.layout.socket), user="waarborg_owner", dbname="waarborg", autocommit=True
    ) as connection:
        yield connection


def _signal_all(server: Server, number: int) -> None:
    assert server.process is not None
    for pid in (server.process.pid, *below(server.process.pid)):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def ask_for_exports(server: Server) -> UUID:
    tenant = uuid7()
    with as_owner(server) as owner:
        owner.execute("INSERT INTO plumbing_tenant (id, is_provider, created) VALUES (%s, false, now())", [tenant])
        for _ in range(EXPORTS):
            given = {"tenant": str(tenant), "identifier": str(uuid7()), "person": None}
            owner.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, lock)"
                " VALUES ('default', 'plumbing.export.make', %s, %s)",
                [json.dumps(given), f"plumbing.export.make:{tenant}"],
            )
        owner.execute("""SELECT pg_notify('procrastinate_any_queue_v1', '{"type": "job_inserted", "job_id": 0}')""")
    return tenant


def made(server: Server) -> tuple[int, int]:
    """How many exports there are, and how many lines of the journal say that one was made."""
    with as_owner(server) as owner:
        return owner.execute(  # type: ignore[no-any-return]
            "SELECT (SELECT count(*) FROM export_archive),"
            " (SELECT count(*) FROM journal_entry WHERE kind = 'plumbing.export:made')"
        ).fetchone()


def test_a_database_that_hangs_keeps_nobody_waiting_for_ever(server: Server, group: Group) -> None:
    _signal_all(server, signal.SIGSTOP)
    try:
        with ThreadPoolExecutor(8) as visitors:
            answers = [visitors.submit(_status, group) for _ in range(8)]
            told = until(lambda: [one.result() for one in answers if one.done() and one.result()])
            _signal_all(server, signal.SIGCONT)
        status, headers, body = told[0]
        assert (status, headers["Content-Language"]) == (503, "nl")
        assert headers["Retry-After"] == "5"
        assert "Er is niets veranderd" in body
    finally:
        _signal_all(server, signal.SIGCONT)
    until(group.healthy)
    assert group.get("/", **VISITOR)[0] == 200
    until(group.well)


def _status(group: Group) -> tuple[int, dict[str, str], str] | None:
    """What a visitor is told; None for who began to be served and was then held up longer than we wait here."""
    try:
        return group.get("/", **VISITOR)
    except OSError:
        return None


@pytest.mark.clause("AP-22")
@pytest.mark.clause("SO-41")
def test_a_database_that_is_killed_is_told_and_every_job_is_done_once(server: Server, group: Group) -> None:
    # Often enough that each worker has told it once.
    shown = [group.get("/status/", **{"Accept-Language": "nl"}) for _ in range(30)][-1][2]
    ask_for_exports(server)
    until(lambda: made(server)[0] > 0)
    assert server.process is not None
    # As a machine that loses its power: nobody says goodbye.
    _signal_all(server, signal.SIGKILL)
    server.process.wait()
    status, headers, body = until(lambda: (found := group.get("/", **VISITOR))[0] == 503 and found)
    assert (headers["Retry-After"], headers["Content-Language"]) == ("15", "nl")
    assert "Wij kunnen nu niet bij onze gegevens" in body
    status, _, body = group.get("/health")
    assert (status, json.loads(body)["checks"]["database"]) == (503, "unreachable")
    assert group.get("/health/live")[0] == 200
    # The product answers 503, its status page answers how things were, and says of when that is.
    said = [group.get("/status/", **{"Accept-Language": "nl"}) for _ in range(4)]
    assert [(status, "Stand van" in body) for status, _, body in said] == [(200, "Stand van" in shown)] * 4
    server.launch()
    server.wait_until_ready()
    until(group.healthy)
    assert group.get("/", **VISITOR)[0] == 200
    # A job that was in hand is given back when its worker has been silent for half a minute.
    until(lambda: made(server)[0] == EXPORTS, 240)
    until(lambda: _waiting(server) == 0, 240)
    assert made(server) == (EXPORTS, EXPORTS)


def _waiting(server: Server) -> int:
    with as_owner(server) as owner:
        found = owner.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'plumbing.export.make'"
            " AND status IN ('todo', 'doing')"
        ).fetchone()
        return int(found[0])
