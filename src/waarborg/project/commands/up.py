"""``waarborg up``: start the process group, wait until it serves, say where."""

import argparse
import json
import os
import subprocess
import sys
import time

NAME = "up"
HELP = "start database, web, worker and scheduler"
NEEDS_DJANGO = False
_PATIENCE_SECONDS = 900.0
# By then a supervisor has written what it does, unless there is no room for that.
_SILENCE_SECONDS = 10.0


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--foreground", action="store_true", help="stay here until told to stop (for a service manager)"
    )


def run(args: argparse.Namespace) -> int:
    from waarborg.project import environment

    environment.check_all()
    check_external_database()
    if args.foreground:
        from waarborg.project.group import supervisor

        return supervisor.main()
    os.environ["WAARBORG_LANGUAGE"] = args.lang
    state = start()
    print(json.dumps(state) if args.json else state["url"])
    return 0


def check_external_database() -> None:
    """Raises DatabaseUnreachable when there is a database of somebody else's and it does not answer."""
    from waarborg.project import database_address

    if database_address.embedded():
        return
    import psycopg

    from waarborg.project.environment import text
    from waarborg.project.refusals import DatabaseUnreachable

    try:
        psycopg.connect(text("DATABASE_URL"), connect_timeout=10).close()
    except psycopg.OperationalError as error:
        raise DatabaseUnreachable(reason=(str(error).strip().splitlines() or ["?"])[0]) from error


def start() -> dict[str, object]:
    """Start the group unless it runs, and wait for it. Returns its state; raises GroupDidNotStart, DiskFull."""
    from waarborg.project import disks
    from waarborg.project.group import state
    from waarborg.project.group.refusals import GroupDidNotStart, unabridged

    process = None if state.running() else _detached()
    begun = time.monotonic()
    deadline = begun + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        said = state.read()
        ours = process is None or said.get("pid") == process.pid
        if ours and said.get("ready") and state.running():
            return said
        if process is None and not state.running():
            raise GroupDidNotStart(reason=unabridged(str(said.get("problem") or "?")), log=state.log_folder())
        if process is not None and process.poll() is not None:
            if not state.running():
                reason = str(said.get("problem") or "?") if ours else f"exit {process.returncode}"
                raise GroupDidNotStart(reason=unabridged(reason), log=state.log_folder())
            # Somebody else's start was first; theirs will do.
            process = None
        if not ours and time.monotonic() > begun + _SILENCE_SECONDS:
            disks.raise_when_full()
        time.sleep(0.05)
    raise GroupDidNotStart(reason=f"> {_PATIENCE_SECONDS:.0f} s", log=state.log_folder())


def _detached() -> "subprocess.Popen[bytes]":
    from waarborg.project.group import state

    state.log_folder().mkdir(parents=True, exist_ok=True)
    with (state.log_folder() / "group.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "waarborg.project.group.supervisor"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
