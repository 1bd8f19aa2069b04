"""Where the database is: the embedded server's socket, or an address from the environment.

Two logins: the product's own (owns nothing, row policies bind it) and the owner's (migrations only).
"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from waarborg.plumbing.embedded_postgres.layout import Layout, folder_for
from waarborg.plumbing.embedded_postgres.server import Server
from waarborg.project import environment

APP_LOGIN = "waarborg_app"
OWNER_LOGIN = "waarborg_owner"
DATABASE = "waarborg"
# A line over which nothing comes any more is noticed within half a minute, not after the system's two hours.
_LINE = {"keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "20000"}


def embedded() -> bool:
    """Whether this installation runs its own database server."""
    return not environment.text("DATABASE_URL")


def layout() -> Layout:
    """Where the embedded server keeps its things: a folder for each major version."""
    major = environment.number("WAARBORG_POSTGRES")
    return Layout(folder_for(environment.data_folder() / f"postgres-{major}"), major)


def server() -> Server:
    """The embedded server as this installation runs it: with an archive of changes where back-ups are kept."""
    return Server(layout(), database=DATABASE, archive=bool(environment.text("WAARBORG_BACKUP")))


def settings_for(login: str) -> dict[str, Any]:
    """One entry of Django's DATABASES for a login: ``waarborg_app`` or ``waarborg_owner``."""
    if embedded():
        return _entry({"NAME": DATABASE, "USER": login, "HOST": str(layout().socket)})
    name = "DATABASE_OWNER_URL" if login == OWNER_LOGIN else "DATABASE_URL"
    return _entry(_from_url(environment.text(name) or environment.text("DATABASE_URL")))


def listener_parameters() -> dict[str, Any]:
    """Parameters of psycopg for a connection of our own beside Django's: the product's login, no statement limits."""
    from django.db import connections

    found: dict[str, Any] = connections["default"].get_connection_params()
    # Django's own adaptations; a listener only hears text.
    for key in ("context", "cursor_factory", "prepare_threshold", "client_encoding", "options"):
        found.pop(key, None)
    return found


def plain_parameters() -> dict[str, Any]:
    """Parameters of psycopg for the product's login, for what runs without Django."""
    found = settings_for(APP_LOGIN)
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {**found["OPTIONS"], **{name: found[key] for name, key in named.items() if found[key]}}


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def _entry(found: dict[str, Any]) -> dict[str, Any]:
    options = {"connect_timeout": "5", "application_name": "waarborg", **_LINE, **found.pop("OPTIONS", {})}
    return {
        "ENGINE": "waarborg.plumbing.database",
        "PASSWORD": "",
        "PORT": "",
        # Kept, but asked first: a server that was away for a minute must not fail the first request after it.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        **found,
    }
