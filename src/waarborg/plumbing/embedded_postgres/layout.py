"""Where an embedded server keeps its things, and as whom it runs."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from waarborg.plumbing.embedded_postgres.refusals import NoServiceUser

SERVICE_USER = "waarborg"
# A socket's address holds 108 bytes with its closing zero; the server adds this to the folder.
_SOCKET_NAME = "/.s.PGSQL.5432"
_SOCKET_ADDRESS = 107


@dataclass(frozen=True)
class Layout:
    """``folder`` holds everything of one server of one major version; its log and locks stay outside ``data``."""

    folder: Path
    major: int

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    @property
    def lock(self) -> Path:
        return self.folder / "supervisor.lock"

    @property
    def archive(self) -> Path:
        """Segments of the write-ahead log that a back-up has not taken yet."""
        return self.folder / "archive"

    @property
    def socket(self) -> Path:
        """The socket's folder: below ``folder``, or a short one elsewhere where that address would be too long."""
        below = self.folder / "socket"
        if len(os.fsencode(below)) + len(_SOCKET_NAME) <= _SOCKET_ADDRESS:
            return below
        short = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"waarborg-{os.getuid()}-{short}"


def folder_for(wished: Path) -> Path:
    """``wished``, unless we are root and the service user could not reach it: then one below /var/lib/waarborg.

    Opening up the folders above it instead would show a home folder to everybody.
    """
    if os.getuid() != 0 or _open_to_others(wished):
        return wished
    name = hashlib.sha256(os.fsencode(wished)).hexdigest()[:12]
    return Path("/var/lib/waarborg") / f"{name}-{wished.name}"


def _open_to_others(folder: Path) -> bool:
    there = (parent for parent in (folder, *folder.parents) if parent.exists())
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in there)


def owner_of_server() -> pwd.struct_passwd:
    """The user the server runs as: ourselves, or as root the service user, made if need be. Raises NoServiceUser."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid())
    try:
        return pwd.getpwnam(SERVICE_USER)
    except KeyError:
        pass
    tool = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if tool is None:
        raise NoServiceUser(name=SERVICE_USER, reason="useradd: -")
    words = [tool, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVICE_USER]
    made = subprocess.run(words, capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(SERVICE_USER)
    except KeyError:
        raise NoServiceUser(name=SERVICE_USER, reason=made.stderr.strip()) from None
