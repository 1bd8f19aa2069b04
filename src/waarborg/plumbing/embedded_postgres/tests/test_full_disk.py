"""A full disk: what was committed stays, what was not is refused, and with room again everything goes on."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from waarborg.plumbing.embedded_postgres import Layout, Server, cluster
from waarborg.plumbing.tests.small_disks import small_disk_at

pytestmark = pytest.mark.processes
CHUNK = "x" * 100_000


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 160 MB in memory."""
    folder = Path(tempfile.mkdtemp(prefix="waarborg-disk-"))
    folder.chmod(0o755)
    try:
        with small_disk_at(folder, "160m"):
            yield folder
    finally:
        folder.rmdir()


def fill(server: Server) -> int:
    """Rows committed until the disk was full."""
    committed = 0
    try:
        with cluster.connect(server.layout) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (number int PRIMARY KEY, text text)")
            connection.execute("ALTER TABLE kept ALTER text SET STORAGE EXTERNAL")
            while True:
                connection.execute("INSERT INTO kept VALUES (%s, %s)", [committed, CHUNK])
                committed += 1
    except psycopg.OperationalError:
        return committed


def test_nothing_committed_is_lost_on_a_full_disk(small_disk: Path) -> None:
    server = Server(Layout(small_disk, 18))
    server.start()
    try:
        committed = fill(server)
        assert committed > 0
        subprocess.run(["mount", "-o", "remount,size=400m", str(small_disk)], check=True)
        if server.process is None or server.process.poll() is not None:
            # Out of room for its own log the server stops at once; recovery is part of the next start.
            server.launch()
        server.wait_until_ready()
        with cluster.connect(server.layout) as connection:
            kept = [number for (number,) in connection.execute("SELECT number FROM kept ORDER BY 1").fetchall()]
            # The last one may have been committed without the answer reaching us.
            assert kept in (list(range(committed)), list(range(committed + 1)))
            connection.execute("INSERT INTO kept VALUES (-1, 'room again')")
    finally:
        server.stop()
