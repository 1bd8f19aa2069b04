"""Where back-ups lie: a folder or an S3-compatible store, by address."""

import errno
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO
from urllib.parse import unquote, urlsplit

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.files.stores import NoRoom, drafted, put_draft, store_at
from waarborg.project import environment
from waarborg.project.recovery.refusals import NoTarget, Unusable
from waarborg.project.recovery.sealing import SUFFIX, seal, unsealed

# Lies in the folder of a target from its first use on: a mount point without its disk is a folder too.
_MARK = "waarborg-target"
_TRIAL = "trial"
_GONE = {
    "nl": "de map die hiervoor gebruikt werd, is er niet. Is de schijf wel aangekoppeld?",
    "en": "the folder that was used for this is not there. Is its disk mounted?",
}


class TargetFull(NoRoom):
    """What was begun there has been removed again; what lay there is untouched."""

    code = "project.recovery.target-full"
    nl = "Op de plaats voor reservekopieën is geen ruimte meer ({place}). Wat er lag, is ongemoeid."
    en = "There is no room left where back-ups are kept ({place}). What lay there is untouched."
    nl_way_out = "Maak er ruimte, of bewaar korter (WAARBORG_BACKUP_DAYS); tot dan wachten wijzigingen op deze machine."
    en_way_out = (
        "Make room there, or keep for less long (WAARBORG_BACKUP_DAYS); until then changes wait on this machine."
    )


class TargetAway(Refusal):
    """A folder that was used before and is not there now, or that cannot be written."""

    code = "project.recovery.target-away"
    status = 503
    nl = "De plaats voor reservekopieën is niet te gebruiken ({place}): {reason}"
    en = "The place where back-ups are kept cannot be used ({place}): {reason}"
    nl_way_out = "Koppel de schijf weer aan. Is het met opzet een nieuwe, lege plaats: `waarborg backup init`."
    en_way_out = "Mount the disk again. If it is a new, empty place on purpose: `waarborg backup init`."


class Target:
    """Objects in flat folders: `base`, `wal`, `files`, `gone`. With `used` it was written to before by this
    installation: a folder without its mark is then not it."""

    def __init__(self, url: str, *, used: bool = False) -> None:
        parts = urlsplit(url)
        self.folder = Path(unquote(parts.path)) if parts.scheme == "file" else None
        self.place = str(self.folder) if self.folder else f"{parts.hostname}{parts.path}"
        self.used = used
        self._store = store_at(url)

    def look(self) -> None:
        """Raises TargetAway where the folder that was used before is not there; makes nothing."""
        if self.folder and self.used and not (self.folder / _MARK).is_file():
            raise TargetAway(place=self.place, reason=_GONE)

    def mark(self) -> str:
        """Another one than before: it is another place, or was begun anew. Raises TargetAway."""
        self.look()
        with self._told():
            return (self.folder / _MARK).read_text() if self.folder and self.used else ""

    def begin(self, *, anew: bool = False) -> None:
        """Before it is written to: make and mark the folder at its first use, or `anew`. Raises TargetAway."""
        if not self.folder:
            return
        if not self.used or anew:
            with self._told():
                self.folder.mkdir(parents=True, exist_ok=True)
                if anew or not (self.folder / _MARK).is_file():
                    (self.folder / _MARK).write_text(secrets.token_hex(16))
            _remember(self.place)
            self.used = True
        self.look()

    def try_out(self, size: int) -> None:
        """Write something and take it away again; see that `size` bytes would fit, where that can be known. Leaves
        nothing, also where the folder has yet to be made. Raises TargetAway, TargetFull, StoreAway."""
        self.look()
        there = self._nearest()
        if there is None or there == self.folder:
            with self.draft() as draft:
                draft.write(b"trial")
                self.keep(draft, _TRIAL)
            self.remove(_TRIAL)
            if self.folder and not self.used:
                with suppress(OSError):
                    self._store.staging().rmdir()
        elif not there.is_dir():
            raise TargetAway(place=self.place, reason=os.strerror(errno.ENOTDIR))
        elif not os.access(there, os.W_OK | os.X_OK):
            raise TargetAway(place=self.place, reason=os.strerror(errno.EACCES))
        if there and shutil.disk_usage(there).free < size:
            raise TargetFull(place=self.place)

    def _nearest(self) -> Path | None:
        """The folder, or the one above it that exists."""
        return next((one for one in (self.folder, *self.folder.parents) if one.exists()), None) if self.folder else None

    def beside(self, path: Path) -> bool:
        """Whether it lies on the same disk as `path`: then one broken disk takes both."""
        there = self._nearest()
        return there is not None and there.stat().st_dev == path.stat().st_dev

    def names(self, folder: str) -> list[str]:
        """The names of what lies in a folder, in order. Raises TargetAway, StoreAway."""
        self.look()
        return sorted(key.rpartition("/")[2] for key in self._store.under(folder))

    def open(self, name: str) -> BinaryIO:
        """Raises FileNotFoundError, StoreAway."""
        return self._store.open(name)

    def remove(self, name: str) -> None:
        with self._told():
            self._store.remove(name)

    @contextmanager
    def draft(self) -> Iterator[IO[bytes]]:
        """A file that is written aside; what is not `kept` leaves nothing. Raises TargetFull, TargetAway."""
        self.look()
        try:
            with self._told(), drafted(self._store.staging()) as draft:
                yield draft
        except NoRoom:
            raise TargetFull(place=self.place) from None

    def keep(self, draft: IO[bytes], name: str) -> None:
        """Sync and put in its place, whole. Raises TargetFull, TargetAway, StoreAway."""
        put_draft(draft, name, self._store)

    def put(self, name: str, content: Any, recipient: Any) -> tuple[int, str]:
        """Seal a stream away as `name`; gives size and SHA-256 of what lies there. Raises TargetFull, TargetAway,
        StoreAway."""
        with self.draft() as draft:
            sealed = seal(content, draft, recipient)
            self.keep(draft, f"{name}{SUFFIX}")
        return sealed

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Trouble with a file of ours at the target is the target's; a full disk is told apart by who drafts."""
        try:
            yield
        except OSError as trouble:
            ours = self.folder and str(trouble.filename or "").startswith(str(self.folder))
            if not ours or trouble.errno in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise TargetAway(place=self.place, reason=os.strerror(trouble.errno or errno.EIO)) from trouble


@contextmanager
def opened(where: Target, name: str, identity: Any) -> Iterator[Any]:
    """What lies there as `name`, to read to its end. Raises Unusable, then or on leaving, also where it is absent."""
    try:
        sealed = where.open(name)
    except FileNotFoundError:
        raise Unusable(name=name) from None
    with sealed, unsealed(sealed, identity, name=name) as stream:
        yield stream


def target(url: str = "") -> Target:
    """That of the settings, or of an address given. Raises NoTarget."""
    address = url or environment.text("WAARBORG_BACKUP")
    if not address:
        raise NoTarget()
    found = Target(address)
    found.used = found.place in _remembered()
    return found


def _memory() -> Path:
    return environment.data_folder() / "backup-targets.json"


def _remembered() -> list[str]:
    """The places that this installation has written back-ups to."""
    with suppress(OSError, ValueError):
        found = json.loads(_memory().read_text())
        return [str(one) for one in found] if isinstance(found, list) else []
    return []


def _remember(place: str) -> None:
    known = _remembered()
    if place not in known:
        _memory().parent.mkdir(parents=True, exist_ok=True)
        draft = _memory().with_suffix(f".{os.getpid()}.draft")
        draft.write_text(json.dumps([*known, place]))
        os.replace(draft, _memory())
