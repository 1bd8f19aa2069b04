"""Real file systems that fill up.

Mounting one takes a right that root has. An ordinary user has it in a name space of their own, in which tools/test
runs everything; in all else they stay who they are.
"""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_LIBC = ctypes.CDLL(None, use_errno=True)
_DETACH = 2


@contextmanager
def small_disk_at(where: Path, size: str) -> Iterator[Path]:
    """A file system in memory of `size` (as mount writes it) at the folder `where`; skips where it may not be."""
    options = f"size={size},mode=755".encode()
    # By the call itself: the program of the same name lets nobody but root even ask.
    if _LIBC.mount(b"tmpfs", os.fsencode(where), b"tmpfs", 0, options):
        why = os.strerror(ctypes.get_errno())
        pytest.skip(f"no small file system can be mounted here ({why}); tools/test may, where name spaces are allowed")
    try:
        yield where
    finally:
        # By its mapping a file stays in use until it is collected.
        _LIBC.umount2(os.fsencode(where), _DETACH)
