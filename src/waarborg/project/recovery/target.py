"""Where back-ups lie: a folder or an S3-compatible store, by address."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO
from urllib.parse import urlsplit

from waarborg.plumbing.files.stores import NoRoom, drafted, put_draft, store_at
from waarborg.project import environment
from waarborg.project.recovery.refusals import NoTarget
from waarborg.project.recovery.sealing import SUFFIX, seal


class TargetFull(NoRoom):
    """What was begun there has been removed again; what lay there is untouched."""

    code = "project.recovery.target-full"
    nl = "Op de plaats voor reservekopieën is geen ruimte meer ({place}). Wat er lag, is ongemoeid."
    en = "There is no room left where back-ups are kept ({place}). What lay there is untouched."
    nl_way_out = "Maak er ruimte, of bewaar korter (WAARBORG_BACKUP_DAYS); tot dan wachten wijzigingen op deze machine."
    en_way_out = (
        "Make room there, or keep for less long (WAARBORG_BACKUP_DAYS); until then changes wait on this machine."
    )


class Target:
    """Objects in flat folders: `base`, `wal`, `files`, `gone`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.place = parts.path if parts.scheme == "file" else f"{parts.hostname}{parts.path}"
        self._store = store_at(url)
        if parts.scheme == "file":
            Path(parts.path).mkdir(parents=True, exist_ok=True)

    def names(self, folder: str) -> list[str]:
        """The names of what lies in a folder, in order. Raises StoreAway."""
        return sorted(key.rpartition("/")[2] for key in self._store.under(folder))

    def open(self, name: str) -> BinaryIO:
        """Raises FileNotFoundError, StoreAway."""
        return self._store.open(name)

    def remove(self, name: str) -> None:
        self._store.remove(name)

    @contextmanager
    def draft(self) -> Iterator[IO[bytes]]:
        """A file that is written aside; what is not `kept` leaves nothing. Raises TargetFull."""
        try:
            with drafted(self._store.staging()) as draft:
                yield draft
        except NoRoom:
            raise TargetFull(place=self.place) from None

    def keep(self, draft: IO[bytes], name: str) -> None:
        """Sync and put in its place, whole. Raises TargetFull, StoreAway."""
        put_draft(draft, name, self._store)

    def put(self, name: str, content: Any, recipient: Any) -> tuple[int, str]:
        """Seal a stream away as `name`; gives size and SHA-256 of what lies there. Raises TargetFull, StoreAway."""
        with self.draft() as draft:
            sealed = seal(content, draft, recipient)
            self.keep(draft, f"{name}{SUFFIX}")
        return sealed


def target(url: str = "") -> Target:
    """That of the settings, or of an address given. Raises NoTarget."""
    address = url or environment.text("WAARBORG_BACKUP")
    if not address:
        raise NoTarget()
    return Target(address)
