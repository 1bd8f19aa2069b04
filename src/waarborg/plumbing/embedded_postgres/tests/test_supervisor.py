"""One supervisor, one server, whatever is killed and in whatever order."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from waarborg.plumbing.embedded_postgres import Layout, Server, cluster
from waarborg.plumbing.embedded_postgres.layout import folder_for
from waarborg.plumbing.embedded_postgres.tests import supervised

pytestmark = pytest.mark.processes


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


@pytest.fixture
def folder() -> Iterator[Path]:
    # Not pytest's tmp_path: as root the server runs as another user, who may not enter that.
    made = Path(tempfile.mkdtemp(prefix="waarborg-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


def supervise(folder: Path, major: int = 18) -> subprocess.Popen[str]:
    words = [sys.executable, supervised.__file__, str(folder), str(major)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def server_of(supervisor: subprocess.Popen[str]) -> int:
    assert supervisor.stdout
    return int(supervisor.stdout.readline())


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize("major", [18, 16])
def test_a_new_folder_becomes_a_server_with_the_database_and_checksums(folder: Path, major: int) -> None:
    server = Server(Layout(folder, major), durable=True)
    server.start()
    try:
        with cluster.connect(server.layout, database="waarborg") as connection:
            shown = [
                connection.execute(f"SHOW {name}".encode()).fetchone()
                for name in ("fsync", "data_checksums", "listen_addresses", "server_encoding")
            ]
            version = connection.info.server_version // 10000
        assert shown == [("on",), ("on",), ("",), ("UTF8",)]
        assert version == major
    finally:
        server.stop()
    assert not server.answers()


def test_a_second_supervisor_of_the_same_folder_is_refused_and_changes_nothing(folder: Path) -> None:
    first = supervise(folder)
    server = server_of(first)
    second = supervise(folder)
    assert second.wait(30) == 1
    assert second.stderr
    assert second.stderr.read().strip() == "plumbing.embedded-postgres.already-supervised"
    assert not gone(server)
    first.terminate()
    assert first.wait(30) == 0
    assert gone(server)


def test_a_killed_supervisor_takes_its_server_along_and_the_next_one_starts(folder: Path) -> None:
    first = supervise(folder)
    server = server_of(first)
    first.kill()
    first.wait(30)
    second = supervise(folder)
    assert server_of(second) != server
    assert gone(server)
    second.terminate()
    assert second.wait(30) == 0


def test_what_was_committed_survives_a_killed_server(folder: Path) -> None:
    server = Server(Layout(folder, 18))
    server.start()
    try:
        with cluster.connect(server.layout) as connection:
            connection.execute("CREATE TABLE kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('afspraak')")
        assert server.process
        server.process.send_signal(signal.SIGKILL)
        server.process.wait(30)
        server.launch()
        server.wait_until_ready()
        with cluster.connect(server.layout) as connection:
            assert connection.execute("SELECT word FROM kept").fetchall() == [("afspraak",)]
    finally:
        server.stop()


def test_a_stale_pid_file_naming_another_process_harms_nobody(folder: Path) -> None:
    layout = Layout(folder, 18)
    server = Server(layout, durable=False)
    server.start()
    server.stop()
    # Any living process of the same user: the server itself would refuse to start beside its number.
    bystander = subprocess.Popen(["/bin/sleep", "600"], preexec_fn=lambda: os.setuid(layout.data.stat().st_uid))
    try:
        (layout.data / "postmaster.pid").write_text(f"{bystander.pid}\n{layout.data}\n1\n5432\n{layout.socket}\n\n\n")
        server.start()
        assert server.answers()
        assert bystander.poll() is None
    finally:
        server.stop()
        bystander.kill()
        bystander.wait()


def test_a_broken_off_initialisation_is_done_again(folder: Path) -> None:
    layout = Layout(folder, 18)
    (folder / "data.draft").mkdir()
    (folder / "data.draft" / "PG_VERSION").write_text("1")
    server = Server(layout, durable=False)
    server.start()
    server.stop()
    assert (layout.data / "PG_VERSION").read_text() == "18\n"
    assert not (folder / "data.draft").exists()


def test_the_login_owns_nothing_and_lends_no_role_until_it_steps_into_one(folder: Path) -> None:
    server = Server(Layout(folder, 18), durable=False)
    server.start()
    try:
        with psycopg.connect(
            host=str(server.layout.socket), user="waarborg_app", dbname="waarborg", autocommit=True
        ) as connection:
            with psycopg.connect(host=str(server.layout.socket), user="waarborg_owner", dbname="waarborg") as owner:
                owner.execute("CREATE TABLE secret (word text)")
                owner.execute("GRANT SELECT ON secret TO waarborg_customer")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT FROM secret")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("CREATE TABLE mine (word text)")
            connection.execute("SET ROLE waarborg_customer")
            assert connection.execute("SELECT count(*) FROM secret").fetchone() == (0,)
            connection.execute("RESET ROLE")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SET ROLE waarborg_owner")
            privileged = connection.execute(
                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'waarborg%%'"
                " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)"
            )
            assert privileged.fetchall() == []
    finally:
        server.stop()


def test_a_folder_too_deep_for_a_socket_gets_a_short_one_elsewhere(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    assert Layout(folder, 18).socket == folder / "socket"
    short = Layout(deep, 18).socket
    assert len(os.fsencode(short / ".s.PGSQL.5432")) <= 107
    assert short != Layout(deep / "f", 18).socket
    server = Server(Layout(deep, 18), durable=False)
    server.start()
    try:
        assert server.answers()
    finally:
        server.stop()
        shutil.rmtree(short)


@pytest.mark.skipif(os.getuid() != 0, reason="only root runs the server as somebody else")
def test_root_leaves_closed_folders_closed(folder: Path) -> None:
    wished = folder / "home" / "postgres-18"
    wished.mkdir(parents=True)
    assert folder_for(wished) == wished
    (folder / "home").chmod(0o700)
    assert folder_for(wished).parent == Path("/var/lib/waarborg")
    assert (folder / "home").stat().st_mode & 0o777 == 0o700
