"""What is announced to every process of an installation, as the database delivers it after the commit."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from waarborg.plumbing.live.announce import CHANNEL


@contextmanager
def announced() -> Iterator[list[str]]:
    """The announcements that are made inside; whole at its end. What announces has to commit."""
    heard: list[str] = []
    where = {key.lower(): value for key, value in connection.settings_dict.items() if key in ("HOST", "PORT", "USER")}
    with psycopg.connect(**where, dbname=connection.settings_dict["NAME"], autocommit=True) as listener:
        listener.add_notify_handler(lambda notice: heard.append(notice.payload))
        listener.execute(f"LISTEN {CHANNEL}".encode())
        yield heard
        listener.execute("SELECT 1")
