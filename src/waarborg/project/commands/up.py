"""``waarborg up``: start the process group, wait until it serves, say where."""

import argparse
import json
import subprocess
import sys
import time

NAME = "up"
HELP = "start database, web, worker and scheduler"
NEEDS_DJANGO = False
_PATIENCE_SECONDS = 900.0


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--foreground", action="store_true", help="stay here until told to stop (for a service manager)"
    )


def run(args: argparse.Namespace) -> int:
    from waarborg.project import environment

    environment.check_all()
    if args.foreground:
        from waarborg.project.group import supervisor

        return supervisor.main()
    state = start()
    print(json.dumps(state) if args.json else state["url"])
    return 0


def start() -> dict[str, object]:
    """Start the group unless it runs, and wait for it. Returns its state; raises GroupDidNotStart."""
    from waarborg.project.group import state
    from waarborg.project.group.refusals import GroupDidNotStart, unabridged

    process = None if state.running() else _detached()
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        said = state.read()
        if process is None or said.get("pid") == process.pid:
            if said.get("ready") and state.running():
                return said
            ended = process.poll() is not None if process else not state.running()
            if said.get("problem") or ended:
                raise GroupDidNotStart(reason=unabridged(str(said.get("problem") or "?")), log=state.log_folder())
        elif process.poll() is not None:
            raise GroupDidNotStart(reason=f"exit {process.returncode}", log=state.log_folder())
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
