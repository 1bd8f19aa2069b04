"""A database for a bench: migrated, empty, on a server of its own that writes through to disk as in production."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def fresh_database() -> Iterator[str]:
    """Start a server, migrate, and set Django up on it. Gives the address as DATABASE_URL, also for other processes.

    From the main thread, before Django was set up in this process.
    """
    from waarborg.plumbing.embedded_postgres.layout import Layout
    from waarborg.plumbing.embedded_postgres.server import Server

    folder = Path(tempfile.mkdtemp(prefix="waarborg-bench-"))
    folder.chmod(0o755)
    server = Server(Layout(folder, 18), database="waarborg_bench")
    try:
        server.start()
        yield _set_up(str(server.layout.socket))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _set_up(socket: str) -> str:
    url = f"postgresql://waarborg_app@/waarborg_bench?host={socket}"
    os.environ["DATABASE_URL"] = url
    os.environ["DATABASE_OWNER_URL"] = url.replace("waarborg_app", "waarborg_owner")
    set_up_django()
    from django.core.management import call_command

    from waarborg.plumbing import data_catalogue

    call_command("migrate", database="owner", verbosity=0, interactive=False)
    data_catalogue.grant_installation("owner")
    return url


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.project.settings")
    import django

    django.setup()
