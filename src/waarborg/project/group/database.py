"""The embedded database for a single command, while the group is not running; else the group's, and its clock."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from waarborg.plumbing.embedded_postgres import Server
from waarborg.project import database_address
from waarborg.project.group import state


@contextmanager
def database_for_command() -> Iterator[None]:
    """Lends a database: the group's, an external one, or the embedded one started for as long as this lasts.

    Raises AlreadySupervised when another command has just started it.
    """
    running = state.running()
    if running:
        _keep_its_clock()
    if not database_address.embedded() or running:
        _resume_clock()
        yield
        return
    from django.db import connections

    server = Server(database_address.layout(), database=database_address.DATABASE)
    server.start()
    try:
        _resume_clock()
        yield
    finally:
        connections.close_all()
        server.stop()


def _keep_its_clock() -> None:
    """A clock set to an instant would begin anew with each command, and so lie before what the group has written."""
    from django.conf import settings

    shift = state.read().get("clock")
    if shift is not None:
        settings.CLOCK_OFFSET = timedelta(seconds=shift)


def _resume_clock() -> None:
    from django.db import Error

    from waarborg.plumbing import journal

    with contextlib.suppress(Error):  # no tables yet, or no database: the command itself says so
        journal.resume_clock()
