"""The product's own web server on the tests' database: for programs of others that speak to it over a real line."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from waarborg.plumbing.embedded_postgres.server import die_with_parent
from waarborg.project.tests.running_group import until, unused_port

TRIES = 5


@contextmanager
def web_member(folder: Path, **environment: str) -> Iterator[str]:
    """Its address, once it answers. What the test made must be committed (fixture `committed`)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WAARBORG_", "DATABASE_"))}
    kept |= _database() | {"WAARBORG_DATA": str(folder / "var")} | environment
    for _ in range(TRIES):
        # Somebody else may take the port before the server does; then another one is tried.
        port = unused_port()
        process = _started(port, folder / "web.log", kept)
        try:
            until(lambda port=port, process=process: process.poll() is not None or _answers(port))
            if process.poll() is None:
                yield f"http://127.0.0.1:{port}"
                return
        finally:
            process.terminate()
            process.wait(60)
    raise AssertionError((folder / "web.log").read_text()[-3000:])


def _database() -> dict[str, str]:
    from django.db import connections

    said: dict[str, Any] = connections["default"].settings_dict
    return {
        name: f"postgresql://{user}@/{said['NAME']}?host={said['HOST']}"
        for name, user in (("DATABASE_URL", "waarborg_app"), ("DATABASE_OWNER_URL", "waarborg_owner"))
    }


def _started(port: int, log: Path, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    parent = os.getpid()
    with log.open("ab") as written:
        return subprocess.Popen(
            [sys.executable, "-m", "waarborg.project.web", "127.0.0.1", str(port)],
            env=environment | {"WAARBORG_PORT": str(port)},
            stdout=written,
            stderr=written,
            preexec_fn=lambda: die_with_parent(parent, 15),
        )


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
