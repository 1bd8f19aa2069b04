"""Room on the file systems that the product writes to: what is full, and what that means for whom. Without Django."""

import errno
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from waarborg.kernel.errors import Refusal
from waarborg.project import database_address, environment
from waarborg.project.refusals import DiskFull

State = Literal["ok", "low", "full"]
_MB = 1024 * 1024
# The database makes files of 16 MB for its log: with less than two of them it may stop at any moment.
_FULL = (32 * _MB, 0.05)
_LOW = (1024 * _MB, 0.10)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_SAID = ("No space left on device", "Disk quota exceeded")
# Refusals that a full disk can be behind.
_SYMPTOMS = ("project.database.unreachable", "project.group.did-not-start", "plumbing.embedded-postgres.did-not-start")
_ANOTHERS = {"nl": "die van de databaseserver", "en": "the one of the database server"}

MEANS: dict[str, dict[str, str]] = {
    "database": {
        "nl": "wat klanten en medewerkers versturen wordt geweigerd, en dat wordt hun gezegd; lezen gaat door",
        "en": "what customers and staff send is refused, and they are told; reading goes on",
    },
    "files": {
        "nl": "bijlagen en exports worden geweigerd; berichten zonder bijlage komen door",
        "en": "attachments and exports are refused; messages without them come through",
    },
    "data": {"nl": "logboeken houden op", "en": "logs come to a halt"},
    "backup": {
        "nl": "reservekopieën wachten: van wat nu verandert is er maar één exemplaar",
        "en": "back-ups wait: of what changes now there is one copy only",
    },
    "temporary": {
        "nl": "grote bijlagen en rapporten als PDF mislukken",
        "en": "large attachments and reports as PDF fail",
    },
}


@dataclass(frozen=True, slots=True)
class Disk:
    """One file system: what of ours lies on it, and how much an ordinary user may still write (bytes)."""

    places: tuple[str, ...]
    path: Path
    free: int
    total: int
    state: State

    def means(self, lang: str) -> str:
        covered = {"files"} if "database" in self.places else set()
        return "; ".join(MEANS[place][lang] for place in self.places if place not in covered)

    def told(self) -> dict[str, Any]:
        """For machines. Megabytes are of 1,048,576 bytes."""
        return {
            "places": list(self.places),
            "path": str(self.path),
            "state": self.state,
            "free_mb": self.free // _MB,
            "total_mb": self.total // _MB,
        }


def look() -> list[Disk]:
    """Every file system that the product writes to, once each, in the order of what it does most harm to."""
    found: dict[int, tuple[Path, list[str]]] = {}
    for place, path in _places():
        there = next(folder for folder in (path, *path.parents) if folder.exists())
        found.setdefault(there.stat().st_dev, (there, []))[1].append(place)
    return [_measured(path, tuple(places)) for path, places in found.values()]


def state(disks: list[Disk]) -> State:
    """The worst of them."""
    return max((disk.state for disk in disks), key=("ok", "low", "full").index, default="ok")


def _places() -> Iterator[tuple[str, Path]]:
    if database_address.embedded():
        yield "database", database_address.layout().folder
    yield "data", environment.data_folder()
    files = urlsplit(environment.text("WAARBORG_FILES"))
    if files.scheme in ("", "file"):
        yield "files", Path(unquote(files.path)) if files.scheme else environment.data_folder() / "files"
    backup = urlsplit(environment.text("WAARBORG_BACKUP"))
    if backup.scheme == "file":
        yield "backup", Path(unquote(backup.path))
    yield "temporary", Path(tempfile.gettempdir())


def _measured(path: Path, places: tuple[str, ...]) -> Disk:
    found = os.statvfs(path)
    free, total = found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize
    # Some file systems do not count their inodes and say 0 of 0.
    if free < _least(_FULL, total) or (found.f_files and not found.f_favail):
        return Disk(places, path, free, total, "full")
    return Disk(places, path, free, total, "low" if free < _least(_LOW, total) else "ok")


def _least(limit: tuple[int, float], total: int) -> float:
    return min(limit[0], limit[1] * total)


def no_room(error: OSError) -> bool:
    return error.errno in _NO_ROOM


def of_the_database() -> Path | dict[str, str]:
    """Where the database keeps its rows, for a refusal; another's server is only known to be one."""
    return database_address.layout().folder if database_address.embedded() else _ANOTHERS


def raise_when_full() -> None:
    """Raises DiskFull when the database's disk or that of the logs is."""
    for disk in _full():
        raise DiskFull(path=disk.path)


def _full() -> list[Disk]:
    return [disk for disk in look() if disk.state == "full" and {"database", "data"} & set(disk.places)]


def behind(refusal: Refusal) -> Refusal:
    """The refusal that says it is the disk, where that is what keeps the database or the group away; else the same."""
    if refusal.code not in _SYMPTOMS:
        return refusal
    full = _full()
    said = str(refusal.params.get("reason", ""))
    if not full and not any(words in said for words in _SAID):
        return refusal
    return DiskFull(path=full[0].path if full else environment.data_folder())
