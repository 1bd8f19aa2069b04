"""The keeper of back-ups, a member of the group: carries every change off within seconds, takes a base every day.

It says how it goes in `backup.json` of the data folder, for `waarborg status` and `waarborg doctor`.
"""

import json
import os
import time
from datetime import datetime, timedelta
from typing import Any

from waarborg.project import database_address, environment

# Listing the files is more work than looking into the archive.
FILES_PASSES = 6
BASE_EVERY = timedelta(hours=24)
LONGEST_WAIT = 300.0


def state_file() -> Any:
    return environment.data_folder() / "backup.json"


def read_state() -> dict[str, Any]:
    """What the keeper said last; empty before it ever did."""
    try:
        found: dict[str, Any] = json.loads(state_file().read_text())
    except (OSError, ValueError):
        return {}
    return found


def say(**more: Any) -> None:
    said = read_state() | more
    draft = state_file().with_suffix(f".{os.getpid()}.draft")
    draft.write_text(json.dumps(said, indent=1))
    os.replace(draft, state_file())


class Keeper:
    def __init__(self) -> None:
        from waarborg.project.recovery.sealing import identity
        from waarborg.project.recovery.target import target

        self.recipient = identity(make=True).to_public()
        self.target = target()
        self.target.begin()
        self.mark = self.target.mark()
        self.layout = database_address.layout()
        self.files: Any = None
        self.passes = 0
        self.ended: datetime | None = None

    def once(self, now: datetime) -> None:
        """One pass: segments, now and then files, a base when the last one is a day old. Raises Refusal, OSError."""
        from waarborg.project.recovery import base_backup, shipping

        if self.target.mark() != self.mark:
            # Another disk than a moment ago: what is known of the one before does not hold.
            self.mark, self.files, self.ended = self.target.mark(), None, None
        if shipping.held_back(self.layout)[0] > shipping.MOST_BYTES:
            shipping.give_up(self.layout)
            self.ended = None
            say(given_up=now.isoformat())
            self._base(now)
        shipping.ship_segments(self.layout, self.target, self.recipient)
        say(shipped=now.isoformat(), problem="")
        if self.passes % FILES_PASSES == 0:
            self.carry_files()
        self.passes += 1
        if self.ended is None:
            self.ended = max((one.ended_at for one in base_backup.manifests(self.target)), default=None)
        if self.ended is None or now - self.ended >= BASE_EVERY:
            self._base(now)

    def carry_files(self) -> int:
        """How many files went. Raises TargetFull, TargetAway, StoreAway."""
        from waarborg.plumbing.files.stores import store_in_use
        from waarborg.project.recovery import shipping

        self.files = self.files or shipping.Files.begin(self.target)
        return int(self.files.ship(store_in_use(), self.recipient))

    def prune(self, now: datetime) -> None:
        """Remove what nobody needs any more. Raises TargetAway, StoreAway."""
        from waarborg.plumbing.files.stores import store_in_use
        from waarborg.project.recovery import shipping

        # What is removed there may come back here: whoever still believed it there would never carry it off again.
        self.files = None
        keep = timedelta(days=environment.number("WAARBORG_BACKUP_DAYS"))
        shipping.prune(self.target, store_in_use(), now=now, keep=keep)

    def _base(self, now: datetime) -> None:
        from waarborg.project.recovery import base_backup, shipping

        # A large base takes longer than anybody may lose.
        taken = shipping.shipping_beside(
            lambda: base_backup.take(self.target, self.recipient), self.layout, self.target, self.recipient
        )
        self.ended = taken.ended_at
        say(base=taken.id, base_ended=taken.ended, base_bytes=taken.size)
        self.prune(now)


def main() -> int:
    """Keep until told to stop. A target that is away is asked again, ever less often; nothing is lost meanwhile."""
    from waarborg.project.commandline import set_up_django

    set_up_django()
    import structlog
    from django.conf import settings

    from waarborg.kernel.errors import Refusal
    from waarborg.plumbing import clock
    from waarborg.plumbing.observability import logs

    logs.configure("backup", level=settings.LOG_LEVEL, key=settings.SECRET_KEY)
    log = structlog.stdlib.get_logger(__name__)
    every = float(environment.number("WAARBORG_BACKUP_EVERY"))
    keeper, wait = None, every
    while True:
        try:
            keeper = keeper or Keeper()
            keeper.once(clock.real())
            wait = every
        except (Refusal, OSError) as problem:
            said = problem.say("en") if isinstance(problem, Refusal) else type(problem).__name__
            log.error("the back-up is behind", problem=said)
            say(problem=said, failed=clock.real().isoformat())
            wait = min(wait * 2, LONGEST_WAIT)
        time.sleep(wait)
