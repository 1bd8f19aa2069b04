"""Files of figures that have their room before they are written to.

The client maps files with holes in them into memory. A hole that finds no room on a full disk ends the process (SIGBUS)
in the middle of somebody's request: the disk would take down every page that only reads. So room is reserved first;
where there is none, the figures of this process stay in its memory until the next start.
"""

import contextlib
import mmap
import os
from pathlib import Path
from typing import BinaryIO

import prometheus_client.values
from prometheus_client.mmap_dict import MmapedDict

_SIZE = 1 << 16
# What stands around a key: its length, padding, a value and a time.
_AROUND = 4 + 8 + 16


class RoomFirst(MmapedDict):
    """The client's own file, on reserved room or in memory."""

    def __init__(self, filename: str, read_mode: bool = False) -> None:
        if read_mode or _reserved(Path(filename)):
            super().__init__(filename, read_mode)
            return
        with _memory() as held:
            super().__init__(f"/proc/self/fd/{held.fileno()}")

    def _init_value(self, key: str) -> None:
        if self._used + len(key.encode()) + _AROUND > self._capacity:
            self._grow()
        super()._init_value(key)

    def _grow(self) -> None:
        try:
            os.posix_fallocate(self._f.fileno(), 0, self._capacity * 2)
        except OSError:
            into = _memory()
            into.write(self._m[:])
            into.flush()
            self._m.close()
            self._f.close()
            self._f = into
            into.truncate(self._capacity * 2)
        # The client grows the same way after this, over what has been reserved.
        self._capacity *= 2
        self._m = mmap.mmap(self._f.fileno(), self._capacity)


def _reserved(file: Path) -> bool:
    try:
        with file.open("a+b") as made:
            os.posix_fallocate(made.fileno(), 0, max(_SIZE, os.fstat(made.fileno()).st_size))
    except OSError:
        with contextlib.suppress(OSError):
            # An empty file would be read as one of figures.
            if not file.stat().st_size:
                file.unlink()
        return False
    return True


def _memory() -> BinaryIO:
    return os.fdopen(os.memfd_create("waarborg-metrics"), "w+b")


def use() -> None:
    """Let the client keep its figures this way; before the first one is made."""
    prometheus_client.values.MmapedDict = RoomFirst  # type: ignore[misc]
