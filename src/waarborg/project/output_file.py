"""A file that a command writes for its reader: under its own name it is whole, or it is not there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from waarborg.project.refusals import DiskFull


@contextmanager
def written_whole(output: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """Written aside, synced, then renamed; what stood there before stays until then. `private`: for its owner's eyes.

    A pipe or a device is written as it comes. Raises DiskFull, OSError; then nothing new is left.
    """
    from waarborg.plumbing.files.stores import NoRoom, drafted

    if output.exists() and not output.is_file():
        with output.open("wb") as stream:
            yield stream
        return
    target = output.resolve()
    try:
        with drafted(target.parent, make=False) as draft:
            yield draft
            draft.flush()
            if not private:
                os.fchmod(draft.fileno(), 0o666 & ~_umask())
            os.fsync(draft.fileno())
            os.replace(draft.name, target)
    except NoRoom as error:
        raise DiskFull(path=output) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
