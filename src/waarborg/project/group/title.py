"""What `ps` and `top` show of a process that came by fork: words of its own instead of those of whom it came from."""

import contextlib
import ctypes
from pathlib import Path

# Of /proc/self/stat, counted behind the name in parentheses: where the words begin and end that the process was run by.
_BEGIN, _END = 45, 46


def show(name: str, words: list[str]) -> None:
    """``name`` (15 signs of it) as the program, ``words`` as its command line, as far as there is room for them."""
    with contextlib.suppress(OSError):
        Path("/proc/self/comm").write_text(name)
    with contextlib.suppress(OSError, IndexError, ValueError):
        found = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        begin, end = int(found[_BEGIN]), int(found[_END])
        if begin and end > begin:
            # The last byte stays zero: the kernel would otherwise read on into the environment.
            shown = b"\0".join(word.encode() for word in words)[: end - begin - 1]
            ctypes.memmove(begin, shown.ljust(end - begin, b"\0"), end - begin)
