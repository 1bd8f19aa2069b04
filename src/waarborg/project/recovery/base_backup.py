"""A whole copy of the database and of the installation's secrets, streamed to the target."""

import fcntl
import io
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

from waarborg.plumbing import clock
from waarborg.plumbing.embedded_postgres import cluster
from waarborg.plumbing.embedded_postgres.binaries import binaries
from waarborg.plumbing.embedded_postgres.layout import Layout, owner_of_server
from waarborg.project import database_address, environment
from waarborg.project.recovery.refusals import BaseFailed, ExternalDatabase, NoArchive
from waarborg.project.recovery.sealing import SUFFIX, seal
from waarborg.project.recovery.target import Target

# Keys that nothing else brings back, by their files in the data folder and by their settings.
SECRET_FILES = ("secret-key", "encryption-keys")
SECRET_SETTINGS = ("WAARBORG_SECRET_KEY", "WAARBORG_ENCRYPTION_KEY")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of a base without opening it. Instants are ISO 8601 in UTC, sizes bytes.

    `first` to `last` are the segments without which it cannot be put back; `schema` the migrations it holds, as
    "app.name".
    """

    id: str
    started: str
    ended: str
    first: str
    last: str
    system: str
    major: int
    release: str
    schema: list[str]
    size: int
    sha256: str

    @property
    def ended_at(self) -> datetime:
        return datetime.fromisoformat(self.ended)


def manifests(target: Target) -> list[Manifest]:
    """The whole bases at the target, oldest first: a base without its manifest was never finished."""
    return listed(target)[0]


def listed(target: Target) -> tuple[list[Manifest], list[str]]:
    """The same, and the names of manifests that cannot be read. Raises TargetAway, StoreAway."""
    found, unreadable = [], []
    for name in target.names("base"):
        if name.endswith(".json"):
            try:
                with target.open(f"base/{name}") as content:
                    found.append(Manifest(**json.load(content)))
            except (ValueError, TypeError):
                unreadable.append(f"base/{name}")
    return sorted(found, key=lambda one: one.ended), unreadable


@contextmanager
def alone() -> Iterator[None]:
    """One base at a time, whoever takes it."""
    with (environment.data_folder() / "backup.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def take(target: Target, recipient: Any) -> Manifest:
    """Copy the running embedded database. It can be put back once the archive has brought its last segment.

    Raises ExternalDatabase, NoArchive, BaseFailed, TargetFull, TargetAway, StoreAway; an earlier base is never touched.
    """
    if not database_address.embedded():
        raise ExternalDatabase()
    layout = database_address.layout()
    with alone():
        started = clock.real()
        name = f"{started:%Y%m%dT%H%M%SZ}"
        with cluster.connect(layout) as connection:
            if connection.execute("SHOW archive_mode").fetchone() != ("on",):
                raise NoArchive()
            first = _value(connection, "SELECT pg_walfile_name(pg_current_wal_lsn())")
        size, sha256 = _copied(layout, target, name, recipient)
        with cluster.connect(layout, database=database_address.DATABASE) as connection:
            # What ends here makes the copy consistent; the segment is closed so that the archive brings it at once.
            # Of the byte before: where a segment has just been closed, nothing will close the one that follows.
            last = _value(connection, "SELECT pg_walfile_name(pg_current_wal_lsn() - 1)")
            connection.execute("SELECT pg_switch_wal()")
            system = _value(connection, "SELECT system_identifier FROM pg_control_system()")
            rows = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
        target.put(f"base/{name}.secrets", io.BytesIO(_secrets()), recipient)
        manifest = Manifest(
            id=name,
            started=started.isoformat(),
            ended=clock.real().isoformat(),
            first=first,
            last=last,
            system=system,
            major=layout.major,
            release=version("waarborg"),
            schema=[one for (one,) in rows],
            size=size,
            sha256=sha256,
        )
        with target.draft() as draft:
            draft.write(json.dumps(asdict(manifest), indent=1).encode())
            target.keep(draft, f"base/{name}.json")
    return manifest


def _value(connection: Any, question: str) -> str:
    return str(connection.execute(question).fetchone()[0])


def _copied(layout: Layout, target: Target, name: str, recipient: Any) -> tuple[int, str]:
    """Size and SHA-256 of what lies at the target. The database's own manifest, with hashes, ends the copy."""
    words: list[Any] = [
        binaries(layout.folder, layout.major) / "pg_basebackup",
        "-h",
        layout.socket,
        "-U",
        cluster.SUPERUSER,
    ]
    words += ["-D", "-", "-F", "tar", "-X", "none", "-c", "fast", "--manifest-checksums=SHA256", "--no-sync"]
    with (layout.folder / "backup.log").open("wb+") as log:
        copying = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=log, cwd=layout.folder, **cluster.as_user(owner_of_server())
        )
        try:
            with target.draft() as draft:
                found = seal(copying.stdout, draft, recipient)
                if copying.wait() != 0:
                    log.seek(0)
                    raise BaseFailed(reason=" ".join(log.read().decode(errors="replace").split()[-40:]))
                target.keep(draft, f"base/{name}{SUFFIX}")
        finally:
            copying.kill()
            copying.wait()
            if copying.stdout:
                copying.stdout.close()
    return found


def _secrets() -> bytes:
    folder = environment.data_folder()
    files = {name: (folder / name).read_text() for name in SECRET_FILES if (folder / name).is_file()}
    settings = {name: os.environ[name] for name in SECRET_SETTINGS if os.environ.get(name)}
    return json.dumps({"files": files, "settings": settings}).encode()
