"""Who reads a file, and what it belongs to: only the package that stored it knows."""

from collections.abc import Callable, Collection
from uuid import UUID

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile

Guard = Callable[[Actor, StoredFile], bool]
# Of these rows of files: those that something refers to.
Attached = Callable[[Collection[UUID]], set[UUID]]
_guards: dict[str, Guard] = {}
_attached: dict[str, Attached] = {}


def guard(purpose: str, may_read: Guard) -> None:
    """Let `may_read` decide over files stored for `purpose`, and for what stands under it ("support.attachment")."""
    _guards[purpose] = may_read


def may_read(by: Actor, file: StoredFile) -> bool:
    """Files that no package guards are read by everybody whose scope they are in."""
    decide = _guards.get(file.purpose.partition(".")[0])
    return decide is None or decide(by, file)


def keep_attached(purpose: str, attached: Attached) -> None:
    """Let `attached` say which files stored for `purpose` belong to something; the sweep removes the others.

    It is asked in the scope of the desk. Files of a purpose that nobody speaks for are never removed.
    """
    _attached[purpose] = attached


def spoken_for() -> dict[str, Attached]:
    """Purposes whose files belong to something or go, with who knows."""
    return dict(_attached)
