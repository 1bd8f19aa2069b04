"""Where the database is: the embedded server's socket, or an address from the environment.

Two logins: the product's own (owns nothing, row policies bind it) and the owner's (migrations only).
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from waarborg.project import environment

APP_LOGIN = "waarborg_app"
OWNER_LOGIN = "waarborg_owner"
DATABASE = "waarborg"
# sockaddr_un holds 108 bytes with its closing zero; the server adds "/.s.PGSQL.5432".
_LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")


def embedded() -> bool:
    """Whether this installation runs its own database server."""
    return not environment.text("DATABASE_URL")


def embedded_folder() -> Path:
    """The folder of the embedded server's data, binaries and log: one for each major version."""
    return environment.data_folder() / f"postgres-{environment.text('WAARBORG_POSTGRES')}"


def socket_folder() -> Path:
    """The folder of the embedded server's socket: in the data folder, or a short one where that path is too long."""
    folder = embedded_folder() / "socket"
    if len(os.fsencode(folder)) <= _LONGEST_SOCKET_FOLDER:
        return folder
    short = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"waarborg-{os.getuid()}-{short}"


def settings_for(login: str) -> dict[str, Any]:
    """One entry of Django's DATABASES for a login: ``waarborg_app`` or ``waarborg_owner``."""
    if embedded():
        return _entry({"NAME": DATABASE, "USER": login, "HOST": str(socket_folder())})
    name = "DATABASE_OWNER_URL" if login == OWNER_LOGIN else "DATABASE_URL"
    return _entry(_from_url(environment.text(name) or environment.text("DATABASE_URL")))


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
    options = {"connect_timeout": "5", "application_name": "waarborg", **found.pop("OPTIONS", {})}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "PASSWORD": "",
        "PORT": "",
        # Kept, but asked first: a server that was away for a minute must not fail the first request after it.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        **found,
    }
