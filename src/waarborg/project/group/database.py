"""The embedded database for a single command, while the group is not running."""

from collections.abc import Iterator
from contextlib import contextmanager

from waarborg.plumbing.embedded_postgres import Server
from waarborg.project import database_address
from waarborg.project.group import state


@contextmanager
def database_for_command() -> Iterator[None]:
    """Lends a database: the group's, an external one, or the embedded one started for as long as this lasts.

    Raises AlreadySupervised when another command has just started it.
    """
    if not database_address.embedded() or state.running():
        yield
        return
    from django.db import connections

    server = Server(database_address.layout(), database=database_address.DATABASE)
    server.start()
    try:
        yield
    finally:
        connections.close_all()
        server.stop()
