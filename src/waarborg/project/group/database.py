"""The embedded database for a single command, while the group is not running; else the group's, and its clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from waarborg.project import database_address
from waarborg.project.group import state


@contextmanager
def database_for_command(*, prepared: bool = True) -> Iterator[None]:
    """Lends a database: the group's, an external one, or the embedded one started for as long as this lasts.

    `prepared=False` is for what prepares it. Raises AlreadySupervised when another command has just started it,
    SchemaBehind where `up` has to come first.
    """
    running = state.running()
    if running:
        _keep_its_clock()
    if not database_address.embedded() or running:
        if prepared:
            _require_prepared()
        yield
        return
    from django.db import connections

    server = database_address.server()
    server.start()
    try:
        if prepared:
            _require_prepared()
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


def _require_prepared() -> None:
    from waarborg.plumbing import journal
    from waarborg.plumbing.observability.health import checks
    from waarborg.project.refusals import DatabaseUnreachable, SchemaBehind

    found = checks()
    if found["schema"] == "behind":
        raise SchemaBehind()
    if found["database"] != "ok":
        raise DatabaseUnreachable(reason="-")
    journal.resume_clock()
