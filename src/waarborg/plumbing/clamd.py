"""The words of clamd, the scanner of ClamAV: INSTREAM and VERSION over its socket (clamd(8)). No Django."""

import socket
import struct
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

_CONNECT_SECONDS = 5.0
# For each answer it waits for: a large archive takes a while.
_ANSWER_SECONDS = 60.0
_BLOCK = 1 << 17
_LONGEST_ANSWER = 1024


def version(at: str) -> str:
    """What the scanner at `at` says of itself and its list of viruses. Raises OSError."""
    with _line(at) as line:
        line.sendall(b"zVERSION\0")
        return _answer(line)


def instream(content: BinaryIO, at: str) -> str:
    """What it says of `content` (seekable, left at its start): "stream: OK", "stream: <name> FOUND", or why it could
    not look. Raises OSError."""
    content.seek(0)
    with _line(at) as line:
        try:
            line.sendall(b"zINSTREAM\0")
            while block := content.read(_BLOCK):
                line.sendall(struct.pack(">I", len(block)) + block)
            line.sendall(struct.pack(">I", 0))
        except (BrokenPipeError, ConnectionResetError):
            # It hung up in the middle, and says why before it does.
            pass
        answer = _answer(line)
    content.seek(0)
    return answer


def _line(at: str) -> socket.socket:
    """A line to the scanner at unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310. Raises OSError."""
    parts = urlsplit(at)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(_CONNECT_SECONDS)
            line.connect(unquote(parts.path))
        except OSError:
            line.close()
            raise
    else:
        line = socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=_CONNECT_SECONDS)
    line.settimeout(_ANSWER_SECONDS)
    return line


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER and (more := line.recv(_LONGEST_ANSWER)):
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace").strip()
