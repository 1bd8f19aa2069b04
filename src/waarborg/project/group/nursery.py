"""The nursery: loads the product once, and has the supervisor's members forked from that.

What is loaded is shared between all members (memory), and one that ended is back in milliseconds. It never does
anything else: no connection, no thread, no random number, so that what is forked from it begins as a fresh process
does. A member is handed over to the supervisor at once (a second fork; the supervisor takes orphans in), so that it
does not matter to it whether the nursery lives. Run as ``python -m waarborg.project.group.nursery CHANNEL``, a socket
of the supervisor's.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
import threading
import time
import traceback
from typing import Any, NoReturn

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.embedded_postgres.server import die_with_parent
from waarborg.project.group import title
from waarborg.project.group.members import HOPELESS

READY = b"ready"
GO = b"go"
_REQUEST_BYTES = 1 << 16
_HANDED_OVER_SECONDS = 60.0


def main(channel: int) -> int:
    """Load, say so, and fork until the supervisor closes the channel. In a member it does not return."""
    from waarborg.project.commandline import render
    from waarborg.project.environment import language_of

    line = socket.socket(fileno=channel)
    # For good: there is no rubbish here, and looking for it would copy the memory that members share with this.
    gc.disable()
    try:
        load()
    except Refusal as refusal:
        return render(refusal, lang=language_of(os.environ), as_json=False) and HOPELESS
    gc.freeze()
    line.send(READY)
    member = _fork_as_asked(line)
    if member is None:
        return 0
    gc.enable()
    carry_out(*member)


def carry_out(module: str, *words: str) -> NoReturn:
    """A member's work and its end, as a program would end: what was to be done at the end is done, its status told.

    But nothing is taken apart: that would copy all that is shared, to throw it away.
    """
    status = 1
    try:
        status = int(importlib.import_module(module).main(*words))
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        # What the standard library does with children of its own (multiprocessing/popen_fork.py).
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):
                stream.flush()
        os._exit(status)


def load() -> None:
    """All that a page or a job needs. Raises what the settings refuse.

    Not the dispatcher (asgi.py): that looks at the static files, which the web member collects first.
    """
    from waarborg.project.commandline import set_up_django
    from waarborg.project.loading import load_whole

    set_up_django()
    load_whole()


def _fork_as_asked(line: socket.socket) -> list[str] | None:
    """In the nursery: None, when the supervisor is gone. In a member: its module and what that is called with."""
    while True:
        said, given, _, _ = socket.recv_fds(line, _REQUEST_BYTES, 2)
        if not said:
            return None
        request = json.loads(said)
        if _fork(request, *given):
            line.close()
            words: list[str] = request["words"]
            return words
        for descriptor in given:
            os.close(descriptor)


def _fork(request: dict[str, Any], log: int, reply: int) -> bool:
    """Whether we are the member now, in the care of the supervisor; that hears nothing where there is no room."""
    try:
        between = os.fork()
    except OSError as error:
        print(f"{request['name']} could not be forked: {error}", file=sys.stderr, flush=True)
        return False
    if between:
        os.waitpid(between, 0)
        return False
    # From here on nothing may return to the loop of the nursery but the member.
    try:
        if os.fork():
            os._exit(0)
        _become(request, log, reply)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    return True


def _become(request: dict[str, Any], log: int, reply: int) -> None:
    """A session, a log and a name of our own; ended with the supervisor; begun only when it knows of us."""
    os.setsid()
    supervisor: int = request["supervisor"]
    deadline = time.monotonic() + _HANDED_OVER_SECONDS
    while os.getppid() != supervisor and time.monotonic() < deadline:
        time.sleep(0.001)
    die_with_parent(supervisor, signal.SIGKILL)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    title.show(request["name"], ["python", "-m", *request["words"]])
    sys.argv = request["words"]
    with socket.socket(fileno=reply) as answer:
        answer.send(str(os.getpid()).encode())
        if answer.recv(len(GO)) != GO:
            os._exit(1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
