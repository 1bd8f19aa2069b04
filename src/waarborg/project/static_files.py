"""Static files: collected under names that carry their content's hash, served from memory by the dispatcher.

They are few and small (a stylesheet, some fonts, a sprite); the web server's own static route cannot compress.
"""

import gzip
import mimetypes
from dataclasses import dataclass
from pathlib import Path

_FOREVER = "public, max-age=31536000, immutable"
_BRIEFLY = "public, max-age=300"
_COMPRESSED = frozenset({".css", ".js", ".svg", ".json", ".txt", ".map", ".html"})


@dataclass(frozen=True)
class StaticFile:
    body: bytes
    compressed: bytes | None
    content_type: str
    cache: str


def collect() -> None:
    """Bring STATIC_ROOT up to date, hashed names and manifest included; needs Django set up."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


class StaticFiles:
    """The files below one folder, by their path; only what was there at the start exists, so no path can climb out."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        self._loaded: dict[str, StaticFile] = {}

    def get(self, name: str) -> StaticFile | None:
        """The file of that name, read at its first use."""
        if name not in self._loaded and name in self._paths:
            self._loaded[name] = _load(self._paths[name])
        return self._loaded.get(name)


def _load(path: Path) -> StaticFile:
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = path.suffix in _COMPRESSED
    parts = path.name.split(".")
    # "base.4f1c0de1a2b3.css": Django puts twelve hexadecimal digits before the last suffix.
    hashed = len(parts) > 2 and len(parts[-2]) == 12 and set(parts[-2]) <= set("0123456789abcdef")
    return StaticFile(
        body=body,
        compressed=gzip.compress(body, 9, mtime=0) if text else None,
        content_type=f"{kind}; charset=utf-8" if text else kind,
        cache=_FOREVER if hashed else _BRIEFLY,
    )
