"""``waarborg down``: stop the process group cleanly and wait until it is gone."""

import argparse
import contextlib
import json
import os
import signal
import time

NAME = "down"
HELP = "stop them"
NEEDS_DJANGO = False
_PATIENCE_SECONDS = 120


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    from waarborg.project.group import state
    from waarborg.project.group.refusals import GroupDidNotStop

    was_running = state.running()
    asked: int | None = None
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while state.running():
        pid = state.supervisor_pid()
        if pid is not None and pid != asked:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            asked = pid
        if time.monotonic() > deadline:
            raise GroupDidNotStop(seconds=_PATIENCE_SECONDS, pid=asked, log=state.log_folder())
        time.sleep(0.05)
    if args.json:
        print(json.dumps({"stopped": was_running}))
    return 0
