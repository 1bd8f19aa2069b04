"""Run as a process of its own: supervises the server of a folder until it is told, or made, to end."""

import signal
import sys
from pathlib import Path

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.embedded_postgres import Layout, Server

if __name__ == "__main__":
    server = Server(Layout(Path(sys.argv[1]), int(sys.argv[2])), durable=False)
    try:
        server.start()
    except Refusal as refusal:
        sys.exit(refusal.code)
    # After the start: a child inherits what is blocked.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    print(server.process.pid if server.process else "-", flush=True)
    signal.sigwait({signal.SIGTERM})
    server.stop()
