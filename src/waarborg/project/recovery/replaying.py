"""The server put through recovery: it asks for segments by a file in a folder, and finds them in another.

The server may run as a user that can reach neither this program nor the recovery key; so it runs three lines of shell.
"""

import os
import pwd
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.embedded_postgres import Server
from waarborg.plumbing.embedded_postgres.cluster import give
from waarborg.plumbing.embedded_postgres.layout import Layout
from waarborg.plumbing.embedded_postgres.refusals import DidNotStart
from waarborg.project import database_address
from waarborg.project.recovery.refusals import BeyondBackup, DamagedChange, Unusable
from waarborg.project.recovery.sealing import SUFFIX
from waarborg.project.recovery.target import Target, opened

_AHEAD = 4
_MISSED = "recovery ended before configured recovery target was reached"
_REACHED = re.compile(r"last completed transaction was at log time (\S+) (\S+)")
_SCRIPT = """#!/bin/sh
# A name ($1) and where to put it ($2): asked for in wanted/, brought to given/, or said to be absent.
here=$(dirname "$0")
: > "$here/wanted/$1"
while :; do
  if [ -f "$here/given/$1" ]; then
    cp "$here/given/$1" "$2"; status=$?
    rm -f "$here/given/$1" "$here/wanted/$1"; exit $status
  fi
  if [ -f "$here/absent/$1" ]; then rm -f "$here/absent/$1" "$here/wanted/$1"; exit 1; fi
  sleep 0.02
done
"""


class Bringer:
    """Brings segments as they are asked for, and the next few before they are."""

    def __init__(self, folder: Path, target: Target, identity: Any) -> None:
        self.folder, self.target, self.identity = folder, target, identity
        self.names = {name.removesuffix(SUFFIX) for name in target.names("wal")}
        self.trouble: Exception | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stop.wait(0.01):
            for name in sorted(os.listdir(self.folder / "wanted")):
                try:
                    self._answer(name)
                except Exception as problem:
                    self.trouble = problem
                    (self.folder / "absent" / name).touch()

    def _answer(self, name: str) -> None:
        if name not in self.names:
            (self.folder / "absent" / name).touch()
            return
        self._bring(name)
        later = sorted(one for one in self.names if len(one) == len(name) and one[:8] == name[:8] and one > name)
        for one in later[:_AHEAD]:
            # A damaged one counts once it is asked for: an instant before it needs nothing of it.
            with suppress(Refusal, OSError):
                self._bring(one)

    def _bring(self, name: str) -> None:
        given = self.folder / "given" / name
        if given.exists():
            return
        draft = self.folder / f".{name}"
        with opened(self.target, f"wal/{name}{SUFFIX}", self.identity) as stream, draft.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        draft.chmod(0o644)
        os.replace(draft, given)


@contextmanager
def recovered(
    layout: Layout, target: Target, identity: Any, user: pwd.struct_passwd, *, begun: str, at: datetime | None
) -> Iterator[Server]:
    """The server of an unpacked base, which ended at the instant `begun` (ISO 8601), brought forward to `at` or as far
    as the target reaches, and open for work.

    Raises BeyondBackup, DamagedChange, TargetAway, StoreAway, DidNotStart.
    """
    folder = layout.folder / "fetch"
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("wanted", "given", "absent"):
        (folder / part).mkdir(parents=True)
    script = folder / "fetch.sh"
    script.write_text(_SCRIPT)
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)
        give(path, user)
    (layout.data / "recovery.signal").touch()
    give(layout.data / "recovery.signal", user)
    more = {
        "restore_command": f"/bin/sh '{script}' %f '%p'",
        "recovery_target_action": "promote",
        # Closed until it is over: what answers halfway would show a state that never was.
        "hot_standby": "off",
        **({"recovery_target_time": at.isoformat()} if at else {}),
    }
    server = Server(layout, database=database_address.DATABASE, more=more)
    bringer = Bringer(folder, target, identity)
    bringer.start()
    said = len(_since(layout, 0))
    try:
        try:
            server.start()
        except DidNotStart as failure:
            if bringer.trouble is not None:
                raise told(bringer.trouble, _since(layout, said), begun=begun) from failure
            if _MISSED in _since(layout, said):
                raise BeyondBackup(at=at.isoformat() if at else "-") from None
            raise
        if bringer.trouble is not None:
            raise told(bringer.trouble, _since(layout, said), begun=begun)
        yield server
    finally:
        bringer.stop()
        with suppress(OSError):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _since(layout: Layout, said: int) -> str:
    """What the server wrote to its log after so many characters."""
    return layout.log.read_text(errors="replace")[said:] if layout.log.exists() else ""


def told(trouble: Exception, log: str, *, begun: str) -> Exception:
    """Of a segment that cannot be read, also how far the ones before it reach: the server has just been there. Where
    its log names no transaction after the base, that is as far as the base itself: `begun`, when it ended."""
    if not isinstance(trouble, Unusable):
        return trouble
    reached = _REACHED.findall(log)
    return DamagedChange(name=trouble.params["name"], at="T".join(reached[-1]) if reached else begun)
