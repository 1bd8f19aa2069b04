"""How much memory the group uses: proportional set size, so that what processes share is counted once."""

import os
from pathlib import Path


def megabytes(pid: int) -> float:
    """Of a process and everything below it, in MiB; what we may not look at counts as nothing."""
    return sum(_own(member) for member in [pid, *_below(pid)]) / 1024


def _own(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def _below(pid: int) -> list[int]:
    found: list[int] = []
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            parent = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == pid:
            found += [int(name), *_below(int(name))]
    return found
