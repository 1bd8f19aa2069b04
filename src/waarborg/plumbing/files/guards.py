"""Who reads a file: whoever reads what it belongs to, which only the package that stored it knows."""

from collections.abc import Callable

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile

Guard = Callable[[Actor, StoredFile], bool]
_guards: dict[str, Guard] = {}


def guard(purpose: str, may_read: Guard) -> None:
    """Let `may_read` decide over files stored for `purpose`, and for what stands under it ("support.attachment")."""
    _guards[purpose] = may_read


def may_read(by: Actor, file: StoredFile) -> bool:
    """Files that no package guards are read by everybody whose scope they are in."""
    decide = _guards.get(file.purpose.partition(".")[0])
    return decide is None or decide(by, file)
