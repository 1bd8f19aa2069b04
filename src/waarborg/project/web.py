"""The web member: prepares the database and the static files, loads the product once, and forks its workers from that.

Forking shares the loaded program between the workers (memory) and makes a replacement for a killed one instant (start).
A group has it forked from the nursery (group/nursery.py); beside that it runs as
``python -m waarborg.project.web HOST PORT``. Ends with ``HOPELESS`` when trying again cannot help.
"""

import gc
import os
import sys

from waarborg.kernel.errors import Refusal
from waarborg.project.commandline import render, set_up_django
from waarborg.project.environment import language_of
from waarborg.project.group.members import HOPELESS
from waarborg.project.loading import load_whole, uncollected

# So many objects more than went are made before the collector looks for circles among them; Python's own is 700.
YOUNG = 20_000


def main(host: str, port: str) -> int:
    try:
        set_up_django()
        _prepare()
    except Refusal as refusal:
        return render(refusal, lang=language_of(os.environ), as_json=False) and HOPELESS
    _serve(host, int(port))
    return 0


def _prepare() -> None:
    """Schema, static files, and a look at who we are in the database. No database, no matter: pages will say so."""
    from django.db import OperationalError, connections

    from waarborg.project import environment
    from waarborg.project.database_role import refuse_privileged
    from waarborg.project.schema import bring_up_to_date
    from waarborg.project.static_files import collect
    from waarborg.project.upgrading import refuse_unasked

    collect()
    try:
        # What a demonstration holds can be made again.
        if not environment.flag("WAARBORG_DEMO"):
            refuse_unasked()
        bring_up_to_date()
        refuse_privileged()
    except OperationalError as error:
        print(f"the database does not answer: {error}", file=sys.stderr)
    finally:
        # A connection must not be shared with the workers.
        connections.close_all()


def _serve(host: str, port: int) -> None:
    from granian.constants import HTTPModes, Interfaces
    from granian.server import Server

    from waarborg.project import environment

    with uncollected():
        import waarborg.project.asgi
    # Once, before the workers part.
    load_whole()
    server = Server(
        f"{waarborg.project.asgi.__name__}:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=environment.number("WAARBORG_WORKERS"),
        backlog=4096,
        # Its own measure (512 a worker) wedged a worker at 1,000 event streams.
        backpressure=4096,
        workers_kill_timeout=3,
        respawn_failed_workers=True,
        respawn_interval=0.2,
        log_enabled=False,
    )
    # What is loaded now stays out of the collector's sight, so that looking at it does not copy its memory.
    gc.collect()
    gc.freeze()
    # A page makes a few thousand objects that go by themselves. Looking for circles among them twice a page found next
    # to none and took a twentieth of its time.
    gc.set_threshold(YOUNG, 20, 20)
    server.serve()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
