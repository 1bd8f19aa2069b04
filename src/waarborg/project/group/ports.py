"""The port of a group: the next free one, claimed so that no other group takes it while the web server is on its way.

The web server lets sockets share a port (SO_REUSEPORT): two groups that looked at the same moment would both get it,
and the kernel would hand half of the requests to the wrong one.
"""

import socket

from waarborg.project.group.refusals import NoFreePort

_PORTS_TRIED = 50


def claim(host: str, first: int) -> tuple[int, socket.socket]:
    """The first free port from ``first``, and what holds it while it stays open. Raises NoFreePort after fifty."""
    last = min(first + _PORTS_TRIED - 1, 65535)
    for port in range(first, last + 1):
        held = _hold(port)
        if held is None:
            continue
        if _free(host, port):
            return port, held
        held.close()
    raise NoFreePort(first=first, last=last, host=host)


def _hold(port: int) -> socket.socket | None:
    """An abstract address (no file, gone with the process) that only one group of this machine can have."""
    held = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        held.bind(f"\0waarborg-port-{port}")
    except OSError:
        held.close()
        return None
    return held


def _free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as trial:
        # Connections of a predecessor that are only fading away do not count as taken.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
        return True
