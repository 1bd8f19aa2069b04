"""Carrying to the target what came since: segments of the write-ahead log, and files."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from waarborg.plumbing.embedded_postgres.layout import Layout
from waarborg.plumbing.files.stores import Store
from waarborg.project.recovery import base_backup, retention
from waarborg.project.recovery.sealing import SUFFIX
from waarborg.project.recovery.target import Target

# What the archive may hold back while the target is away, before it is given up for the sake of those who work.
MOST_BYTES = 8 * 1024**3
ERASURES = "erasures"
_PAUSE_SECONDS = 2.0
Made = TypeVar("Made")


def ship_segments(layout: Layout, target: Target, recipient: Any) -> list[str]:
    """Carry off every segment of the archive, oldest first; gives their names.

    Raises TargetFull, TargetAway, StoreAway: what was not carried off stays where it is.
    """
    shipped = []
    for path in sorted(layout.archive.glob("[0-9A-F]*")):
        if not path.name.endswith(".backup"):
            try:
                content = path.open("rb")
            except FileNotFoundError:
                continue  # somebody else, such as `waarborg backup now`, carried it off between the list and now
            with content:
                target.put(f"wal/{path.name}", content, recipient)
            shipped.append(path.name)
        path.unlink(missing_ok=True)
    return shipped


def shipping_beside(work: Callable[[], Made], layout: Layout, target: Target, recipient: Any) -> Made:
    """Do `work`, and carry off what comes into the archive meanwhile; raises what either of the two raises."""
    with ThreadPoolExecutor(1) as aside:
        under_way = aside.submit(work)
        while wait([under_way], _PAUSE_SECONDS).not_done:
            ship_segments(layout, target, recipient)
        return under_way.result()


def held_back(layout: Layout) -> tuple[int, float]:
    """Bytes and age (s) of what the archive holds that is not at the target yet."""
    found = [path.stat() for path in layout.archive.glob("[0-9A-F]*")]
    return sum(one.st_size for one in found), time.time() - min((one.st_mtime for one in found), default=time.time())


def give_up(layout: Layout) -> None:
    """Drop what the archive holds: the disk belongs to those who work. What follows needs a new base first."""
    for path in sorted(layout.archive.glob("[0-9A-F]*")):
        path.unlink(missing_ok=True)


@dataclass(slots=True)
class Files:
    """Carries files that the target does not have; remembers what it has, so that a pass over nothing new is cheap."""

    target: Target
    known: set[str]

    @classmethod
    def begin(cls, target: Target) -> "Files":
        return cls(target, {name.removesuffix(SUFFIX) for name in target.names("files")})

    def ship(self, store: Store, recipient: Any) -> int:
        """How many were carried. Raises TargetFull, TargetAway, StoreAway."""
        number = 0
        for key in [*(found.key for found in store.stored()), *store.under(ERASURES)]:
            name = flat(key)
            if name in self.known:
                continue
            try:
                with store.open(key) as content:
                    self.target.put(f"files/{name}", content, recipient)
            except FileNotFoundError:
                continue  # removed between the list and now
            self.known.add(name)
            number += 1
        return number


def flat(key: str) -> str:
    """A key of the file store as one name, and `deep` the other way."""
    return key.replace("/", "=")


def deep(name: str) -> str:
    return name.removesuffix(SUFFIX).replace("=", "/")


def prune(target: Target, store: Store, *, now: datetime, keep: timedelta) -> int:
    """Remove what no instant of the last `keep` needs; gives how many objects went.

    Files that were removed here stay at the target for that long.
    """
    bases = [retention.Base(one.id, one.ended_at, one.first) for one in base_backup.manifests(target)]
    segments = [name.removesuffix(SUFFIX) for name in target.names("wal")]
    gone, unneeded = retention.to_remove(bases, segments, now=now, keep=keep)
    doomed = [f"wal/{name}{SUFFIX}" for name in unneeded]
    for one in gone:
        # The manifest first: a base without one is none.
        doomed += [f"base/{one}.json", f"base/{one}{SUFFIX}", f"base/{one}.secrets{SUFFIX}"]
    doomed += _files_to_remove(target, store, now=now, keep=keep)
    for name in doomed:
        target.remove(name)
    return len(doomed)


def _files_to_remove(target: Target, store: Store, *, now: datetime, keep: timedelta) -> list[str]:
    here = {flat(found.key) for found in store.stored()}
    marked = {}
    for name in target.names("gone"):
        with target.open(f"gone/{name}") as content:
            marked[name] = datetime.fromisoformat(content.read().decode())
    doomed = []
    for name in target.names("files"):
        plain = name.removesuffix(SUFFIX)
        # The ledger of erasures is never removed: it undoes what an old back-up would bring back.
        if plain in here or plain.startswith(ERASURES):
            if plain in marked:
                doomed.append(f"gone/{plain}")
        elif plain not in marked:
            with target.draft() as draft:
                draft.write(now.astimezone(UTC).isoformat().encode())
                target.keep(draft, f"gone/{plain}")
        elif marked[plain] <= now - keep:
            doomed += [f"files/{name}", f"gone/{plain}"]
    return doomed


def brought(target: Target, segment: str) -> bool:
    """Whether the target has a segment."""
    return f"{segment}{SUFFIX}" in target.names("wal")
