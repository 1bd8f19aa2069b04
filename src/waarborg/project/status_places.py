"""Where the exported status pages go: a folder that a web server elsewhere serves, or an S3-compatible bucket that does
so itself. A file is replaced whole, and only where it differs. Free of Django, for the watcher outside.
"""

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

_KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".woff2": "font/woff2",
}


class Place(Protocol):
    def replace(self, name: str, body: bytes) -> bool:
        """Write where it differs, whole or not at all; answers whether it did."""

    def read(self, name: str) -> bytes | None:
        """What stands there; None where nothing does."""


def place_at(where: str) -> Place:
    """A folder by its path, or a bucket by its address (s3://key:secret@host/bucket/folder?region=x)."""
    return _bucket(where) if where.startswith(("s3://", "s3+http://")) else Folder(Path(where))


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def replace(self, name: str, body: bytes) -> bool:
        """Raises OSError where the folder cannot be written."""
        path = self.root / name
        try:
            if path.read_bytes() == body:
                return False
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body)
            Path(draft).chmod(0o644)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        return True

    def read(self, name: str) -> bytes | None:
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None


class Bucket:
    """Knows what it put there since it began; what another process put there is put again, which does no harm."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self._put: dict[str, bytes] = {}

    def replace(self, name: str, body: bytes) -> bool:
        """Raises StoreAway and its kinds, NoRoom."""
        digest = hashlib.sha256(body).digest()
        if self._put.get(name) == digest:
            return False
        self._store.publish(name, body, kind_of(name, body))
        self._put[name] = digest
        return True

    def read(self, name: str) -> bytes | None:
        try:
            with self._store.open(name) as file:
                return bytes(file.read())
        except FileNotFoundError:
            return None


@cache
def _bucket(url: str) -> Bucket:
    from waarborg.plumbing.files.stores import store_at

    return Bucket(store_at(url))


def kind_of(name: str, body: bytes) -> str:
    """The media type of a file: by its name, and of a logo, which has no suffix, by its first bytes."""
    suffix = Path(name).suffix
    if not suffix:
        suffix = ".png" if body.startswith(b"\x89PNG") else ".jpg" if body.startswith(b"\xff\xd8") else ".svg"
    return _KINDS.get(suffix, "application/octet-stream")
